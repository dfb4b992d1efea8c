// Counts what becomes of every operation under every kind of answer, and writes the tables of
// docs/reliability.md: `npm run reliability`, after a build.
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { format } = require('prettier');
const { runCommand } = require('./n8n/command');

require(require.resolve('tsx/cjs'));

/** @type {typeof import('../test/engine/faultMatrix')} */
const {
	countAll,
	faultTable,
	operations,
	retryTable,
	startFaults,
} = require('../test/engine/faultMatrix');

const DOCUMENT = path.join(__dirname, '..', 'docs', 'reliability.md');

/** @param {string} text @param {string} name @param {string} table */
function withTable(text, name, table) {
	const [before, rest] = text.split(`<!-- ${name} -->\n`);
	const after = rest.slice(rest.indexOf(`<!-- end of ${name} -->`));
	return `${before}<!-- ${name} -->\n\n${table}\n\n${after}`;
}

async function main() {
	const server = await startFaults();
	const answers = faultTable(operations.length, await countAll(server));
	await server.close();
	const text = withTable(readFileSync(DOCUMENT, 'utf8'), 'answers', answers);
	const whole = withTable(text, 'retries', retryTable());
	writeFileSync(DOCUMENT, await format(whole, { parser: 'markdown' }));
	console.log(
		`${operations.length} operations, ${answers.split('\n').length - 2} kinds of answers`,
	);
}

runCommand(main);
