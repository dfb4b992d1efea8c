const os = require('node:os');
const path = require('node:path');
const { N8N_VERSION, NODE_VERSION } = require('./versions');

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
 * @returns {string} the folder of the installed n8n, finished or not
 */
function n8nFolder() {
	return path.join(cacheFolder(), `n8n-${N8N_VERSION}`);
}

/**
 * @returns {string} the folder of the installed Node, finished or not
 */
function nodeFolder() {
	return path.join(cacheFolder(), `node-${NODE_VERSION}`);
}

module.exports = { PROJECT, STATE, HOME, cacheFolder, n8nFolder, nodeFolder };
