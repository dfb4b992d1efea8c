const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { run } = require('../../scripts/n8n/processes');
const { committedFiles, PROJECT } = require('./support');

/** Settings of the user's own git must not count. */
const GIT = {
	GIT_CONFIG_GLOBAL: os.devNull,
	GIT_CONFIG_SYSTEM: os.devNull,
	...Object.fromEntries(
		['AUTHOR', 'COMMITTER'].flatMap((who) => [
			[`GIT_${who}_NAME`, 'Somebody'],
			[`GIT_${who}_EMAIL`, 'somebody@users.noreply.github.com'],
		]),
	),
};

/** What a script of npm hands on, which would choose this project in the copy's place. */
const { npm_execpath: _npm, INIT_CWD: _cwd, ...environment } = process.env;

/**
 * A copy of the package, with a git history of its own.
 * @typedef {object} Copy
 * @property {string} folder
 * @property {(file: string, change: (text: string) => string) => void} edit writes a file anew
 * @property {() => Promise<void>} commit commits all that was changed
 * @property {(name: string) => Promise<void>} tag puts a tag on the commit
 * @property {(...args: string[]) => { status: number | null, lines: string[] }} check runs
 * `npm run release:check` in it, as a person or a workflow does
 * @property {() => Map<string, string>} files runs `npm run release:files`; what it made, by name
 * @property {() => Promise<void>} restore makes it what it was at first
 * @property {() => void} remove
 */

/**
 * Copies the project's committed files, as they are now, into a repository of its own.
 * @returns {Promise<Copy>}
 */
async function copyOfThePackage() {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-release-'));
	for (const file of await committedFiles()) {
		fs.cpSync(path.join(PROJECT, file), path.join(folder, file));
	}
	const modules = fs.realpathSync(path.join(PROJECT, 'node_modules'));
	fs.symlinkSync(modules, path.join(folder, 'node_modules'), 'junction');
	// In a fresh clone node_modules is a folder, which .gitignore knows; here it is a link.
	const git = async (/** @type {string[]} */ ...args) =>
		await run('git', args, { cwd: folder, env: { ...environment, ...GIT } });
	await git('init', '--quiet', '--initial-branch=main');
	fs.appendFileSync(path.join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
	const commit = async () => {
		await git('add', '--all');
		await git('commit', '--quiet', '--allow-empty', '--message=A state of the package');
	};
	await commit();
	const first = (await git('rev-parse', 'HEAD')).trim();
	return {
		folder,
		commit,
		edit: (file, change) => {
			const target = path.join(folder, file);
			fs.mkdirSync(path.dirname(target), { recursive: true });
			const text = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
			fs.writeFileSync(target, change(text));
		},
		tag: async (name) => {
			await git('tag', name);
		},
		check: (...args) => npmRun(folder, ['release:check', '--', ...args]),
		files: () => {
			const { status, lines } = npmRun(folder, ['release:files']);
			if (status !== 0) throw new Error(lines.join('\n'));
			const made = path.join(folder, 'release');
			return new Map(
				fs
					.readdirSync(made)
					.map((name) => [name, fs.readFileSync(path.join(made, name), 'latin1')]),
			);
		},
		restore: async () => {
			await git('reset', '--quiet', '--hard', first);
			await git('clean', '--quiet', '--force', '-d');
			const tags = (await git('tag')).split('\n').filter(Boolean);
			if (tags.length > 0) await git('tag', '--delete', ...tags);
		},
		remove: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * @param {string} folder
 * @param {string[]} args
 * @returns {{ status: number | null, lines: string[] }}
 */
function npmRun(folder, args) {
	const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', ...args], {
		cwd: folder,
		env: { ...environment, ...GIT },
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '');
	return { status, lines };
}

/**
 * @param {string} latin1 what a file holds, a character each byte
 * @returns {string} its SHA-256
 */
function sha256(latin1) {
	return createHash('sha256').update(Buffer.from(latin1, 'latin1')).digest('hex');
}

module.exports = { copyOfThePackage, sha256 };
