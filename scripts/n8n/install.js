const fs = require('node:fs');
const path = require('node:path');
const { acquireLock } = require('./lock');
const { say } = require('./progress');

/** Written last into a finished install. */
const STAMP = 'installed.json';

/**
 * @param {string} folder
 * @param {Record<string, string>} contents
 * @returns {boolean} whether the folder holds a finished install of just that
 */
function isInstalled(folder, contents) {
	try {
		const stamp = fs.readFileSync(path.join(folder, STAMP), 'utf8');
		return stamp === JSON.stringify(contents);
	} catch {
		return false;
	}
}

/**
 * Removes what interrupted installs have left. Only for the holder of the lock.
 * @param {string} folder
 */
function removePartial(folder) {
	const prefix = `${path.basename(folder)}.partial-`;
	for (const name of fs.readdirSync(path.dirname(folder))) {
		if (!name.startsWith(prefix)) continue;
		fs.rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
	}
}

/**
 * Builds an install beside its place and moves it there when it is complete, so that its place never
 * holds half of one.
 * @param {string} folder
 * @param {Record<string, string>} contents
 * @param {(folder: string) => Promise<void>} build
 */
async function buildAndMove(folder, contents, build) {
	removePartial(folder);
	const partial = `${folder}.partial-${process.pid}`;
	fs.mkdirSync(partial, { recursive: true });
	await build(partial);
	fs.writeFileSync(path.join(partial, STAMP), JSON.stringify(contents));
	fs.rmSync(folder, { recursive: true, force: true });
	fs.renameSync(partial, folder);
}

/**
 * Makes sure that a folder of the cache holds a finished install. Returns at once when it does;
 * waits for another process that is installing it; does an interrupted one anew.
 * @param {string} folder where it belongs; its parent is made when missing
 * @param {Record<string, string>} contents what it is made of (names and versions)
 * @param {(folder: string) => Promise<void>} build installs it into the empty folder it is given;
 * what it makes there must still work after the folder is moved
 * @returns {Promise<string>} the folder
 * @throws {Error} when `build` fails
 */
async function ensureInstalled(folder, contents, build) {
	if (isInstalled(folder, contents)) return folder;
	const onWait = () => say(`Waiting for another process that installs ${path.basename(folder)} …`);
	const release = await acquireLock(folder, { onWait });
	try {
		if (!isInstalled(folder, contents)) await buildAndMove(folder, contents, build);
	} finally {
		await release();
	}
	return folder;
}

module.exports = { ensureInstalled };
