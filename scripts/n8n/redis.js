const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { freePorts } = require('./ports');
const { startServer, stop } = require('./processes');

/** How long Redis may take until it answers, in milliseconds. */
const READY_MS = 30_000;

/** What is said where Redis is missing: no package of npm brings its program along. */
const MISSING = `n8n's queue mode needs Redis, and this machine has no "redis-server".
Debian, Ubuntu: apt-get install redis-server     macOS: brew install redis
Without the right to install packages: build it from source (make in its folder), and put the
folder with redis-server on the PATH.`;

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether Redis answers there
 */
function answers(port) {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (/** @type {boolean} */ answered) => {
			socket.destroy();
			resolve(answered);
		};
		socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
	});
}

/**
 * Starts a Redis on a free port of 127.0.0.1 that keeps nothing. It ends with this process at the
 * latest.
 * @param {string} folder for its log
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 * @throws {Error} when it is not installed or does not start
 */
async function startRedis(folder) {
	if (spawnSync('redis-server', ['--version']).status !== 0) throw new Error(MISSING);
	const [port] = await freePorts(1);
	const logFile = path.join(folder, 'redis.log');
	const log = fs.openSync(logFile, 'w');
	const command = ['redis-server', '--bind', '127.0.0.1', '--port', String(port)].concat([
		'--save',
		'',
		'--appendonly',
		'no',
	]);
	const script = path.join(__dirname, 'program.js');
	const child = startServer(process.execPath, [script, ...command], {
		cwd: folder,
		out: log,
		err: log,
	});
	fs.closeSync(log);
	const deadline = Date.now() + READY_MS;
	while (!(await answers(port))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop(child);
			throw new Error(`Redis does not answer:\n${fs.readFileSync(logFile, 'utf8')}`);
		}
		await sleep(100);
	}
	return { port, stop: () => stop(child) };
}

module.exports = { startRedis };
