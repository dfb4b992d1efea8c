const fs = require('node:fs');
const path = require('node:path');
const { nodeFolder } = require('./folders');
const { ensureInstalled } = require('./install');
const { npm } = require('./npm');
const { withProgress } = require('./progress');
const { LATEST } = require('./versions');

/**
 * The npm package that holds Node's program and headers for this machine. It is what the npm package
 * `node` fetches in its install script; taken by its name, no script has to run.
 * @returns {string}
 */
function nodePackage() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${process.arch}`;
}

/**
 * @param {string} folder
 * @param {string} version
 * @returns {Promise<void>}
 */
async function installNode(folder, version) {
	fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
	const wanted = `${nodePackage()}@${version}`;
	await withProgress(`Installing Node ${version} for n8n (once)`, () =>
		npm(['install', wanted, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }),
	);
}

/**
 * The Node to run n8n with: this one when it will do, else one of its own in the cache folder,
 * installed on the first call.
 * @param {import('./versions').NodeRange} [range] what will do; if not said, for the newest n8n
 * @returns {Promise<{ bin: string, prefix: string }>} the program, and the folder with `include/`
 * @throws {Error} when it cannot be installed
 */
async function ensureNode({ oldest, newest, version } = LATEST.node) {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= oldest && major <= newest) {
		return { bin: process.execPath, prefix: path.resolve(process.execPath, '..', '..') };
	}
	const contents = { [nodePackage()]: version };
	const folder = await ensureInstalled(nodeFolder(version), contents, (partial) =>
		installNode(partial, version),
	);
	const prefix = path.join(folder, 'node_modules', nodePackage());
	const bin = path.join(prefix, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	return { bin, prefix };
}

module.exports = { ensureNode };
