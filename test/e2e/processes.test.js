const assert = require('node:assert/strict');
const execa = require('execa');
const { once } = require('node:events');
const { createInterface } = require('node:readline');
const { describe, it } = require('node:test');
const { PROJECT } = require('../../scripts/n8n/folders');
const { poll } = require('../../scripts/n8n/poll');

/** A server with a child; it says both process IDs, and runs for a minute if nobody ends it. */
const SERVER = `
	const child = require('node:child_process').spawn('sleep', ['60']);
	process.stdout.write(JSON.stringify([process.pid, child.pid]) + '\\n');
	setTimeout(() => {}, 60_000);`;

/** The same, and it does not end when it is asked to. */
const STUBBORN_SERVER = `process.on('SIGTERM', () => {}); ${SERVER}`;

/** A script as those of `scripts/`, which starts a server. */
const SCRIPT = `
	const { runCommand } = require('./scripts/n8n/command');
	const { startServer } = require('./scripts/n8n/processes');
	runCommand(async () => {
		const server = startServer(process.execPath, ['-e', process.argv[1]], { output: 'pipe' });
		server.stdout.pipe(process.stdout);
		await server;
	});`;

/**
 * @param {string} server
 * @returns {Promise<{ script: import('execa').ExecaChildProcess, pids: number[] }>} the running script,
 * and the process IDs of the server and its child
 */
async function startScript(server) {
	const options = /** @type {const} */ ({ cwd: PROJECT, reject: false });
	const script = execa(process.execPath, ['-e', SCRIPT, server], options);
	const output = /** @type {import('node:stream').Readable} */ (script.stdout);
	const [line] = await once(createInterface({ input: output }), 'line');
	return { script, pids: JSON.parse(line) };
}

/** @param {number} pid */
function isRunning(pid) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** @param {number[]} pids @returns {Promise<void>} resolves when none of these processes runs */
async function ended(pids) {
	const running = () => pids.filter(isRunning);
	const late = () => `Still running: ${running().join(', ')}`;
	const ask = () => running().length === 0 || undefined;
	await poll(ask, { everyMs: 100, withinMs: 20_000, late });
}

describe('what a script has started', () => {
	for (const [signal, code] of /** @type {const} */ ([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 143],
	])) {
		it(`ends with it on ${signal}, with the children of its children`, async () => {
			const { script, pids } = await startScript(SERVER);
			script.kill(signal, { forceKillAfterTimeout: false });
			assert.equal((await script).exitCode, code);
			await ended(pids);
		});
	}

	it('is ended by force where it does not end by itself', async () => {
		const { script, pids } = await startScript(STUBBORN_SERVER);
		script.kill('SIGTERM', { forceKillAfterTimeout: false });
		assert.equal((await script).exitCode, 143);
		await ended(pids);
	});

	it('ends at once at a second signal', async () => {
		const { script, pids } = await startScript(STUBBORN_SERVER);
		script.kill('SIGINT');
		await once(/** @type {import('node:stream').Readable} */ (script.stderr), 'data');
		script.kill('SIGINT');
		assert.equal((await script).exitCode, 130);
		await ended(pids);
	});

	it('ends when the script is killed', async () => {
		const { script, pids } = await startScript(SERVER);
		script.kill('SIGKILL');
		await script;
		await ended(pids.slice(0, 1));
		process.kill(pids[1]);
	});
});
