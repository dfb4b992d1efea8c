const fs = require('node:fs');
const path = require('node:path');
const { run } = require('node:test');
const { spec } = require('node:test/reporters');
const { parseArgs } = require('node:util');
const { runCommand, sayError } = require('./n8n/command');
const { PROJECT } = require('./n8n/folders');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');
const { LATEST, RELEASES, releaseOf } = require('./n8n/versions');

/** What an older n8n is tested with. */
const SHORT_FORM = 'everyVersion';

const USAGE = `Usage: npm run test:e2e [-- options] [-- names]

Tests the packed package in a real n8n, which the first run installs. Names, which are parts of the
names of test files, choose some of them.

  --n8n VERSION  ${RELEASES.map(({ version }) => version).join(', ')}: an older one is tested in the short form
  --help         show this`;

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
	// node:test leaves the process of a test file running when this one ends.
	const end = new AbortController();
	process.once('exit', () => end.abort());
	const stream = run({ files, concurrency: 1, signal: end.signal });
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
 * @returns {{ help: boolean, release: import('./n8n/versions').Release, wanted: string[] }} the n8n to
 * test in, and parts of the names of the test files to run
 * @throws {Error} for an option or an n8n that is not known
 */
function chosen() {
	const options = /** @type {const} */ ({
		n8n: { type: 'string', default: LATEST.version },
		help: { type: 'boolean', default: false },
	});
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	const release = releaseOf(values.n8n);
	const wanted = release === LATEST ? positionals : [SHORT_FORM];
	return { help: values.help, release, wanted };
}

/**
 * Tests the packed package in a real n8n. Arguments choose test files by parts of their names;
 * `--n8n VERSION` an older n8n, for the short form.
 * @returns {Promise<boolean>} whether all is well
 */
async function main() {
	const { help, release, wanted } = chosen();
	if (help) {
		say(USAGE);
		return true;
	}
	const userFolder = temporaryFolder();
	const { server, client } = await openN8n({ userFolder, release });
	Object.assign(process.env, {
		E2E_URL: server.url,
		E2E_SESSION: client.session,
		// The tests start sandboxes, which are written in TypeScript.
		NODE_OPTIONS: `--require tsx/cjs ${process.env.NODE_OPTIONS ?? ''}`,
	});
	const { passed, failed } = await runTests(testFiles(wanted));
	await server.stop();
	process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
	return passed > 0 && failed === 0;
}

runCommand(main, (error) => {
	sayError(error);
	process.stdout.write('tests: 0 passed, 1 failed\n');
});
