// `npm test`: builds, checks and tests all that needs no n8n server.
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { runCommand } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { runInForeground } = require('./n8n/processes');

// The lint command forces colour, which Node refuses beside NO_COLOR.
const { NO_COLOR: _, ...env } = process.env;

/** Checks in their order; a later one could say nothing sensible without an earlier one. */
const CHECKS = /** @type {const} */ ([
	['Build', 'gulp', ['build']],
	['Types', 'tsc', ['-p', 'tsconfig.dev.json']],
	['Lint', 'n8n-node', ['lint']],
	['Import cycles', 'depcruise', ['nodes', 'credentials', 'sandbox', 'scripts', 'test']],
	['Format', 'prettier', ['--check', '--log-level', 'warn', '.']],
]);

/**
 * @param {string} name for people
 * @param {string} command of a development dependency
 * @param {readonly string[]} args
 * @returns {Promise<boolean>} whether it ended well
 */
async function step(name, command, args) {
	process.stdout.write(`\n=== ${name}\n`);
	return await runInForeground(command, [...args], { cwd: PROJECT, env });
}

/**
 * Runs jest; arguments choose tests as jest takes them.
 * @param {string[]} args
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function jest(args) {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-novu-test-'));
	const file = path.join(folder, 'results.json');
	const ended = await step('Tests', 'jest', ['--json', `--outputFile=${file}`, ...args]);
	try {
		const results = JSON.parse(readFileSync(file, 'utf8'));
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		return { passed: results.numPassedTests, failed: ended ? failed : Math.max(1, failed) };
	} catch {
		return { passed: 0, failed: 1 };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @returns {Promise<{ passed: number, failed: number }>} a check counts as a test */
async function runAll() {
	let passed = 0;
	for (const [name, command, args] of CHECKS) {
		if (!(await step(name, command, args))) return { passed, failed: 1 };
		passed += 1;
	}
	const tests = await jest(process.argv.slice(2));
	return { passed: passed + tests.passed, failed: tests.failed };
}

runCommand(async () => {
	const { passed, failed } = await runAll();
	process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
	return failed === 0;
});
