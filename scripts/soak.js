// `npm run soak`: the node in a real n8n for a while, with everything at once and a Novu that has
// limits and faults. Nothing may be lost, doubled or told wrongly, and n8n may not grow.
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const { runCommand } = require('./n8n/command');
const { say } = require('./n8n/progress');
const { openN8n, temporaryFolder } = require('./n8n/session');

const USAGE = `Usage: npm run soak [-- options]

Runs mixed workflows in a real n8n, several at once, against a sandbox with races, limits and
faults, and prints what became of every item, token and event, and what n8n holds at rest. Ends
with 1 where something is lost, doubled or told wrongly, or where n8n grows.

  --minutes N   how long (default 10)
  --help        show this`;

/** As the sandbox's servers fail: connections cut, 503s, and answers that never come. */
const FAULTS = { resets: 0.03, unavailable: 0.03, timeouts: 0.005 };

/** Requests per 5 s. Lower than what n8n can send, so that the limits are met. */
const RATE_LIMITS = {
	trigger: { limit: 60, burst: 66 },
	configuration: { limit: 100, burst: 110 },
	global: { limit: 60, burst: 66 },
	serviceLevel: 'soak',
};

/** n8n is left alone for so long between rounds; idle connections close after 5 s. */
const REST_MS = 10_000;

/**
 * @returns {{ help: boolean, minutes: number }}
 * @throws {Error} for what it does not know
 */
function read() {
	const options = /** @type {const} */ ({ minutes: { type: 'string' }, help: { type: 'boolean' } });
	const { values } = parseArgs({ options });
	const minutes = Number(values.minutes ?? 10);
	if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not "${values.minutes}"`);
	return { help: values.help ?? false, minutes };
}

/**
 * Starts all that takes part.
 * @param {string} probe the file that says what n8n holds
 * @returns {Promise<{ world: import('../test/soak/rounds').World, before: Set<string>, close: () => Promise<void> }>}
 */
async function open(probe) {
	require(require.resolve('tsx/cjs'));
	const { startSandbox } = require('../sandbox');
	const { startCollector } = require('../test/soak/collector');
	const { publishOperations, publishTriggers } = require('../test/soak/flows');
	const { Ledger } = require('../test/soak/ledger');
	const { server, client } = await openN8n({
		userFolder: path.dirname(probe),
		env: {
			NODE_OPTIONS: `--require ${path.join(__dirname, '..', 'test', 'soak', 'probe.js')}`,
			SOAK_PROBE: probe,
		},
	});
	const sandbox = await startSandbox({ idempotency: true, raceMs: 10 });
	const data = { apiKey: sandbox.apiKey, region: 'custom', baseUrl: sandbox.url };
	const credential = await client.saveCredential({ name: 'Soak', type: 'novuApi', data });
	const novuApi = { id: credential.id, name: credential.name };
	const collector = await startCollector();
	const run = await publishOperations(client, { novuApi });
	const urls = await publishTriggers(client, { novuApi }, collector.url);
	const before = new Set(sandbox.store.notifications.all.map((one) => one.transactionId));
	sandbox.configure({ faults: FAULTS, rateLimits: RATE_LIMITS });
	return {
		world: { sandbox, run, urls, collector, ledger: new Ledger() },
		before,
		close: async () => {
			collector.close();
			await Promise.all([server.stop(), sandbox.close()]);
		},
	};
}

/** @returns {Promise<boolean>} whether all is well */
async function main() {
	const { help, minutes } = read();
	if (help) {
		say(USAGE);
		return true;
	}
	const probe = path.join(temporaryFolder(), 'probe.jsonl');
	const { world, before, close } = await open(probe);
	const { runRound, checkPolls } = require('../test/soak/rounds');
	const { heldNow, heldReport, growth } = require('../test/soak/held');
	const { ledger, sandbox } = world;
	const startedAt = Date.now();
	const rests = [];
	for (let round = 0; Date.now() - startedAt < minutes * 60_000; round++) {
		await runRound(world, `soak-${round}`);
		ledger.countRequests(sandbox.requests);
		await sleep(REST_MS);
		// The first round loads and compiles; what n8n holds before that says nothing.
		if (round > 0) rests.push(heldNow(probe));
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		say(`Round ${round + 1}, ${seconds} s, ${ledger.problems.length} problems`);
	}
	sandbox.configure({ faults: null });
	await checkPolls(world, before);
	await close();
	const problems = [...ledger.problems, ...growth(rests)];
	const lines = [...ledger.report(), '', ...heldReport(rests), ''];
	for (const line of lines) process.stdout.write(`${line}\n`);
	for (const problem of problems) process.stdout.write(`WRONG  ${problem}\n`);
	process.stdout.write(problems.length === 0 ? 'Nothing is lost.\n' : `${problems.length} wrong\n`);
	return problems.length === 0;
}

// With its stack: what fails here is mostly a flaw of these scripts.
runCommand(main, (error) => say(error instanceof Error ? String(error.stack) : String(error)));
