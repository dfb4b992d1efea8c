const execa = require('execa');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROJECT } = require('../../scripts/n8n/folders');

/** Without a Novu that the shell may name. */
const { NOVU_API_KEY: _key, NOVU_BASE_URL: _url, ...environment } = process.env;

/**
 * @typedef {object} Ended
 * @property {number | undefined} code
 * @property {string} out
 * @property {string} err
 */

/**
 * Runs what `npm start` runs after the build.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Ended>}
 */
async function start(args, env = {}) {
	const command = ['scripts/start.js', ...args];
	const { exitCode, stdout, stderr } = await execa(process.execPath, command, {
		cwd: PROJECT,
		env: { ...environment, ...env },
		extendEnv: false,
		reject: false,
		stdin: 'ignore',
	});
	return { code: exitCode, out: stdout, err: stderr };
}

/**
 * Writes a file for the time of a test.
 * @param {string} contents
 * @returns {{ file: string, remove: () => void }}
 */
function temporaryFile(contents) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-start-'));
	const file = path.join(folder, 'workflow.json');
	fs.writeFileSync(file, contents);
	return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

module.exports = { start, temporaryFile };
