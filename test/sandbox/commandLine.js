// Runs scripts/sandbox.js as a process of its own, as `npm run sandbox` does.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'sandbox.js');

/**
 * What a process wrote and how it ended.
 * @typedef {{ code: number | null, stdout: string, stderr: string }} Ended
 */

/**
 * @param {string[]} args of the command line
 */
function start(args) {
	const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	const lines = createInterface({ input: child.stdout });
	const written = { stdout: '', stderr: '' };
	lines.on('line', (line) => (written.stdout += `${line}\n`));
	child.stderr.on('data', (part) => (written.stderr += part));
	const ended = once(child, 'close').then(([code]) => ({ code, ...written }));
	return { child, lines, ended };
}

/**
 * Runs the command until it ends by itself.
 * @param {string[]} args
 * @returns {Promise<Ended>}
 */
async function run(args) {
	return await start(args).ended;
}

/**
 * Starts the command and waits for its first line.
 * @param {string[]} args
 * @returns {Promise<{ line: string, stop(signal: 'SIGINT' | 'SIGTERM'): Promise<Ended> }>}
 * @throws when it ends before it has written a line
 */
async function launch(args) {
	const { child, lines, ended } = start(args);
	const early = ended.then(({ stderr }) => {
		throw new Error(`The sandbox ended at once: ${stderr}`);
	});
	const [line] = await Promise.race([once(lines, 'line'), early]);
	early.catch(() => undefined);
	return {
		line,
		stop: async (signal) => {
			child.kill(signal);
			return await ended;
		},
	};
}

module.exports = { launch, run };
