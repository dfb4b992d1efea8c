// `npm run bench`: what the node reaches in a real n8n, beside n8n's HTTP Request node.
const { writeFileSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { runCommand } = require('./n8n/command');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');
const { LATEST } = require('./n8n/versions');

/**
 * @typedef {import('../test/bench/rows').Row} Row
 * @typedef {import('../test/bench/rows').RowOutcome} RowOutcome
 */

const USAGE = `Usage: npm run bench [-- options]

Measures the node in a real n8n against a sandbox on this machine, in turns with n8n's HTTP Request
node, and prints medians. Ends with 1 where a row falls short of what it must reach.

  --only ROW    this row alone: updates, near, far, limitedFar, small, executions,
                limitedExecutions, tokens, limits, bulk, growth or faults (can be repeated)
  --rounds N    how often each row is measured (default 5)
  --json FILE   write all figures, every round's too
  --help        show this

server time    from the first request's start to the last answer's end, as the sandbox saw it
node time      the node's execution time as n8n measured it
order to end   from the call of the workflow's webhook to its answer
items/s        by server time`;

/** How many items each kind of node gets before anything is measured. */
const WARM_UP_ITEMS = 300;

/**
 * @returns {{ help: boolean, only: string[], rounds: number, json?: string }}
 * @throws {Error} for what it does not know
 */
function read() {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', multiple: true },
			rounds: { type: 'string' },
			json: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	const rounds = Number(values.rounds ?? 5);
	if (!Number.isInteger(rounds) || rounds < 1) {
		throw new Error(`--rounds takes a whole number from 1, not "${values.rounds}"`);
	}
	return { help: values.help ?? false, only: values.only ?? [], rounds, json: values.json };
}

/**
 * @param {Row[]} rows
 * @param {string[]} names none means all
 * @returns {Row[]}
 * @throws {Error} for a name that no row has
 */
function chosen(rows, names) {
	const unknown = names.find((name) => !rows.some((row) => row.name === name));
	if (unknown) throw new Error(`There is no row "${unknown}"\n\n${USAGE}`);
	return names.length === 0 ? rows : rows.filter(({ name }) => names.includes(name));
}

/**
 * Starts n8n and the sandbox, and has both kinds of nodes work a little, so that no row pays for
 * what the first execution costs.
 * @param {number} rounds
 * @returns {Promise<import('../test/bench/rows').Bench>}
 */
async function openBench(rounds) {
	const { startBenchNovu } = require('../test/bench/novu');
	const { installFixedPackage } = require('../test/bench/fixedPackage');
	const { N8nWays } = require('../test/bench/ways');
	const work = require('../test/bench/work');
	const novu = await startBenchNovu();
	const userFolder = temporaryFolder();
	await installFixedPackage(userFolder);
	const { server, client } = await openN8n({ userFolder });
	const ways = new N8nWays(client, novu);
	await ways.open();
	await novu.prepare({ subscribers: WARM_UP_ITEMS, options: {} });
	const items = work.tokenItems(WARM_UP_ITEMS);
	await (await ways.novuNode('Novu node', work.appendWithNovu())).run(items);
	await (await ways.httpNode(work.appendWithHttp(novu.url))).run(items);
	return { novu, ways, n8nPid: server.pid, rounds };
}

/**
 * @param {string} file
 * @param {Array<{ row: Row, outcome: RowOutcome }>} done
 */
function writeFigures(file, done) {
	const { isReached } = require('../test/bench/report');
	const figures = {
		n8n: LATEST.version,
		node: LATEST.node.version,
		cpus: os.cpus().map(({ model }) => model),
		at: new Date().toISOString(),
		rows: done.map(({ row: { name, work }, outcome }) => ({
			name,
			work,
			reached: isReached(outcome),
			...outcome,
		})),
	};
	writeFileSync(file, `${JSON.stringify(figures, null, '\t')}\n`);
}

/** @returns {Promise<boolean>} whether every row reaches what it must */
async function main() {
	const { help, only, rounds, json } = read();
	if (help) {
		say(USAGE);
		return true;
	}
	require(require.resolve('tsx/cjs'));
	const { ROWS } = require('../test/bench/rows');
	const { isReached, rowText } = require('../test/bench/report');
	const rows = chosen(ROWS, only);
	const bench = await openBench(rounds);
	const done = [];
	for (const row of rows) {
		say(`${row.name}: ${row.work} …`);
		const outcome = await row.run(bench);
		done.push({ row, outcome });
		process.stdout.write(`\n${rowText(row, outcome)}\n\n`);
		if (json) writeFigures(path.resolve(json), done);
	}
	const short = done.filter(({ outcome }) => !isReached(outcome)).map(({ row }) => row.name);
	process.stdout.write(short.length === 0 ? 'All reached.\n' : `Short: ${short.join(', ')}\n`);
	return short.length === 0;
}

runCommand(main);
