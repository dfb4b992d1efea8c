const execa = require('execa');
const path = require('node:path');

/**
 * @typedef {import('execa').ExecaChildProcess} Child
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv }} Settings where a command runs, and all of its
 * environment; this process's folder and environment if not said
 */

/** How much of a command's output the error quotes when it fails, in characters. */
const OUTPUT_TAIL = 4000;

/** How long a process may take to end by itself, in milliseconds. */
const PATIENCE_MS = 5_000;

/** What is running now, so that nothing outlives this process. @type {Set<Child>} */
const children = new Set();

/** The signal that has told this process to end. @type {NodeJS.Signals | undefined} */
let endedBy;

/**
 * Ends what is left of a child's process group. By hand, since execa signals the child alone.
 * @param {Child} child
 */
function killGroup(child) {
	try {
		if (process.platform === 'win32') child.kill('SIGKILL');
		else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
	} catch {
		// Nothing is left.
	}
}

/**
 * Starts a command in a process group of its own, which ends with this process at the latest.
 * @param {string} command
 * @param {string[]} args
 * @param {import('execa').Options} options
 * @returns {Child}
 */
function start(command, args, options) {
	const detached = process.platform !== 'win32';
	const child = execa(command, args, { extendEnv: false, ...options, detached });
	children.add(child);
	const forget = () => children.delete(child);
	child.then(forget, forget);
	return child;
}

/**
 * Starts a Node script that runs until it is stopped. It ends with this process even when this
 * process is killed, by `guard.js`: execa's own cleanup cannot do that.
 * @param {string} node the Node to run it with
 * @param {string[]} args the script and its arguments
 * @param {Settings & { output: number | 'pipe' }} settings `output` says where it writes to: an open
 * file, or the returned child's streams
 * @returns {Child}
 */
function startServer(node, args, { output, ...settings }) {
	const guard = path.join(__dirname, 'guard.js');
	const child = start(node, ['--require', guard, ...args], {
		...settings,
		stdio: ['ignore', output, output, 'pipe'],
	});
	child.stdio?.[3]?.on('error', () => {});
	return child;
}

/**
 * Ends a child and all that it started: politely first, by force when that takes too long.
 * @param {Child} child
 * @returns {Promise<void>} resolves when it has ended
 */
async function stop(child) {
	if (!children.has(child)) return;
	child.kill('SIGTERM', { forceKillAfterTimeout: PATIENCE_MS });
	await child.catch(() => {});
	killGroup(child);
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {Settings} [settings]
 * @returns {Promise<string>} what it wrote to its standard output
 * @throws {Error} when it cannot be started or ends with another code than 0; the message holds the
 * end of what it wrote
 */
async function run(command, args, settings) {
	const output = { all: true, stripFinalNewline: false };
	const options = /** @type {const} */ ({ ...settings, ...output, stdin: 'ignore', reject: false });
	const result = await start(command, args, options);
	if (!result.failed) return result.stdout;
	const { shortMessage, all = '' } = /** @type {import('execa').ExecaError} */ (result);
	throw new Error(`${shortMessage}\n${all.slice(-OUTPUT_TAIL)}`);
}

/**
 * Runs a command of a development dependency to its end; it writes where this process does.
 * @param {string} command such as `jest`
 * @param {string[]} args
 * @param {Settings} settings
 * @returns {Promise<boolean>} whether it ended well
 */
async function runInForeground(command, args, settings) {
	const options = /** @type {const} */ ({ preferLocal: true, stdio: 'inherit', reject: false });
	return !(await start(command, args, { ...settings, ...options })).failed;
}

/**
 * Ends every child, then this process, when it is told to end. Call once, early.
 */
function endChildrenOnSignals() {
	for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => void endOn(signal));
	}
	process.on('exit', () => children.forEach(killGroup));
}

/** @param {NodeJS.Signals} signal */
async function endOn(signal) {
	if (endedBy) process.exit(130);
	endedBy = signal;
	process.stderr.write('\nEnding …\n');
	await Promise.all([...children].map(stop));
	process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** @returns {boolean} whether a signal has told this process to end */
function isEnding() {
	return endedBy !== undefined;
}

module.exports = { startServer, stop, run, runInForeground, endChildrenOnSignals, isEnding };
