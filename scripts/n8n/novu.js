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
 * @param {string} text what the sandbox has written so far
 * @returns {{ url: string, apiKey: string } | undefined} its address, once it is there
 */
function addressIn(text) {
	const line = text.split('\n').find((part) => part.startsWith('{') && part.endsWith('}'));
	return line === undefined ? undefined : JSON.parse(line);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ url: string, apiKey: string }>} what it says about itself
 * @throws {Error} when it ends before it has said so
 */
function addressOf(child) {
	return new Promise((resolve, reject) => {
		let text = '';
		let errors = '';
		child.stderr?.on('data', (chunk) => (errors += chunk));
		child.stdout?.on('data', (chunk) => {
			text += chunk;
			const address = addressIn(text);
			if (address) resolve(address);
		});
		child.once('error', reject);
		child.once('close', (code) => reject(new Error(`The sandbox ended with ${code}: ${errors}`)));
	});
}

/**
 * Starts the sandbox as a process of its own.
 * @param {string[]} [args] for `scripts/sandbox.js`
 * @returns {Promise<NovuTarget>}
 */
async function startSandboxProcess(args = []) {
	const command = ['scripts/sandbox.js', ...args];
	const child = startServer(process.execPath, command, { cwd: PROJECT, out: 'pipe', err: 'pipe' });
	const { url, apiKey } = await addressOf(child);
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
