const { once } = require('node:events');
const { createInterface } = require('node:readline');
const { PROJECT } = require('./folders');
const { startServer, stop } = require('./processes');

/**
 * @typedef {object} NovuTarget the Novu that a workflow talks to
 * @property {string} label for people
 * @property {{ apiKey: string, region: 'us' | 'custom', baseUrl: string }} credential what goes into
 * a "Novu API" credential
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the sandbox as a process of its own.
 * @param {string[]} [args] for `scripts/sandbox.js`
 * @returns {Promise<NovuTarget>}
 * @throws {Error} when it does not start
 */
async function startSandboxProcess(args = []) {
	const command = ['scripts/sandbox.js', ...args];
	const child = startServer(process.execPath, command, { cwd: PROJECT, output: 'pipe' });
	const output = /** @type {import('node:stream').Readable} */ (child.stdout);
	const ended = child.then(() => Promise.reject(new Error('The sandbox has ended')));
	const [line] = await Promise.race([once(createInterface({ input: output }), 'line'), ended]);
	const { url, apiKey } = JSON.parse(line);
	return {
		label: `the sandbox at ${url}`,
		credential: { apiKey, region: 'custom', baseUrl: url },
		stop: () => stop(child),
	};
}

/**
 * The Novu to talk to: the one that `NOVU_API_KEY` (and `NOVU_BASE_URL`, if it is not Novu Cloud in
 * the US) name, else a sandbox on this machine.
 * @returns {Promise<NovuTarget>}
 */
async function chosenNovu() {
	const { NOVU_API_KEY: apiKey, NOVU_BASE_URL: baseUrl = '' } = process.env;
	if (!apiKey) return await startSandboxProcess();
	return {
		label: baseUrl || 'Novu Cloud (US)',
		credential: { apiKey, region: baseUrl ? 'custom' : 'us', baseUrl },
		stop: async () => {},
	};
}

module.exports = { chosenNovu, startSandboxProcess };
