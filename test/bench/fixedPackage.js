const fs = require('node:fs');
const path = require('node:path');
const { PROJECT } = require('../../scripts/n8n/folders');
const { npm } = require('../../scripts/n8n/npm');

/** The node with a fixed number of requests at once, beside the real one in the same n8n. */
const FIXED_PACKAGE = 'n8n-nodes-novu-fixed';

/** What is added to the copy's engine, by the file that it is added to. */
const PATCHES = {
	// the run's own bound, _Max Requests at Once_, is all that counts
	'concurrency.js':
		"Object.defineProperty(exports.Concurrency.prototype, 'limit', { get: () => exports.MAX_CONCURRENCY });",
	// one number's run does not know of the limit that another one's has used up: each has a fresh server
	'serverState.js':
		'exports.ServerStates.prototype.use = async (_server, _key, work) => await work(newServerState());',
};

/**
 * Puts a copy of the built package into n8n's folder for community packages, whose number of requests
 * at once is always what the node's option says. Its credential is that of the real package.
 * @param {string} userFolder n8n's user folder
 * @returns {Promise<void>}
 */
async function installFixedPackage(userFolder) {
	await npm(['run', 'build'], { cwd: PROJECT });
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', FIXED_PACKAGE);
	fs.cpSync(path.join(PROJECT, 'dist'), path.join(target, 'dist'), { recursive: true });
	const engine = path.join(target, 'dist', 'nodes', 'Novu', 'engine');
	for (const [file, patch] of Object.entries(PATCHES)) {
		fs.appendFileSync(path.join(engine, file), `\n${patch}\n`);
	}
	const { version, n8n } = JSON.parse(fs.readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
	const nodes = n8n.nodes.filter((/** @type {string} */ name) => name.endsWith('Novu.node.js'));
	const manifest = { name: FIXED_PACKAGE, version, n8n: { ...n8n, credentials: [], nodes } };
	fs.writeFileSync(path.join(target, 'package.json'), JSON.stringify(manifest));
}

module.exports = { FIXED_PACKAGE, installFixedPackage };
