import {
	committedFiles,
	filesBelow,
	foldersOfThisMachine,
	handedOut,
	isOwnFile,
	loadedBy,
	modulesOf,
	packed,
	PROJECT,
	read,
	registryHost,
	scan,
	type Packed,
} from './support';

// n8n's scanner reads many sources, on a machine that may be busy.
jest.setTimeout(300_000);

interface Manifest {
	name: string;
	license: string;
	keywords: string[];
	dependencies?: object;
	peerDependencies: Record<string, string>;
	devDependencies: Record<string, string>;
	scripts: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

/** Every file that may be published is of one of these kinds. */
const ALLOWED = [
	/^(package\.json|README\.md|LICENSE\.md|CHANGELOG\.md|index\.js)$/,
	/^dist\/(nodes|credentials)\/([\w-]+\/)*[\w.-]+\.js$/,
	/^dist\/nodes\/\w+\/[\w.]+\.svg$/,
	/^dist\/nodes\/\w+\/\w+\.node\.json$/,
	/^dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+\/\w+\/\w+\.json$/,
];

/** What published code may load beside its own files. */
const ALLOWED_MODULES = ['n8n-workflow', 'crypto', 'node:crypto'];

/** Sources below a folder of the project. */
function sources(folder: string, kind: RegExp): string[] {
	return filesBelow(`${PROJECT}/${folder}`)
		.map((file) => `${folder}/${file}`)
		.filter((file) => kind.test(file));
}

const TYPESCRIPT = /\.ts$/;
const ASSET = /\.(svg|json)$/;

describe('the published package', () => {
	let tarball: Packed;

	beforeAll(async () => {
		tarball = await packed();
	});
	afterAll(() => tarball.remove());

	it('holds files of the allowed kinds only', () => {
		const others = tarball.files.filter((file) => !ALLOWED.some((kind) => kind.test(file)));
		expect(others).toEqual([]);
		expect(tarball.files.filter((file) => /\.(test|spec)\.|\/tests?\//.test(file))).toEqual([]);
	});

	it('holds every source, compiled, and every icon, codex file and sample, and nothing else', () => {
		const expected = ['nodes', 'credentials'].flatMap((folder) => [
			...sources(folder, TYPESCRIPT).map((file) => `dist/${file.replace(TYPESCRIPT, '.js')}`),
			...sources(folder, ASSET).map((file) => `dist/${file}`),
		]);
		const inDist = tarball.files.filter((file) => file.startsWith('dist/'));
		expect(inDist).toEqual(expected.sort());
	});

	it('holds what npm and n8n ask for', () => {
		const { nodes, credentials } = manifest.n8n;
		expect(tarball.files).toEqual(
			expect.arrayContaining(['package.json', 'LICENSE.md', 'index.js', ...nodes, ...credentials]),
		);
	});

	it('loads nothing but n8n-workflow, crypto and its own files', () => {
		const code = tarball.files.filter((file) => file.endsWith('.js'));
		const loaded = code.flatMap((file) =>
			modulesOf(tarball.read(file)).map((name) => ({ file, name })),
		);
		expect(loaded.filter(({ file, name }) => !isAllowed(file, name))).toEqual([]);
		expect(loaded.map(({ name }) => name)).toContain('n8n-workflow');
	});

	it.each([
		['a development dependency', "const axios = require('axios');"],
		['a part of the platform', "require('node:fs')"],
		['a part of n8n-workflow', "require('n8n-workflow/dist/cjs/index.js')"],
		['a file that is not there', "require('./missing')"],
		['a file outside of the package', "require('../../../../package.json')"],
		['an import', "import axios from 'axios';"],
		['an import at run time', "async () => await import('undici')"],
		['a name made at run time', "require('f' + 's')"],
		['require under another name', "const load = require; load('fs')"],
	])('would not be allowed to load %s', (_, code) => {
		const loaded = modulesOf(code);
		expect(loaded).not.toHaveLength(0);
		expect(loaded.filter((name) => isAllowed('dist/nodes/Novu/a.js', name))).toEqual([]);
	});

	function isAllowed(file: string, name: string): boolean {
		return ALLOWED_MODULES.includes(name) || isOwnFile(tarball.files, file, name);
	}

	it("hands out the classes of n8n's list to who requires it", async () => {
		const listed = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map(classOf);
		expect(await handedOut(tarball)).toEqual(
			Object.fromEntries(listed.map((name) => [name, 'function'])),
		);
	});

	it("is loaded by n8n's loader, with icons and codex", async () => {
		const { nodes, credentials, codex } = await loadedBy(tarball.folder);
		expect(nodes.map(({ className }) => className)).toEqual(manifest.n8n.nodes.map(classOf));
		expect(credentials.map(({ className }) => className)).toEqual(
			manifest.n8n.credentials.map(classOf),
		);
		expect(codex.sort()).toEqual(nodes.map(({ name }) => name).sort());
		for (const [i, { name }] of nodes.entries()) {
			const file = manifest.n8n.nodes[i].replace(/\.js$/, '.json');
			expect(JSON.parse(tarball.read(file))).toMatchObject({ node: `${manifest.name}.${name}` });
		}
		for (const { icons } of [...nodes, ...credentials]) {
			const files = icons.map((icon) => icon.replace(`icons/${manifest.name}/`, ''));
			expect(tarball.files).toEqual(expect.arrayContaining(files));
			const pictures = new Set(files.map((file) => tarball.read(file)));
			expect([...pictures].map((picture) => picture.slice(0, 4))).toEqual(['<svg', '<svg']);
		}
	});

	it.each([
		['its sources', 'source', () => PROJECT],
		['what is in the tarball', 'tarball', () => tarball.folder],
	] as const)("passes n8n's scanner: %s", async (_, leg, folder) => {
		const { passed, message, details } = await scan(leg, folder());
		expect({ passed, message, details }).toEqual({ passed: true });
	});
});

/** The class that n8n looks for in a file: `dist/nodes/Novu/Novu.node.js` is `Novu`. */
function classOf(file: string): string {
	return file.replace(/^.*\/|\.(node|credentials)\.js$/g, '');
}

describe('package.json', () => {
	it('asks for n8n-workflow as the only peer, and for nothing else', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest).not.toHaveProperty('optionalDependencies');
		expect(manifest).not.toHaveProperty('bundleDependencies');
	});

	it('pins what the project is developed with', () => {
		const loose = Object.entries(manifest.devDependencies).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
	});

	it('is what n8n lists as a community package', () => {
		expect(manifest.license).toBe('MIT');
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});

	it('runs nothing when it is installed', () => {
		const { scripts } = manifest;
		expect(Object.keys(scripts).filter((name) => /install|^(post)?prepare$/.test(name))).toEqual(
			[],
		);
	});

	it('registers every node and credential', () => {
		const listed = [...manifest.n8n.nodes, ...manifest.n8n.credentials].sort();
		const built = [
			...sources('nodes', /\.node\.ts$/),
			...sources('credentials', /\.credentials\.ts$/),
		].map((file) => `dist/${file.replace(TYPESCRIPT, '.js')}`);
		expect(listed).toEqual(built.sort());
		expect(manifest.n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
	});
});

describe('the committed files', () => {
	let files: string[];

	beforeAll(async () => {
		files = await committedFiles();
		expect(files).toContain('package.json');
	});

	function holding(pattern: RegExp): string[] {
		return files.filter((file) => pattern.test(read(file)));
	}

	it('name no folder of this machine', () => {
		const folders = foldersOfThisMachine().map((folder) => folder.replace(/[^\w/]/g, '\\$&'));
		expect(holding(new RegExp(`(${folders.join('|')}|/home/\\w+/|/Users/\\w+/)`))).toEqual([]);
	});

	it('name no registry that packages were installed from', async () => {
		const host = await registryHost();
		if (host !== 'registry.npmjs.org')
			expect(files.filter((file) => read(file).includes(host))).toEqual([]);
		expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
	});

	it('hold no keys of Novu, Google, Slack or a private one', () => {
		const key =
			/novu_secret_\w{16}|nv-\w{24}|AIza[\w-]{30}|xox[abp]-[\w-]{20}|BEGIN [A-Z ]*PRIVATE KEY-/;
		expect(holding(key)).toEqual([]);
	});

	it('are no results of a build', () => {
		expect(
			files.filter((file) => /^(dist|node_modules|coverage|\.n8n)\/|\.tgz$|\.env$/.test(file)),
		).toEqual([]);
	});
});
