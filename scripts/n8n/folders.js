const os = require('node:os');
const path = require('node:path');

/** The project's own folder. */
const PROJECT = path.resolve(__dirname, '..', '..');

/** What belongs to this clone and to nobody else; git ignores it. */
const STATE = path.join(PROJECT, '.n8n');

/** The n8n user folder that `npm run n8n` keeps from one start to the next. */
const HOME = path.join(STATE, 'home');

/**
 * Where the installed n8n and Node lie. `N8N_NODES_NOVU_CACHE` moves them out of the clone, so that
 * several clones (or a CI machine's clean ones) share one install.
 * @returns {string} an absolute path
 */
function cacheFolder() {
	const chosen = process.env.N8N_NODES_NOVU_CACHE;
	if (!chosen) return STATE;
	return path.resolve(chosen.replace(/^~(?=$|[\\/])/, os.homedir()));
}

/**
 * @param {string} version of n8n
 * @returns {string} the folder of the installed n8n, finished or not
 */
function n8nFolder(version) {
	return path.join(cacheFolder(), `n8n-${version}`);
}

/**
 * @param {string} version of Node
 * @returns {string} the folder of the installed Node, finished or not
 */
function nodeFolder(version) {
	return path.join(cacheFolder(), `node-${version}`);
}

module.exports = { PROJECT, STATE, HOME, cacheFolder, n8nFolder, nodeFolder };
