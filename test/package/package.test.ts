import {
	committedFiles,
	filesBelow,
	foldersOfThisMachine,
	handedOut,
	loadedBy,
	modulesOf,
	packed,
	PROJECT,
	read,
	registryHost,
	scan,
	type Packed,
} from './support';

interface Manifest {
	name: string;
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
		const strangers = code.flatMap((file) =>
			modulesOf(`${tarball.folder}/${file}`)
				.filter((name) => !ALLOWED_MODULES.includes(name) && !isOwnFile(file, name))
				.map((name) => `${file}: ${name}`),
		);
		expect(strangers).toEqual([]);
		expect(
			code.some((file) => modulesOf(`${tarball.folder}/${file}`).includes('n8n-workflow')),
		).toBe(true);
	});

	/** Whether a relative name leads to a file of the tarball. */
	function isOwnFile(from: string, name: string): boolean {
		if (!/^\.\.?(\/|$)/.test(name)) return false;
		const target = new URL(name, `file:///${from}`).pathname.slice(1);
		return ['', '.js', '.json', '/index.js'].some((end) => tarball.files.includes(target + end));
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
		for (const { icons } of [...nodes, ...credentials]) {
			const files = icons.map((icon) => icon.replace(`icons/${manifest.name}/`, ''));
			expect(new Set(files).size).toBe(2);
			expect(tarball.files).toEqual(expect.arrayContaining(files));
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

	it('are no results of a build and no secrets', () => {
		expect(
			files.filter((file) => /^(dist|node_modules|coverage|\.n8n)\/|\.tgz$|\.env$/.test(file)),
		).toEqual([]);
	});
});
