const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const ts = require('typescript');
const { PROJECT } = require('../../scripts/n8n/folders');
const { npm } = require('../../scripts/n8n/npm');
const { run } = require('../../scripts/n8n/processes');

/**
 * @param {string} folder
 * @returns {string[]} the files below it, with `/`, sorted
 */
function filesBelow(folder) {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
}

/**
 * The package as it would be published, in a folder where it stands beside n8n-workflow and nothing
 * else, as the least that n8n gives it.
 * @typedef {object} Packed
 * @property {string} folder where it is unpacked, in a `node_modules` folder
 * @property {string[]} files its files
 * @property {(file: string) => string} read what one of them holds
 * @property {() => void} remove
 */

/**
 * Packs the build that is in `dist/` and unpacks the tarball.
 * @returns {Promise<Packed>}
 */
async function packed() {
	const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-packed-'));
	const answer = await npm(['pack', '--json', '--pack-destination', temporary], { cwd: PROJECT });
	const [{ filename, name }] = JSON.parse(answer);
	const modules = path.join(temporary, 'node_modules');
	const folder = path.join(modules, name);
	fs.mkdirSync(folder, { recursive: true });
	const tarball = path.join(temporary, filename);
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const peer = path.dirname(require.resolve('n8n-workflow/package.json'));
	fs.symlinkSync(peer, path.join(modules, 'n8n-workflow'), 'junction');
	return {
		folder,
		files: filesBelow(folder),
		read: (file) => fs.readFileSync(path.join(folder, file), 'utf8'),
		remove: () => fs.rmSync(temporary, { recursive: true, force: true }),
	};
}

/** Without what tells n8n-core that it is in a test: there it loads classes in another way. */
const { NODE_ENV: _env, JEST_WORKER_ID: _worker, ...environment } = process.env;

/**
 * @param {string} script in this folder
 * @param {string[]} args
 * @returns {Promise<any>} the JSON that it prints
 */
async function answerOf(script, args) {
	const file = path.join(__dirname, script);
	return JSON.parse(
		await run(process.execPath, [file, ...args], { cwd: PROJECT, env: environment }),
	);
}

/**
 * Runs n8n's scanner for community packages.
 * @param {'source' | 'tarball'} leg
 * @param {string} folder
 * @returns {Promise<{ passed: boolean, message?: string, details?: string }>}
 */
async function scan(leg, folder) {
	return await answerOf('scan.mjs', [leg, folder]);
}

/**
 * Loads an unpacked package with n8n's own loader, in a process of its own.
 * @param {string} folder
 * @returns {Promise<Record<'nodes' | 'credentials', import('./load').LoadedClass[]> & { codex: string[] }>}
 */
async function loadedBy(folder) {
	return await answerOf('load.js', [folder]);
}

/**
 * Requires the package in a process of its own, as anybody may.
 * @param {Packed} packed
 * @returns {Promise<Record<string, string>>} what it hands out, with its type
 */
async function handedOut({ folder }) {
	const script = `const all = require(${JSON.stringify(folder)});
		console.log(JSON.stringify(Object.fromEntries(
			Object.entries(all).map(([name, value]) => [name, typeof value]))));`;
	return JSON.parse(await run(process.execPath, ['-e', script], { cwd: folder }));
}

/**
 * What a script loads: the modules of its `require()`, `import()` and `import`; a module that is named
 * by an expression stands there as the expression's text in angle brackets.
 * @param {string} code
 * @returns {string[]}
 */
function modulesOf(code) {
	const source = ts.createSourceFile('a.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
	/** @type {string[]} */
	const found = [];
	/** @param {import('typescript').Node | undefined} name */
	const add = (name) => {
		if (!name) return;
		found.push(ts.isStringLiteralLike(name) ? name.text : `<${name.getText()}>`);
	};
	/** @param {import('typescript').Node} node */
	const visit = (node) => {
		if (ts.isCallExpression(node) && isLoading(node.expression)) add(node.arguments[0]);
		else if (ts.isIdentifier(node) && node.text === 'require' && !isCalled(node))
			found.push('<require>');
		else if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
			add(node.moduleSpecifier);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** @param {import('typescript').Expression} called */
function isLoading(called) {
	if (called.kind === ts.SyntaxKind.ImportKeyword) return true;
	return ts.isIdentifier(called) && called.text === 'require';
}

/** @param {import('typescript').Node} node */
function isCalled(node) {
	return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

/**
 * @param {string[]} files of a package
 * @param {string} from one of them
 * @param {string} name what it loads
 * @returns {boolean} whether that is another of them
 */
function isOwnFile(files, from, name) {
	if (!/^\.\.?(\/|$)/.test(name)) return false;
	const target = path.posix.join(path.posix.dirname(from), name);
	return ['', '.js', '.json', '/index.js'].some((end) => files.includes(target + end));
}

/** @returns {Promise<string[]>} the files of the project that git knows */
async function committedFiles() {
	const list = await run('git', ['ls-files', '-z'], { cwd: PROJECT });
	return list.split('\0').filter((file) => file && fs.existsSync(path.join(PROJECT, file)));
}

/** @returns {Promise<string>} the host of the registry that npm is set to */
async function registryHost() {
	const url = await npm(['config', 'get', 'registry'], { cwd: PROJECT });
	return new URL(url.trim()).host;
}

/**
 * @param {string} file in the project
 * @returns {string}
 */
function read(file) {
	return fs.readFileSync(path.join(PROJECT, file), 'utf8');
}

/** @returns {string[]} folders that only this machine has: the project's own, and the user's home */
function foldersOfThisMachine() {
	return [PROJECT, os.homedir()].filter((folder) => folder.split(path.sep).length > 2);
}

module.exports = {
	PROJECT,
	committedFiles,
	filesBelow,
	foldersOfThisMachine,
	handedOut,
	isOwnFile,
	loadedBy,
	modulesOf,
	packed,
	read,
	registryHost,
	scan,
};
