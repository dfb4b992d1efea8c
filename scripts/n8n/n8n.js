const fs = require('node:fs');
const path = require('node:path');
const { globSync } = require('tinyglobby');
const { n8nFolder } = require('./folders');
const { ensureInstalled } = require('./install');
const { ensureNode } = require('./node');
const { npm } = require('./npm');
const { withProgress } = require('./progress');
const { LATEST, RELEASES } = require('./versions');

/**
 * The native part of n8n's database driver, the only install script that n8n needs run: the one of
 * `@confluentinc/kafka-javascript` fails, and `isolated-vm` works from the builds it brings.
 * @param {string} folder
 * @param {{ bin: string, prefix: string }} node
 * @returns {Promise<string>}
 */
async function buildDatabaseDriver(folder, node) {
	const hasHeaders = fs.existsSync(path.join(node.prefix, 'include', 'node', 'node.h'));
	return await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: folder,
		// Without headers node-gyp fetches them by itself.
		env: { JOBS: 'max', ...(hasHeaders && { npm_config_nodedir: node.prefix }) },
	});
}

/**
 * @param {string} nodeModules
 * @returns {{ version: string, program: string } | undefined} the database driver in it, with the
 * file of its native part, built or not; undefined where there is none
 */
function databaseDriverIn(nodeModules) {
	const driver = path.join(nodeModules, 'sqlite3');
	const manifest = path.join(driver, 'package.json');
	if (!fs.existsSync(manifest)) return undefined;
	/** @type {{ version: string }} */
	const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
	return { version, program: path.join(driver, 'build', 'Release', 'node_sqlite3.node') };
}

/**
 * Takes the native part of the database driver from another n8n of the cache, where one of the same
 * version was built for the same Node.
 * @param {string} folder
 * @param {import('./versions').NodeRange} node
 * @returns {boolean} whether there was one
 */
function copyDatabaseDriver(folder, node) {
	const wanted = databaseDriverIn(path.join(folder, 'node_modules'));
	const built = RELEASES.filter((release) => release.node === node)
		.map(({ version }) => databaseDriverIn(path.join(n8nFolder(version), 'node_modules')))
		.find((driver) => driver?.version === wanted?.version && fs.existsSync(driver?.program ?? ''));
	if (!wanted || !built) return false;
	fs.mkdirSync(path.dirname(wanted.program), { recursive: true });
	fs.copyFileSync(built.program, wanted.program);
	return true;
}

/**
 * @param {string} folder
 * @param {import('./versions').Release} release
 * @returns {Promise<void>}
 */
async function installN8n(folder, { version, node, packages, gigabytes, overrides }) {
	const manifest = { private: true, overrides };
	fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	await withProgress(
		`Installing n8n ${version} (once, about ${gigabytes} GB)`,
		() =>
			npm(
				['install', `n8n@${version}`, '--ignore-scripts', '--no-audit', '--no-fund'].concat(
					'--prefer-offline',
					'--loglevel=error',
				),
				{ cwd: folder },
			),
		() => {
			const cwd = path.join(folder, 'node_modules');
			const unpacked = globSync(['*/package.json', '@*/*/package.json'], { cwd });
			return `${unpacked.length} of about ${packages} packages`;
		},
	);
	if (copyDatabaseDriver(folder, node)) return;
	const program = await ensureNode(node);
	await withProgress('Building its database driver (once)', () =>
		buildDatabaseDriver(folder, program),
	);
}

/**
 * The real n8n, installed into the cache folder on the first call.
 * @param {import('./versions').Release} [release] the newest if not said
 * @returns {Promise<{ node: string, script: string }>} the Node to run it with, and its start script
 * @throws {Error} when it cannot be installed
 */
async function ensureN8n(release = LATEST) {
	const node = await ensureNode(release.node);
	const contents = { n8n: release.version, platform: `${process.platform}-${process.arch}` };
	const folder = await ensureInstalled(n8nFolder(release.version), contents, (partial) =>
		installN8n(partial, release),
	);
	return { node: node.bin, script: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

module.exports = { ensureN8n };
