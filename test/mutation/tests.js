/**
 * Which tests concern a file, by the beginning of its path below `nodes/Novu`, the quickest first: a
 * mutant that they notice needs no more. The first line that fits is taken.
 * @type {Array<[file: string, stages: string[][]]>}
 */
const TESTS = [
	['trigger/', [['test/trigger'], ['test/unit', 'test/engine/notification.test.ts']]],
	[
		'parameters/',
		[
			['test/unit/simpleExpressions.test.ts', 'test/unit/deviceTokens.test.ts'],
			[
				'test/engine/fields.test.ts',
				'test/engine/expressions.test.ts',
				'test/engine/secrets.test.ts',
			],
			[
				'test/engine/event.test.ts',
				'test/engine/updateCredentials.test.ts',
				'test/engine/integration.test.ts',
				'test/engine/channel.test.ts',
				'test/engine/subscriber.test.ts',
				'test/engine/inboxNotification.test.ts',
				'test/engine/topicSubscription.test.ts',
			],
			['test/contract/contract.test.ts'],
		],
	],
	[
		'actions/subscriber/',
		[
			['test/unit/deviceTokens.test.ts'],
			[
				'test/engine/updateCredentials.test.ts',
				'test/engine/deviceTokens.test.ts',
				'test/engine/subscriber.test.ts',
				'test/engine/subscriberMore.test.ts',
				'test/engine/batches.test.ts',
			],
			[
				'test/engine/hints.test.ts',
				'test/engine/everyOperation.test.ts',
				'test/engine/races.test.ts',
				'test/engine/lostAnswers.test.ts',
				'test/engine/acrossExecutions.test.ts',
				'test/engine/errors.test.ts',
				'test/engine/simplify.test.ts',
			],
			['test/contract/contract.test.ts', 'test/fuzz'],
		],
	],
	[
		'actions/event/',
		[
			['test/engine/event.test.ts', 'test/engine/batches.test.ts'],
			['test/contract/contract.test.ts'],
			[
				'test/engine/everyOperation.test.ts',
				'test/engine/fields.test.ts',
				'test/engine/reliability.test.ts',
				'test/engine/lostAnswers.test.ts',
			],
		],
	],
	[
		'engine/',
		[
			['test/unit'],
			[
				'test/engine/errors.test.ts',
				'test/engine/reliability.test.ts',
				'test/engine/batches.test.ts',
				'test/engine/secrets.test.ts',
				'test/engine/everyOperation.test.ts',
				'test/engine/credential.test.ts',
				'test/engine/hints.test.ts',
			],
			[
				'test/engine/faultsAround.test.ts',
				'test/engine/faults.test.ts',
				'test/engine/acrossExecutions.test.ts',
				'test/engine/races.test.ts',
				'test/engine/canary.test.ts',
				'test/engine/pace.test.ts',
				'test/engine/tls.test.ts',
			],
			['test/trigger/polling.test.ts', 'test/contract/contract.test.ts'],
		],
	],
];

/** @param {string} file relative to the project @returns {string[][]} the stages, each some of jest's paths */
function stagesOf(file) {
	const found = TESTS.find(([start]) => file.startsWith(`nodes/Novu/${start}`));
	if (!found) throw new Error(`test/mutation/tests.js does not say which tests concern ${file}`);
	return found[1];
}

module.exports = { stagesOf };
