const execa = require('execa');
const getPort = require('get-port');
const fs = require('node:fs');
const path = require('node:path');
const { poll } = require('./poll');
const { startServer, stop } = require('./processes');

/** How long Redis may take until it is ready, in milliseconds. */
const READY_MS = 30_000;

/** What is said where Redis is missing: no package of npm brings its program along. */
const MISSING = `n8n's queue mode needs Redis, and this machine has no "redis-server".
Debian, Ubuntu: apt-get install redis-server     macOS: brew install redis
Without the right to install packages: build it from source (make in its folder), and put the
folder with redis-server on the PATH.`;

/**
 * Starts a Redis on a free port of 127.0.0.1 that keeps nothing. It ends with this process at the
 * latest.
 * @param {string} folder for its log
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 * @throws {Error} when it is not installed or does not start
 */
async function startRedis(folder) {
	const { failed } = await execa('redis-server', ['--version'], { reject: false });
	if (failed) throw new Error(MISSING);
	const port = await getPort({ host: '127.0.0.1' });
	const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly'];
	const program = [path.join(__dirname, 'program.js'), 'redis-server', ...settings, 'no'];
	const logFile = path.join(folder, 'redis.log');
	const output = fs.openSync(logFile, 'w');
	const child = startServer(process.execPath, program, { cwd: folder, output });
	fs.closeSync(output);
	const log = () => fs.readFileSync(logFile, 'utf8');
	const isReady = () => {
		if (child.exitCode !== null) throw new Error(`Redis has ended:\n${log()}`);
		return log().includes('Ready to accept connections') || undefined;
	};
	const late = () => `Redis is not ready after ${READY_MS / 1000} s:\n${log()}`;
	try {
		await poll(isReady, { everyMs: 100, withinMs: READY_MS, late });
	} catch (error) {
		await stop(child);
		throw error;
	}
	return { port, stop: () => stop(child) };
}

module.exports = { startRedis };
