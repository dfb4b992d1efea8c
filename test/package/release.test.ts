import { copyOfThePackage, sha256, type Copy } from './releaseSupport';

// Two builds of the whole package, on a machine that may be busy.
jest.setTimeout(300_000);

interface Manifest {
	version: string;
	homepage: string;
	scripts: Record<string, string>;
	author: { email: string };
	repository: { url: string };
	bugs: { url: string };
}

const ADDRESS = 'https://github.com/somebody/n8n-nodes-novu';

/** Changes package.json, as its owner would. */
function manifest(copy: Copy, change: (manifest: Manifest) => void): void {
	copy.edit('package.json', (text) => {
		const parsed = JSON.parse(text) as Manifest;
		change(parsed);
		return `${JSON.stringify(parsed, null, '\t')}\n`;
	});
}

/** Puts an owner in the placeholders' place. */
function owned(copy: Copy): void {
	manifest(copy, (one) => {
		one.homepage = `${ADDRESS}#readme`;
		one.author.email = 'somebody@users.noreply.github.com';
		one.repository.url = `git+${ADDRESS}.git`;
		one.bugs.url = `${ADDRESS}/issues`;
	});
}

/** Puts a build of one file in the real one's place. */
function built(copy: Copy, value: string): void {
	copy.edit('build.js', () =>
		[
			"const fs = require('fs');",
			"fs.mkdirSync('dist', { recursive: true });",
			`fs.writeFileSync('dist/a.js', \`exports.built = ${value};\`);`,
		].join('\n'),
	);
	manifest(copy, (one) => (one.scripts.build = 'node build.js'));
}

let copy: Copy;

beforeAll(async () => {
	copy = await copyOfThePackage();
});
afterEach(async () => await copy.restore());
afterAll(() => copy.remove());

describe('npm run release:check', () => {
	it('lets the package be published once it has an owner, and builds one tarball twice', async () => {
		owned(copy);
		await copy.commit();
		const { status, lines } = copy.check('--tag', '0.1.0');
		expect({ status, lines }).toEqual({
			status: 0,
			lines: [
				`OK     owner      ${ADDRESS}`,
				expect.stringMatching(/^OK {5}changelog {2}0\.1\.0, \d+ entries$/),
				'OK     tag        0.1.0',
				'OK     committed  all files are as committed',
				expect.stringMatching(/^OK {5}readme/),
				expect.stringMatching(/^OK {5}tarball {4}two builds, one hash: sha256 [0-9a-f]{64}$/),
				'n8n-nodes-novu 0.1.0 may be published.',
			],
		});
	});

	it('asks for the address of the owner while it is a placeholder, and for nothing else', () => {
		const { status, lines } = copy.check('owner', 'changelog', 'tag', 'committed', 'readme');
		expect(status).toBe(1);
		const open = lines.filter((line) => line.startsWith('TO DO'));
		expect(open).toEqual([
			expect.stringMatching(/^TO DO {2}owner .*repository\.url .*github\.com\/YOU\//),
			expect.stringMatching(/^TO DO {2}owner .*author\.email/),
		]);
		expect(lines[lines.length - 1]).toMatch(/may not be published yet: 1 of 5 points/);
	});

	it.each<[string, (one: Manifest) => void, RegExp]>([
		['another homepage', (one) => (one.homepage = 'https://example.com'), /homepage/],
		['another list of issues', (one) => (one.bugs.url = `${ADDRESS}/pulls`), /bugs\.url/],
		['a made-up email', (one) => (one.author.email = 'me@example.org'), /author\.email/],
		['no repository on GitHub', (one) => (one.repository.url = 'https://gitlab.com/a/b'), /YOU/],
		[
			'a name that stands for nobody',
			(one) => (one.repository.url = 'git+https://github.com/OWNER/n8n-nodes-novu.git'),
			/YOU/,
		],
	])('refuses %s', (_, change, todo) => {
		owned(copy);
		manifest(copy, change);
		const { status, lines } = copy.check('owner');
		expect(status).toBe(1);
		expect(lines[0]).toMatch(/^TO DO {2}owner/);
		expect(lines[0]).toMatch(todo);
	});

	it.each<[string, (text: string) => string, RegExp]>([
		['says Unreleased', (text) => text.replace(/^## .*$/m, '## Unreleased'), /name the section 0/],
		[
			'has something unreleased above the version',
			(text) => text.replace(/^## /m, '## [Unreleased]\n\n- More.\n\n## '),
			/name the section/,
		],
		[
			'is of another version',
			(text) => text.replace(/^## .*$/m, '## 0.0.9'),
			/begins with 0\.0\.9/,
		],
		['has no entry', (text) => text.replace(/^- .*$/gm, ''), /says nothing of 0\.1\.0/],
		['is empty', () => '# Changelog\n', /has no section/],
	])('refuses a CHANGELOG that %s', (_, change, todo) => {
		copy.edit('CHANGELOG.md', change);
		const { status, lines } = copy.check('changelog');
		expect(status).toBe(1);
		expect(lines[0]).toMatch(/^TO DO {2}changelog/);
		expect(lines[0]).toMatch(todo);
	});

	it('takes a section that has its date', () => {
		copy.edit('CHANGELOG.md', (text) => text.replace(/^## .*$/m, '## [0.1.0] - 2026-12-01'));
		expect(copy.check('changelog').status).toBe(0);
	});

	it('refuses a tag that is not the version: one that is given, or one of the commit', async () => {
		expect(copy.check('tag', '--tag', 'v0.1.0')).toMatchObject({
			status: 1,
			lines: [expect.stringContaining('The tag is v0.1.0'), expect.anything()],
		});
		expect(copy.check('tag').status).toBe(0);
		await copy.tag('0.2.0');
		expect(copy.check('tag')).toMatchObject({
			status: 1,
			lines: [expect.stringContaining('The tag is 0.2.0'), expect.anything()],
		});
		expect(copy.check('tag', '--tag', '0.1.0').status).toBe(0);
	});

	it('refuses what is not committed', () => {
		copy.edit('nodes/Novu/more.ts', () => 'export {};\n');
		copy.edit('README.md', (text) => `${text}\nMore.\n`);
		const { status, lines } = copy.check('committed');
		expect(status).toBe(1);
		expect(lines.slice(0, 2)).toEqual([
			expect.stringContaining('README.md is not committed'),
			expect.stringContaining('nodes/Novu/more.ts is not committed'),
		]);
	});

	it("refuses links and pictures of the README that npm's page cannot follow", async () => {
		copy.edit('docs/a.svg', () => '<svg/>');
		copy.edit('README.md', (text) => `${text}\n![a](docs/a.svg) [b](docs/b.md) [c](#nothing)\n`);
		await copy.commit();
		const { status, lines } = copy.check('readme');
		expect(status).toBe(1);
		expect(lines.slice(0, 3)).toEqual([
			expect.stringMatching(/docs\/b\.md is no committed file/),
			expect.stringMatching(/#nothing names no heading/),
			expect.stringMatching(/docs\/a\.svg is a kind that npm's page does not show/),
		]);
	});

	it('refuses a build that comes out differently each time', async () => {
		built(copy, '${Math.random()}');
		await copy.commit();
		const { status, lines } = copy.check('tarball');
		expect(status).toBe(1);
		expect(lines[0]).toMatch(/^TO DO {2}tarball {4}Two builds differ/);
	});

	it('says so where there is no such point', () => {
		const { status, lines } = copy.check('owners');
		expect(status).toBe(1);
		expect(lines[0]).toBe('There is no point "owners".');
	});
});

describe('npm run release:files', () => {
	interface Sbom {
		metadata: { component: { name: string; purl: string } };
		components: Array<{ name: string }>;
	}

	it('makes the tarball of the commit, SBOMs, licences, notes and sums', async () => {
		built(copy, '1');
		await copy.commit();
		copy.edit('CHANGELOG.md', (text) => text.replace(/^- .*$/m, '- Not committed.'));
		const files = copy.files();
		expect([...files.keys()].sort()).toEqual([
			'LICENCES.md',
			'NOTES.md',
			'SHA256SUMS',
			'n8n-nodes-novu-0.1.0.tgz',
			'sbom-development.cdx.json',
			'sbom.cdx.json',
		]);
		expect(files.get('NOTES.md')).toMatch(/^### Added\n\n- (?!Not committed)/);
		expect(files.get('LICENCES.md')).toMatch(/^# Licences of n8n-nodes-novu 0\.1\.0\n/);
		expect(files.get('LICENCES.md')).toMatch(/itself: MIT\.\nIt has no dependencies/);

		const shipped = JSON.parse(files.get('sbom.cdx.json') ?? '') as Sbom;
		expect(shipped.metadata.component).toMatchObject({
			name: 'n8n-nodes-novu',
			purl: 'pkg:npm/n8n-nodes-novu@0.1.0',
		});
		expect(shipped.components).toEqual([]);
		const all = JSON.parse(files.get('sbom-development.cdx.json') ?? '') as Sbom;
		expect(all.components.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['n8n-workflow', 'typescript']),
		);

		const sums = (files.get('SHA256SUMS') ?? '').trim().split('\n');
		const named = sums.map((line) => line.replace(/^[0-9a-f]{64} {2}/, ''));
		expect(named).toEqual([...files.keys()].filter((name) => name !== 'SHA256SUMS').sort());
		expect(sums).toContain(`${sha256(files.get('NOTES.md') ?? '')}  NOTES.md`);
	});
});
