const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

/** The holder says this often that it is alive, in milliseconds. */
const HEARTBEAT_MS = 2_000;

/** A lock whose holder has been silent for so long has none any more, in milliseconds. */
const STALE_MS = 60_000;

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string} host
 * @property {string} token tells this hold from every other
 */

/**
 * @param {string} file
 * @returns {Holder | undefined} who holds the lock; undefined when nobody does
 */
function holderOf(file) {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

/**
 * @param {number} pid
 * @returns {boolean} whether such a process runs on this machine
 */
function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}

/**
 * @param {string} file
 * @returns {boolean} whether the lock was left behind by a process that is gone
 */
function isStale(file) {
	const silentMs =
		Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
	const holder = holderOf(file);
	if (holder && holder.host === os.hostname() && !isAlive(holder.pid)) return true;
	return silentMs > STALE_MS;
}

/**
 * Takes away a lock that nobody holds any more. Moved aside first: should another process have taken
 * it over in between, it gets it back.
 * @param {string} file
 */
function removeStale(file) {
	const token = holderOf(file)?.token;
	const aside = `${file}.${randomUUID()}`;
	try {
		fs.renameSync(file, aside);
		if (holderOf(aside)?.token !== token) fs.linkSync(aside, file);
	} catch {
		// Another process was faster.
	}
	fs.rmSync(aside, { force: true });
}

/**
 * Takes the lock if it is free.
 * @param {string} file
 * @returns {Holder | undefined} the hold; undefined when somebody else has it
 */
function tryAcquire(file) {
	if (fs.existsSync(file) && isStale(file)) removeStale(file);
	const holder = { pid: process.pid, host: os.hostname(), token: randomUUID() };
	try {
		fs.writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return undefined;
		throw new Error(`Cannot write ${file}: ${/** @type {Error} */ (error).message}`);
	}
	return holderOf(file)?.token === holder.token ? holder : undefined;
}

/**
 * Keeps a lock alive, also over the end of this process by a signal.
 * @param {string} file
 * @param {Holder} holder
 * @returns {() => void} gives the lock back
 */
function keep(file, holder) {
	const beat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), HEARTBEAT_MS);
	beat.unref();
	const release = () => {
		clearInterval(beat);
		process.off('exit', release);
		if (holderOf(file)?.token === holder.token) fs.rmSync(file, { force: true });
	};
	process.on('exit', release);
	return release;
}

/**
 * Takes the lock if it is free and keeps it until it is given back or this process ends.
 * @param {string} file the lock; its folder is made when missing
 * @returns {(() => void) | undefined} gives it back; undefined when somebody else has it
 */
function takeLock(file) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	const holder = tryAcquire(file);
	return holder && keep(file, holder);
}

/**
 * Does something while no other process does it.
 * @template T
 * @param {string} file the lock; its folder is made when missing
 * @param {() => Promise<T>} action
 * @param {() => void} [onWait] called once when somebody else is at it
 * @returns {Promise<T>} what the action returns
 */
async function withLock(file, action, onWait) {
	let release = takeLock(file);
	if (!release) onWait?.();
	while (!release) {
		await sleep(500);
		release = takeLock(file);
	}
	try {
		return await action();
	} finally {
		release();
	}
}

module.exports = { takeLock, withLock };
