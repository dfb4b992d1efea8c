const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { N8nClient } = require('./client');
const { ensureN8n } = require('./n8n');
const { installTarball, packProject } = require('./package');
const { say } = require('./progress');
const { startN8n } = require('./server');

/** Who signs in: the owner of an n8n that listens on this machine only. */
const LOGIN = { email: 'owner@example.com', password: 'Sandbox-2026' };

/**
 * @typedef {object} N8nSession
 * @property {import('./server').N8nServer} server
 * @property {N8nClient} client signed in as the owner
 */

/**
 * @returns {string} an empty folder that is taken away when this process ends
 */
function temporaryFolder() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-'));
	process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/**
 * Opens a real n8n with this project installed as a community package.
 * @param {import('./server').StartOptions} options
 * @returns {Promise<N8nSession>}
 * @throws {Error} when a step fails
 */
async function openN8n(options) {
	await ensureN8n(options.release);
	say('Building the node and installing it in n8n …');
	await installTarball(await packProject(temporaryFolder()), options.userFolder);
	say('Starting n8n …');
	const server = await startN8n(options);
	const client = new N8nClient(server.url);
	await client.signIn(LOGIN);
	return { server, client };
}

module.exports = { LOGIN, openN8n, temporaryFolder };
