// `npm test`: builds, checks and tests all that needs no n8n server.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const PROJECT = path.join(__dirname, '..');

// The lint command forces colour, which Node refuses beside NO_COLOR.
const { NO_COLOR: _, ...environment } = process.env;

/**
 * @param {string} name for people
 * @param {string} bin a module that is run
 * @param {string[]} args
 * @returns {boolean} whether it ended well
 */
function step(name, bin, args) {
	process.stdout.write(`\n=== ${name}\n`);
	const { status } = spawnSync(process.execPath, [bin, ...args], {
		cwd: PROJECT,
		stdio: 'inherit',
		env: environment,
	});
	return status === 0;
}

/**
 * @param {string} name of a package with one command, or of the command
 * @returns {string} its file
 */
function binOf(name) {
	return path.join(PROJECT, 'node_modules', '.bin', name);
}

/** Checks in their order; a later one could say nothing sensible without an earlier one. */
const CHECKS = /** @type {const} */ ([
	['Build', 'gulp', ['build']],
	['Types', 'tsc', ['-p', 'tsconfig.dev.json']],
	['Lint', 'n8n-node', ['lint']],
	['Format', 'prettier', ['--check', '--log-level', 'warn', '.']],
]);

/**
 * Runs jest; arguments choose tests as jest takes them.
 * @param {string[]} args
 * @returns {{ passed: number, failed: number }}
 */
function jest(args) {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-novu-test-'));
	const file = path.join(folder, 'results.json');
	const ended = step('Tests', binOf('jest'), ['--json', `--outputFile=${file}`, ...args]);
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

/** @returns {{ passed: number, failed: number }} a check counts as a test */
function runAll() {
	let passed = 0;
	for (const [name, bin, args] of CHECKS) {
		if (!step(name, binOf(bin), [...args])) return { passed, failed: 1 };
		passed += 1;
	}
	const tests = jest(process.argv.slice(2));
	return { passed: passed + tests.passed, failed: tests.failed };
}

const { passed, failed } = runAll();
process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
