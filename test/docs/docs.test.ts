import { anchorsOf, linksOf } from '../../scripts/release/markdown';
import { brokenLinks, picturesNpmHides } from '../../scripts/release/links';
import { codeOf, commandsIn, committedFiles, pages, problemsOfCommand, read } from './support';

describe('the pages', () => {
	let all: string[];
	let files: string[];

	beforeAll(async () => {
		files = await committedFiles();
		all = await pages();
		expect(all).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/tokens.md']));
	});

	it('link to files and headings that there are', () => {
		expect(all.flatMap((page) => brokenLinks(page, { files, read }))).toEqual([]);
		expect(all.flatMap((page) => linksOf(read(page))).length).toBeGreaterThan(30);
	});

	it('name commands that there are, with options that they have', () => {
		const named = all.flatMap((page) =>
			codeOf(read(page))
				.flatMap(commandsIn)
				.map((words) => ({ page, words })),
		);
		expect(named.length).toBeGreaterThan(30);
		const wrong: string[] = [];
		for (const { page, words } of named) {
			const problems = problemsOfCommand(words);
			wrong.push(...problems.map((problem) => `${page}: ${words.join(' ')}: ${problem}`));
		}
		expect(wrong).toEqual([]);
	});

	it('are all reached from the README', () => {
		const reached = new Set<string>(['README.md']);
		for (const page of reached) {
			const folder = page.includes('/') ? `${page.replace(/\/[^/]*$/, '')}/` : '';
			for (const { target } of linksOf(read(page))) {
				const file = `${folder}${target.split('#')[0]}`.replace(/[^/]+\/\.\.\//g, '');
				if (files.includes(file) && file.endsWith('.md')) reached.add(file);
			}
		}
		expect(all.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
	});
});

describe('the README', () => {
	const text = read('README.md');

	it('is read in one go: 150 lines, and no row or command wider than a page', () => {
		expect(text.split('\n').length).toBeLessThanOrEqual(151);
		const rows = text.split('\n').filter((line) => /^\|(?! -)/.test(line));
		const wide = rows.map((row) => row.replace(/\s+/g, ' ')).filter((row) => row.length > 120);
		expect(wide).toEqual([]);
		const fenced = /```[^\n]*\n([\s\S]*?)```/g;
		const code = [...text.matchAll(fenced)].flatMap(([, lines]) => lines.split('\n'));
		expect(code.filter((line) => line.length > 90)).toEqual([]);
	});

	it('has the parts that people look for, in their order', () => {
		const wanted = [
			...['install', 'connect-to-novu', 'your-first-workflow', 'the-token-rules', 'triggers'],
			...['with-ai-agents', 'troubleshooting', 'compatibility', 'try-it-from-a-clone'],
		];
		const found = anchorsOf(text).filter((anchor) => wanted.includes(anchor));
		expect(found).toEqual(wanted);
	});

	it('names every example', async () => {
		const examples = (await committedFiles()).filter((file) => /^examples\/.*\.json$/.test(file));
		expect(examples.length).toBeGreaterThan(10);
		const named = linksOf(text).map(({ target }) => target);
		expect(examples.filter((file) => !named.includes(file))).toEqual([]);
	});

	it("shows pictures on npm's page, too", () => {
		expect(picturesNpmHides(text)).toEqual([]);
	});

	it('has the sections that the credentials and nodes lead to', () => {
		const ofCredentials = ['NovuApi', 'NovuWebhookSecretApi'].map((name) => {
			const code = read(`credentials/${name}.credentials.ts`);
			return /documentationUrl = '([^']*)'/.exec(code)?.[1] ?? name;
		});
		const ofNodes = ['Novu', 'NovuTrigger', 'NovuPollingTrigger'].flatMap((name) => {
			const codex = read(`nodes/Novu/${name}.node.json`);
			return [...codex.matchAll(/"url": "([^"]*)"/g)].map(([, url]) => url);
		});
		expect(ofNodes).toHaveLength(6);
		const links = [...ofCredentials, ...ofNodes];
		const page = 'https://www.npmjs.com/package/n8n-nodes-novu#';
		const anchors = [...anchorsOf(read('README.md'))].map((anchor) => page + anchor);
		expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
	});
});

describe('a link or a command that is wrong', () => {
	const project = (text: string) => ({
		files: ['a.md', 'docs/b.md', 'x.svg'],
		read: (file: string) => (file === 'a.md' ? text : '# One\n\n## Two *words*, `code`\n'),
	});

	it.each([
		['[a](docs/c.md)', 'is no committed file'],
		['[a](docs/b.md#three)', 'names no heading of that file'],
		['[a](#here)', 'names no heading of that file'],
		['[a](/docs/b.md)', 'begins with a slash'],
		['[a](http://novu.co)', 'is no https address'],
		['![a](missing.png)', 'is no committed file'],
	])('%s is found', (text, problem) => {
		expect(brokenLinks('a.md', project(text))).toEqual([expect.stringContaining(problem)]);
	});

	it.each(['[a](docs/b.md#two-words-code)', '[a](docs/)', '```\n[a](nowhere.md)\n```', '`[a](b)`'])(
		'%s is none',
		(text) => {
			expect(brokenLinks('a.md', project(text))).toEqual([]);
		},
	);

	it('a picture that npm does not show is found', () => {
		expect(picturesNpmHides('![a](x.svg)')).toHaveLength(1);
	});

	it.each([
		['npm run bensh', 'has no script'],
		['npm run sandbox -- --prot 3000', 'knows no --prot'],
		['npm run test:e2e -- triggerEvants', 'no test file'],
		['npm test -- test/unitt', 'no test file'],
		['npx jest test/engin/', 'no test file'],
		['node scripts/nothing.js', 'there is no scripts/nothing.js'],
	])('%s is found', (command, problem) => {
		const [words] = commandsIn(command);
		expect(problemsOfCommand(words)).toEqual([expect.stringContaining(problem)]);
	});
});
