const fs = require('node:fs');
const path = require('node:path');
const lockfile = require('proper-lockfile');
const { poll } = require('./poll');

/** A lock that its holder has not renewed for so long is that of a killed process. */
const STALE_MS = 10_000;

/** How often a holder renews its lock, and how often one that waits looks, in milliseconds. */
const RENEW_MS = 2_000;
const RETRY_MS = 500;

/** Until a process that was killed has lost its lock for sure, in milliseconds. */
const SURELY_STALE_MS = STALE_MS + RENEW_MS;

/**
 * @typedef {() => Promise<void>} Release gives the lock back
 */

/**
 * @param {string} file
 * @returns {Promise<Release | undefined>} undefined when somebody else has the lock
 */
async function tryLock(file) {
	try {
		return await lockfile.lock(file, { realpath: false, stale: STALE_MS, update: RENEW_MS });
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ELOCKED') return undefined;
		throw error;
	}
}

/**
 * Takes a lock, which is kept until it is given back or this process ends.
 * @param {string} file what is locked; it need not exist. The lock is `<file>.lock` beside it.
 * @param {object} [options]
 * @param {() => void} [options.onWait] called once when somebody else has it
 * @param {number} [options.withinMs] how long to wait for it, in milliseconds; for ever if not said
 * @param {string} [options.late] what is wrong when that time is over
 * @returns {Promise<Release>}
 * @throws {Error} when somebody else keeps it
 */
async function acquireLock(file, { onWait, withinMs = Infinity, late } = {}) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	const release = await tryLock(file);
	if (release) return release;
	onWait?.();
	return await poll(() => tryLock(file), {
		everyMs: RETRY_MS,
		withinMs,
		late: () => late ?? `Another process holds ${file}.lock`,
	});
}

module.exports = { SURELY_STALE_MS, acquireLock };
