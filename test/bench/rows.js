const { TEAM_LIMITS } = require('../../sandbox/limiter');
const { contest } = require('./contest');
const { peakMemory, resetPeakMemory } = require('./memory');
const { rawClient } = require('./ways');
const {
	appendWithHttp,
	appendWithNovu,
	tokenItems,
	triggerWithHttp,
	triggerWithNovu,
} = require('./work');

/**
 * @typedef {import('./contest').Result} Result
 */

/**
 * @typedef {object} Bench what the rows need
 * @property {import('./novu').BenchNovu} novu
 * @property {import('./ways').N8nWays} ways
 * @property {number} n8nPid
 * @property {number} rounds
 */

/**
 * @typedef {object} Check
 * @property {string} what
 * @property {string} wanted
 * @property {string} reached
 * @property {boolean} ok
 */

/**
 * @typedef {object} RowOutcome
 * @property {Result[]} results one for each way that took part
 * @property {Check[]} checks
 * @property {Record<string, number | undefined>} [others] figures that belong to no way
 */

/**
 * @typedef {object} Row
 * @property {string} name for `--only`
 * @property {string} work
 * @property {(bench: Bench) => Promise<RowOutcome>} run
 */

/** The answer comes so much later; without it, time would be the sandbox's alone. */
const LATENCY_MS = 5;

/** Seconds that the Free plan's bucket (110, then 20 a second) needs for 1,000 calls. */
const FREE_SECONDS = (1000 - 110) / 20;

/** Shares of requests that go wrong in the row of faults. */
const FAULTS = { resets: 0.05, unavailable: 0.05, timeouts: 0.02 };

/** So that a request that is never answered costs little, in milliseconds. */
const SHORT_TIMEOUT = { timeout: 2000 };

/**
 * @param {string} what
 * @param {number} reached
 * @param {number} wanted
 * @returns {Check} that it is just so much
 */
function exactly(what, reached, wanted) {
	return { what, wanted: String(wanted), reached: String(reached), ok: reached === wanted };
}

/**
 * @param {string} what
 * @param {number} reached
 * @param {number} most
 * @param {string} [unit]
 * @returns {Check}
 */
function atMost(what, reached, most, unit = '') {
	const text = (/** @type {number} */ value) => `${Number(value.toFixed(2))}${unit}`;
	return { what, wanted: `at most ${text(most)}`, reached: text(reached), ok: reached <= most };
}

/**
 * @param {string} what
 * @param {number} reached
 * @param {number} least
 * @param {string} [unit]
 * @returns {Check}
 */
function atLeast(what, reached, least, unit = '') {
	const ok = reached >= least;
	return { what, wanted: `at least ${least}${unit}`, reached: `${reached.toFixed(1)}${unit}`, ok };
}

/**
 * @param {Result} result
 * @param {(round: Result['rounds'][0]) => number} figure
 * @returns {number} the greatest of all rounds: what must not happen must not happen once
 */
function worst(result, figure) {
	return Math.max(...result.rounds.map(figure));
}

/**
 * @param {Result} result
 * @returns {Check[]} that in no round an item failed, and each item's token is there once
 */
function nothingLost(result) {
	const lost = worst(result, ({ tokens, doubledTokens }) =>
		Math.abs(result.items - (tokens - doubledTokens)),
	);
	return [
		exactly(
			'failed items',
			worst(result, ({ failed = NaN }) => failed),
			0,
		),
		exactly('lost tokens', lost, 0),
		exactly(
			'doubled tokens',
			worst(result, ({ doubledTokens }) => doubledTokens),
			0,
		),
	];
}

/**
 * @param {import('./ways').Way} way
 * @param {string} what it is given or set to
 * @returns {import('./ways').Way} the same, with that in its name
 */
function named(way, what) {
	return { ...way, name: `${way.name}, ${what}` };
}

/** @type {Row} */
const updates = {
	name: 'updates',
	work: `1,000 updates, 1,000 subscribers, server latency ${LATENCY_MS} ms, no limits`,
	async run({ novu, ways, rounds }) {
		const items = tokenItems(1000);
		const taking = [
			await ways.novuNode('Novu node, default settings', appendWithNovu()),
			await ways.httpNode(appendWithHttp(novu.url)),
			rawClient(novu),
		];
		const results = await contest({
			novu,
			entries: taking.map((way) => ({ way, items, rounds })),
			// Reading and writing back would take longer than the latency; it has a row of its own.
			preparation: () => ({
				subscribers: 1000,
				options: { latencyMs: LATENCY_MS, races: false },
			}),
		});
		const [own, http] = results;
		const serverTime = Number(http.median.serverMs) / Number(own.median.serverMs);
		const nodeTime = Number(own.median.nodeMs) / Number(http.median.nodeMs);
		return {
			results,
			checks: [
				atLeast(
					"throughput with default settings against the HTTP Request node's, at the server",
					serverTime,
					4,
					' ×',
				),
				atMost("execution time against the HTTP Request node's", nodeTime, 0.27, ' ×'),
				...nothingLost(own),
			],
		};
	},
};

/** Numbers of requests at once that the node's own choice is held against. */
const FIXED_NUMBERS = [10, 25, 50, 100];

/**
 * The node's own choice of requests at once against fixed numbers, on one kind of server.
 * @param {string} name
 * @param {string} work
 * @param {number} count of items
 * @param {import('../../sandbox').SandboxOptions} options how the server is
 * @returns {Row}
 */
function choiceRow(name, work, count, options) {
	return {
		name,
		work,
		async run({ novu, ways, rounds }) {
			const items = tokenItems(count);
			const own = await ways.novuNode('Novu node, default settings', appendWithNovu());
			const fixed = [];
			for (const number of FIXED_NUMBERS) fixed.push(await ways.fixedNode(appendWithNovu, number));
			const http = await ways.httpNode(appendWithHttp(novu.url));
			const results = await contest({
				novu,
				entries: [own, ...fixed, http].map((way) => ({ way, items, rounds })),
				preparation: () => ({ subscribers: count, options: { races: false, ...options } }),
			});
			return { results, checks: choiceChecks(results) };
		},
	};
}

/**
 * @param {Result[]} results the node's own choice, the fixed numbers, the HTTP Request node
 * @returns {Check[]}
 */
function choiceChecks([own, ...others]) {
	const http = /** @type {Result} */ (others.at(-1));
	const time = (/** @type {Result} */ { median }) => Number(median.nodeMs);
	const best = Math.min(...others.slice(0, -1).map(time));
	const checks = [
		...nothingLost(own),
		atMost('execution time against the best fixed number', time(own) / best, 1.15, ' ×'),
	];
	const isComplete = worst(http, ({ failed = NaN }) => failed) === 0;
	if (!isComplete) return checks;
	const against = time(own) / time(http);
	return [...checks, atMost("execution time against the HTTP Request node's", against, 1, ' ×')];
}

const near = choiceRow('near', '1,000 updates, a server 5 ms away', 1000, { latencyMs: 5 });
const far = choiceRow('far', '1,000 updates, a server 100 ms away', 1000, { latencyMs: 100 });
const limitedFar = choiceRow(
	'limitedFar',
	"2,000 updates, a server 100 ms away, the limits of Novu's Team plan (200 a second)",
	2000,
	{ latencyMs: 100, rateLimits: TEAM_LIMITS },
);
const small = choiceRow(
	'small',
	'500 updates, a server that does ten at once, 60 ms each, and gets slower in a crowd',
	500,
	{ crowd: { places: 10, ms: 60 } },
);

/** @type {Row} */
const executions = {
	name: 'executions',
	work: '200 executions of one item each, at once, four for each of 50 subscribers, while Novu reads and writes back (20 ms)',
	async run({ novu, ways, rounds }) {
		const items = tokenItems(50, 4);
		const settings = { stored: false };
		const taking = [
			await ways.novuNode('Novu node', appendWithNovu(), settings),
			await ways.httpNode(appendWithHttp(novu.url), settings),
		];
		const results = await contest({
			novu,
			entries: taking.map((way) => ({ way: eachAlone(way), items, rounds })),
			preparation: () => ({ subscribers: 50, options: { raceMs: 20 } }),
		});
		const [own] = results;
		const checks = [
			...nothingLost(own),
			exactly(
				'entries',
				worst(own, ({ entries }) => entries),
				50,
			),
		];
		return { results, checks };
	},
};

/** @type {Row} */
const limitedExecutions = {
	name: 'limitedExecutions',
	work: "200 executions of one item each, at once, under the limits of Novu's Free plan",
	async run({ novu, ways, rounds }) {
		const items = tokenItems(200);
		const settings = { stored: false };
		const taking = [
			await ways.novuNode('Novu node', appendWithNovu(), settings),
			await ways.httpNode(appendWithHttp(novu.url), settings),
		];
		const results = await contest({
			novu,
			entries: taking.map((way) => ({ way: eachAlone(way), items, rounds })),
			preparation: () => ({
				subscribers: 200,
				options: { latencyMs: LATENCY_MS, rateLimits: 'free' },
			}),
		});
		return { results, checks: nothingLost(results[0]) };
	},
};

/**
 * @param {import('./ways').Way} way
 * @returns {import('./ways').Way} the same with an execution for each item
 * @throws {Error} where the way has no executions
 */
function eachAlone({ name, runEach }) {
	if (!runEach) throw new Error(`"${name}" has no executions`);
	return { name: `${name}, an execution an item`, run: runEach };
}

/** @type {Row} */
const tokens = {
	name: 'tokens',
	work: '200 subscribers × 5 tokens appended, while Novu reads and writes back (races)',
	async run({ novu, ways, rounds }) {
		const inTurns = tokenItems(200, 5, 'in turns');
		const inARow = tokenItems(200, 5, 'in a row');
		const own = await ways.novuNode('Novu node', appendWithNovu());
		const http = await ways.httpNode(appendWithHttp(novu.url));
		const results = await contest({
			novu,
			entries: [
				{ way: named(own, "subscribers' items in turns"), items: inTurns, rounds },
				{ way: named(own, "a subscriber's items in a row"), items: inARow, rounds },
				{ way: named(http, "subscribers' items in turns"), items: inTurns, rounds },
				{ way: named(http, "a subscriber's items in a row"), items: inARow, rounds },
			],
			preparation: () => ({ subscribers: 200, options: { latencyMs: LATENCY_MS } }),
		});
		const checks = results.slice(0, 2).flatMap((result) => [
			...nothingLost(result),
			exactly(
				'entries',
				worst(result, ({ entries }) => entries),
				200,
			),
			atMost(
				'requests',
				worst(result, ({ requests }) => requests),
				200,
			),
		]);
		return { results, checks };
	},
};

/** @type {Row} */
const limits = {
	name: 'limits',
	work: "1,000 updates under the limits of Novu's Free plan",
	async run({ novu, ways, rounds }) {
		const items = tokenItems(1000);
		const taking = [
			await ways.novuNode('Novu node', appendWithNovu()),
			await ways.httpNode(appendWithHttp(novu.url)),
		];
		const results = await contest({
			novu,
			entries: taking.map((way) => ({ way, items, rounds })),
			preparation: () => ({
				subscribers: 1000,
				options: { latencyMs: LATENCY_MS, rateLimits: 'free' },
			}),
		});
		const [own] = results;
		const seconds = Number(own.median.nodeMs) / 1000;
		return {
			results,
			checks: [
				...nothingLost(own),
				atMost(
					`node time against the shortest that the limits allow (${FREE_SECONDS} s)`,
					seconds / FREE_SECONDS,
					1.1,
					' ×',
				),
			],
		};
	},
};

/** @type {Row} */
const bulk = {
	name: 'bulk',
	work: '10,000 triggers in bulk',
	async run({ novu, ways, rounds }) {
		const items = tokenItems(10_000);
		const own = await ways.novuNode('Novu node, Trigger in Bulk', triggerWithNovu('triggerBulk'));
		const http = await ways.httpNode(triggerWithHttp(novu.url));
		const results = await contest({
			novu,
			entries: [
				{ way: own, items, rounds },
				{ way: http, items, rounds },
			],
			preparation: () => ({ subscribers: 0, options: { latencyMs: LATENCY_MS } }),
		});
		return {
			results,
			checks: [
				exactly(
					'failed items',
					worst(results[0], ({ failed = NaN }) => failed),
					0,
				),
				atMost(
					'requests',
					worst(results[0], ({ requests }) => requests),
					100,
				),
			],
		};
	},
};

/** The same value in a form that is left to n8n's expressions. */
const BY_N8N = {
	subscriberId: { __rl: true, mode: 'id', value: '={{ ($json.subscriber) }}' },
	deviceTokens: '={{ ($json.token) }}',
};

/** Large runs take minutes, and differ little. */
const MOST_LARGE_ROUNDS = 3;

/** @type {Row} */
const growth = {
	name: 'growth',
	work: '50,000 updates against 10,000, and against 50,000 whose expressions n8n resolves',
	async run({ novu, ways, n8nPid, rounds }) {
		// n8n keeps nothing of these executions: writing them down would be most of the memory.
		const unsaved = { stored: false };
		const own = await ways.novuNode('Novu node', appendWithNovu(), unsaved);
		const byN8n = await ways.novuNode(
			'Novu node, expressions by n8n',
			{ ...appendWithNovu(), ...BY_N8N },
			unsaved,
		);
		const http = await ways.httpNode(appendWithHttp(novu.url), unsaved);
		const large = Math.min(rounds, MOST_LARGE_ROUNDS);
		const measured = async (
			/** @type {Array<[import('./ways').Way, number, number]>} */ taking,
		) => {
			resetPeakMemory(n8nPid);
			const results = await contest({
				novu,
				entries: taking.map(([way, count, times]) => ({
					way,
					items: tokenItems(count),
					rounds: times,
				})),
				preparation: () => ({ subscribers: 50_000, options: {} }),
			});
			return { results, peakMB: peakMemory(n8nPid) };
		};
		const novuNode = await measured([
			[own, 10_000, large],
			[own, 50_000, large],
			[byN8n, 50_000, large],
		]);
		const httpNode = await measured([[http, 50_000, 1]]);
		const [ten, fifty, slow] = novuNode.results;
		const missing = (/** @type {Result} */ result) =>
			worst(result, ({ tokens: kept }) => result.items - kept);
		const against = (/** @type {Result} */ other) =>
			Number(fifty.median.wallMs) / Number(other.median.wallMs);
		return {
			results: [...novuNode.results, ...httpNode.results],
			checks: [
				exactly('lost tokens', Math.max(missing(ten), missing(fifty), missing(slow)), 0),
				atMost('time of 50,000 against that of 10,000, to its end', against(ten), 5.5, ' ×'),
				atMost(
					'time of 50,000 against that with expressions by n8n, to its end',
					against(slow),
					0.5,
					' ×',
				),
			],
			others: {
				n8nPeakMemoryMB: novuNode.peakMB,
				n8nPeakMemoryOfHttpRequestNodeMB: httpNode.peakMB,
			},
		};
	},
};

/** @type {Row} */
const faults = {
	name: 'faults',
	work: '1,000 updates with 5 % connection resets, 5 % 503, 2 % time-outs; then 1,000 triggers',
	async run({ novu, ways, rounds }) {
		const items = tokenItems(1000);
		const taking = [
			await ways.novuNode('Novu node, updates', appendWithNovu(SHORT_TIMEOUT)),
			await ways.httpNode(appendWithHttp(novu.url, SHORT_TIMEOUT)),
			await ways.novuNode('Novu node, triggers (POST)', triggerWithNovu('trigger', SHORT_TIMEOUT)),
		];
		const results = await contest({
			novu,
			entries: taking.map((way) => ({ way, items, rounds })),
			preparation: (round) => ({
				subscribers: 1000,
				options: { latencyMs: LATENCY_MS, faults: { ...FAULTS, seed: round } },
			}),
		});
		const [own, , triggers] = results;
		const unaccounted = worst(triggers, ({ succeeded, failed = NaN }) =>
			Math.abs(triggers.items - succeeded - failed),
		);
		return {
			results,
			checks: [
				...nothingLost(own),
				exactly(
					'repeated POSTs',
					worst(triggers, ({ repeatedPosts }) => repeatedPosts),
					0,
				),
				exactly('triggers neither answered nor told as failed', unaccounted, 0),
			],
		};
	},
};

module.exports = {
	ROWS: [
		updates,
		near,
		far,
		limitedFar,
		small,
		executions,
		limitedExecutions,
		tokens,
		limits,
		bulk,
		growth,
		faults,
	],
};
