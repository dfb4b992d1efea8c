const { existsSync } = require('node:fs');
const path = require('node:path');

const PROJECT = path.join(__dirname, '..', '..');
const POLLING = ['test/trigger/polling.test.ts', 'test/trigger/pollingSequences.test.ts'];
const WEBHOOK = ['test/trigger/events.test.ts', 'test/trigger/deliveries.test.ts'];
const MORE_WEBHOOK = [
	'test/trigger/signature.test.ts',
	'test/trigger/deduplication.test.ts',
	'test/trigger/canary.test.ts',
];

/** Unit tests that go by another name than the file. @type {Record<string, string>} */
const OWN_TESTS = {
	batching: 'schedule',
	concurrencyPolicy: 'concurrency',
	fallback: 'client',
	targetQueue: 'schedule',
	rateLimitExhaustion: 'client',
	redactFields: 'parameters',
};

/**
 * Which tests concern a file, by the beginning of its path below `nodes/Novu`, the quickest first: a
 * mutant that they notice needs no more. The first line that fits is taken; a unit test of the file's
 * own name comes before.
 * @type {Array<[start: string, stages: string[][]]>}
 */
const TESTS = [
	['trigger/feed', [POLLING]],
	['trigger/activity', [POLLING]],
	['trigger/poll', [POLLING, ['test/trigger/canary.test.ts']]],
	['trigger/', [WEBHOOK, MORE_WEBHOOK]],
	[
		'parameters/',
		[
			['test/unit/parameters.test.ts', 'test/unit/deviceTokens.test.ts'],
			['test/engine/secrets.test.ts', 'test/engine/expressions.test.ts'],
			['test/engine/updateCredentials.test.ts', 'test/engine/bounds.test.ts'],
			['test/engine/event.test.ts', 'test/engine/integration.test.ts'],
			['test/engine/channel.test.ts', 'test/contract/contract.test.ts'],
		],
	],
	[
		'actions/subscriber/',
		[
			['test/engine/updateCredentials.test.ts', 'test/engine/deviceTokens.test.ts'],
			['test/engine/batches.test.ts', 'test/engine/restoredEntries.test.ts'],
			['test/engine/subscriberMore.test.ts'],
			['test/engine/subscriber.test.ts', 'test/engine/hints.test.ts'],
			['test/engine/acrossExecutions.test.ts', 'test/engine/races.test.ts'],
			['test/engine/lostAnswers.test.ts', 'test/engine/errors.test.ts'],
			['test/engine/simplify.test.ts', 'test/engine/everyOperation.test.ts'],
			['test/contract/contract.test.ts', 'test/fuzz'],
		],
	],
	[
		'actions/event/',
		[
			['test/engine/event.test.ts', 'test/engine/batches.test.ts'],
			['test/engine/bounds.test.ts', 'test/engine/everyOperation.test.ts'],
			['test/engine/lostAnswers.test.ts', 'test/contract/contract.test.ts'],
			['test/engine/expressions.test.ts', 'test/engine/reliability.test.ts'],
		],
	],
	[
		'engine/',
		[
			['test/unit'],
			['test/engine/errors.test.ts', 'test/engine/batches.test.ts'],
			['test/engine/reliability.test.ts', 'test/engine/secrets.test.ts'],
			['test/engine/everyOperation.test.ts', 'test/engine/bounds.test.ts'],
			['test/engine/hints.test.ts', 'test/engine/tls.test.ts'],
			['test/engine/acrossExecutions.test.ts', 'test/engine/canary.test.ts'],
			['test/trigger/polling.test.ts', 'test/engine/credential.test.ts'],
		],
	],
];

/**
 * @param {string} file relative to the project
 * @returns {string[][]} the stages, each some of jest's paths
 */
function stagesOf(file) {
	const found = TESTS.find(([start]) => file.startsWith(`nodes/Novu/${start}`));
	if (!found) throw new Error(`test/mutation/tests.js does not say which tests concern ${file}`);
	const name = path.basename(file, '.ts');
	const own = `test/unit/${OWN_TESTS[name] ?? name}.test.ts`;
	const stages = found[1];
	return existsSync(path.join(PROJECT, own)) ? [[own], ...stages] : stages;
}

module.exports = { stagesOf };
