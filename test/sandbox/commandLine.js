// Runs scripts/sandbox.js as a process of its own, as `npm run sandbox` does.
const execa = require('execa');
const { once } = require('node:events');
const { join } = require('node:path');
const { createInterface } = require('node:readline');

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'sandbox.js');

/**
 * What a process wrote and how it ended.
 * @typedef {{ code: number | undefined, stdout: string, stderr: string }} Ended
 */

/**
 * @param {string[]} args of the command line
 */
function start(args) {
	const options = /** @type {const} */ ({ reject: false, stripFinalNewline: false });
	const child = execa(process.execPath, [SCRIPT, ...args], options);
	/** @type {Promise<Ended>} */
	const ended = child.then(({ exitCode, stdout, stderr }) => ({ code: exitCode, stdout, stderr }));
	return { child, ended };
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
	const { child, ended } = start(args);
	const output = /** @type {import('node:stream').Readable} */ (child.stdout);
	const early = ended.then(({ stderr }) => {
		throw new Error(`The sandbox ended at once: ${stderr}`);
	});
	const [line] = await Promise.race([once(createInterface({ input: output }), 'line'), early]);
	return {
		line,
		stop: async (signal) => {
			child.kill(signal);
			return await ended;
		},
	};
}

module.exports = { launch, run };
