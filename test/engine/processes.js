const execa = require('execa');
const path = require('node:path');

/**
 * Runs executions in a process of their own, see `executionsProcess.js`.
 * @param {import('./executionsProcess').Job} job
 * @returns {Promise<Array<{ error?: string, hints: string[] }>>} how each one ended
 */
async function runInProcess(job) {
	const script = path.join(__dirname, 'executionsProcess.js');
	const { stdout } = await execa(process.execPath, [script, JSON.stringify(job)]);
	return JSON.parse(stdout);
}

module.exports = { runInProcess };
