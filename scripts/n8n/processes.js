const { spawn } = require('node:child_process');
const path = require('node:path');

/** How much of a command's output is kept for the message when it fails, in characters. */
const TAIL = 4000;

/**
 * What is running now, so that nothing outlives this process.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const children = new Set();

/** Why this process is about to end, once a signal has said so. @type {NodeJS.Signals | undefined} */
let ending;

/**
 * Sends a signal to a child and to all that it started: each child leads a process group of its own.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// It has ended by itself.
	}
}

/**
 * Starts a command in a process group of its own, which ends with this process at the latest.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {import('node:child_process').ChildProcess}
 */
function start(command, args, options = {}) {
	const child = spawn(command, args, { detached: process.platform !== 'win32', ...options });
	children.add(child);
	child.once('exit', () => children.delete(child));
	child.once('error', () => children.delete(child));
	return child;
}

/**
 * Starts a Node script that runs until it is stopped. It ends with this process even when this
 * process is killed (`guard.js`).
 * @param {string} node the Node to run it with
 * @param {string[]} args the script and its arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, out: number | 'pipe', err: number | 'pipe' }} options
 * `out` and `err` say where its output goes: to an open file, or to the returned child's streams
 * @returns {import('node:child_process').ChildProcess}
 */
function startServer(node, args, { cwd, env, out, err }) {
	const guard = path.join(__dirname, 'guard.js');
	const stdio = /** @type {import('node:child_process').StdioOptions} */ ([
		'ignore',
		out,
		err,
		'pipe',
	]);
	const child = start(node, ['--require', guard, ...args], { cwd, env, stdio });
	child.stdio[3]?.on('error', () => {});
	return child;
}

/**
 * Ends a child and all that it started: politely first, by force when that takes too long.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [patienceMs] how long the polite way may take
 * @returns {Promise<void>} resolves when it has ended
 */
async function stop(child, patienceMs = 5_000) {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	signalGroup(child, 'SIGTERM');
	const force = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
	await ended;
	clearTimeout(force);
	signalGroup(child, 'SIGKILL');
}

/**
 * @param {Buffer[]} chunks
 * @returns {string} the end of a command's output
 */
function tail(chunks) {
	return Buffer.concat(chunks).toString('utf8').trim().slice(-TAIL);
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<string>} what it wrote to its standard output
 * @throws {Error} when it cannot be started or ends with another code than 0; the message holds the
 * end of what it wrote
 */
async function run(command, args, options = {}) {
	const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	/** @type {Buffer[]} */
	const out = [];
	/** @type {Buffer[]} */
	const all = [];
	child.stdout?.on('data', (chunk) => out.push(chunk) && all.push(chunk));
	child.stderr?.on('data', (chunk) => all.push(chunk));
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
	});
	if (code === 0) return Buffer.concat(out).toString('utf8');
	throw new Error(`"${[command, ...args].join(' ')}" ended with ${code}:\n${tail(all)}`);
}

/**
 * Ends every child, then this process, when it is told to end. Call once, early.
 * @param {() => Promise<void> | void} [before] what else has to be put away
 */
function endChildrenOnSignals(before) {
	for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => void endOn(signal, before));
	}
	process.on('exit', () => children.forEach((child) => signalGroup(child, 'SIGKILL')));
}

/**
 * @param {NodeJS.Signals} signal
 * @param {(() => Promise<void> | void) | undefined} before
 */
async function endOn(signal, before) {
	if (ending) process.exit(130);
	ending = signal;
	process.stderr.write('\nEnding …\n');
	await Promise.all([...children].map((child) => stop(child)));
	await before?.();
	process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** @returns {boolean} whether a signal has asked this process to end */
function isEnding() {
	return ending !== undefined;
}

module.exports = { startServer, stop, run, endChildrenOnSignals, isEnding };
