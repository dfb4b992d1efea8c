const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const TEST = join(__dirname, '..');

/**
 * Reads a JSON file of one folder of recordings.
 * @param {string} folder inside `test`
 * @param {string} name without `.json`
 * @returns {unknown}
 */
function read(folder, name) {
	return JSON.parse(readFileSync(join(TEST, folder, `${name}.json`), 'utf8'));
}

/**
 * The names of all JSON files of a folder of recordings, without `.json`.
 * @param {string} folder inside `test`
 * @returns {string[]}
 */
function names(folder) {
	return readdirSync(join(TEST, folder))
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length));
}

module.exports = { read, names };
