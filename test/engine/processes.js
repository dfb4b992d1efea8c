const { spawn } = require('node:child_process');
const path = require('node:path');

/**
 * Runs executions in a process of their own, see `executionsProcess.js`.
 * @param {import('./executionsProcess').Job} job
 * @returns {Promise<Array<{ error?: string, hints: string[] }>>} how each one ended
 */
async function runInProcess(job) {
	const child = spawn(
		process.execPath,
		[path.join(__dirname, 'executionsProcess.js'), JSON.stringify(job)],
		{ stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let out = '';
	let told = '';
	child.stdout.on('data', (chunk) => (out += chunk));
	child.stderr.on('data', (chunk) => (told += chunk));
	const code = await new Promise((resolve) => child.on('close', resolve));
	if (code !== 0) throw new Error(`The process ended with ${code}: ${told}`);
	return JSON.parse(out);
}

module.exports = { runInProcess };
