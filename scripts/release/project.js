const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../n8n/processes');

/**
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<string[]>} what git names, one each
 */
async function git(folder, args) {
	const answer = await run('git', args, { cwd: folder });
	return answer.split('\0').filter(Boolean);
}

/**
 * Reads what the points of the release look at.
 * @param {string} folder of a package
 * @param {string | undefined} tag what it is published as; if not said, the commit's own tags count
 * @returns {Promise<import('./points').Project>}
 * @throws {Error} where it is no git repository
 */
async function readProject(folder, tag) {
	const read = (/** @type {string} */ file) => fs.readFileSync(path.join(folder, file), 'utf8');
	const tagsHere = async () =>
		await git(folder, ['tag', '--points-at', 'HEAD', '--format=%(refname:short)%00']);
	return {
		folder,
		manifest: JSON.parse(read('package.json')),
		read,
		files: await git(folder, ['ls-files', '-z']),
		changed: (await git(folder, ['status', '--porcelain', '--no-renames', '-z'])).map((line) =>
			line.slice('XY '.length),
		),
		tags: (tag === undefined ? await tagsHere() : [tag]).map((one) => one.trim()).filter(Boolean),
	};
}

module.exports = { readProject };
