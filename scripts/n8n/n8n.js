const fs = require('node:fs');
const path = require('node:path');
const { n8nFolder } = require('./folders');
const { ensureInstalled } = require('./install');
const { ensureNode } = require('./node');
const { npm } = require('./npm');
const { withProgress } = require('./progress');
const { N8N_PACKAGES, N8N_VERSION } = require('./versions');

/**
 * @param {string} folder
 * @returns {string[]} the names in it; none when it does not exist
 */
function namesIn(folder) {
	try {
		return fs.readdirSync(folder);
	} catch {
		return [];
	}
}

/**
 * @param {string} nodeModules
 * @returns {number} how many packages lie in it, unpacked
 */
function countPackages(nodeModules) {
	return namesIn(nodeModules)
		.flatMap((name) =>
			name.startsWith('@')
				? namesIn(path.join(nodeModules, name)).map((part) => path.join(name, part))
				: [name],
		)
		.filter((name) => fs.existsSync(path.join(nodeModules, name, 'package.json'))).length;
}

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
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function installN8n(folder) {
	const node = await ensureNode();
	fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
	await withProgress(
		`Installing n8n ${N8N_VERSION} (once, about 3 GB)`,
		() =>
			npm(
				['install', `n8n@${N8N_VERSION}`, '--ignore-scripts', '--no-audit', '--no-fund'].concat(
					'--prefer-offline',
					'--loglevel=error',
				),
				{ cwd: folder },
			),
		() => {
			const count = countPackages(path.join(folder, 'node_modules'));
			return `${count} of about ${N8N_PACKAGES} packages`;
		},
	);
	await withProgress('Building its database driver (once)', () =>
		buildDatabaseDriver(folder, node),
	);
}

/**
 * The real n8n, installed into the cache folder on the first call.
 * @returns {Promise<{ node: string, script: string }>} the Node to run it with, and its start script
 * @throws {Error} when it cannot be installed
 */
async function ensureN8n() {
	const node = await ensureNode();
	const contents = { n8n: N8N_VERSION, platform: `${process.platform}-${process.arch}` };
	const folder = await ensureInstalled(n8nFolder(), contents, installN8n);
	return { node: node.bin, script: path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

module.exports = { ensureN8n };
