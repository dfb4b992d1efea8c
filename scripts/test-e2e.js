const fs = require('node:fs');
const path = require('node:path');
const { run } = require('node:test');
const { spec } = require('node:test/reporters');
const { PROJECT } = require('./n8n/folders');
const { endChildrenOnSignals, isEnding } = require('./n8n/processes');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');

/**
 * @param {string[]} wanted parts of file names; none means all
 * @returns {string[]} the test files to run
 */
function testFiles(wanted) {
	const folder = path.join(PROJECT, 'test', 'e2e');
	return fs
		.readdirSync(folder)
		.filter((name) => name.endsWith('.test.js'))
		.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
		.map((name) => path.join(folder, name));
}

/**
 * Runs test files one after the other and prints how each test went.
 * @param {string[]} files
 * @returns {Promise<{ passed: number, failed: number }>} how many tests (no groups) ended how
 */
async function runTests(files) {
	const counts = { passed: 0, failed: 0 };
	const stream = run({ files, concurrency: 1 });
	stream.on('test:pass', ({ details }) => {
		if (details.type !== 'suite') counts.passed += 1;
	});
	stream.on('test:fail', ({ details }) => {
		if (details.type !== 'suite') counts.failed += 1;
	});
	for await (const chunk of stream.compose(new spec())) process.stdout.write(chunk);
	return counts;
}

/**
 * Tests the packed package in a real n8n. Arguments choose test files by parts of their names.
 * @param {string[]} args
 * @returns {Promise<boolean>} whether all is well
 */
async function main(args) {
	const userFolder = temporaryFolder();
	const { server, client } = await openN8n({ userFolder });
	Object.assign(process.env, {
		E2E_URL: server.url,
		E2E_SESSION: client.session,
		// The tests start sandboxes, which are written in TypeScript.
		NODE_OPTIONS: `--require tsx/cjs ${process.env.NODE_OPTIONS ?? ''}`,
	});
	const { passed, failed } = await runTests(testFiles(args));
	await server.stop();
	process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
	return passed > 0 && failed === 0;
}

endChildrenOnSignals();
main(process.argv.slice(2)).then(
	(ok) => process.exit(ok ? 0 : 1),
	(error) => {
		if (isEnding()) return;
		say(error instanceof Error ? error.message : String(error));
		process.stdout.write('tests: 0 passed, 1 failed\n');
		process.exit(1);
	},
);
