const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { packProject } = require('../n8n/package');
const { run } = require('../n8n/processes');

/**
 * Lays what is committed into a folder of its own, with the installed tools beside it.
 * @param {string} project
 * @param {string} folder
 * @returns {Promise<void>}
 * @throws {Error} without git or a commit
 */
async function layCommitted(project, folder) {
	const archive = `${folder}.tar`;
	await run('git', ['archive', '--format=tar', `--output=${archive}`, 'HEAD'], { cwd: project });
	fs.mkdirSync(folder, { recursive: true });
	await run('tar', ['-xf', archive, '-C', folder]);
	fs.rmSync(archive);
	const modules = path.join(project, 'node_modules');
	fs.symlinkSync(fs.realpathSync(modules), path.join(folder, 'node_modules'), 'junction');
}

/**
 * Does something with what is committed, whatever else lies in the project's folder.
 * @template T
 * @param {string} project
 * @param {(copy: string) => Promise<T>} action gets a folder that is named as the package, since npm
 * takes a name for its SBOM from there
 * @returns {Promise<T>}
 * @throws {Error} where there is no commit
 */
async function withCommitted(project, action) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-build-'));
	try {
		const manifest = fs.readFileSync(path.join(project, 'package.json'), 'utf8');
		const copy = path.join(folder, JSON.parse(manifest).name);
		await layCommitted(project, copy);
		return await action(copy);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string} file
 * @returns {string} its SHA-256, as `sha256sum` writes it
 */
function sha256(file) {
	return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/**
 * Packs what is committed twice, in two folders, one after the other.
 * @param {string} project
 * @returns {Promise<string[]>} the two hashes of the tarballs
 * @throws {Error} where there is no commit, or the build fails
 */
async function hashesOfTwoBuilds(project) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-packed-'));
	try {
		const hashes = [];
		for (const name of ['first', 'second']) {
			const target = path.join(folder, name);
			fs.mkdirSync(target);
			hashes.push(
				await withCommitted(project, async (copy) => sha256(await packProject(target, copy))),
			);
		}
		return hashes;
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { hashesOfTwoBuilds, sha256, withCommitted };
