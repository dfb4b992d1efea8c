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
			await ways.novuNode('Novu node, default (10 requests at once)', appendWithNovu()),
			await ways.novuNode(
				'Novu node, Max Requests at Once 50',
				appendWithNovu({ maxRequestsAtOnce: 50 }),
			),
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
		const [usual, fifty, http] = results;
		const faster = (/** @type {Result} */ novuNode, /** @type {'serverMs' | 'nodeMs'} */ time) =>
			Number(http.median[time]) / Number(novuNode.median[time]);
		return {
			results,
			checks: [
				atLeast(
					"throughput with 50 at once against the HTTP Request node's, at the server",
					faster(fifty, 'serverMs'),
					5,
					' ×',
				),
				...nothingLost(usual),
				...nothingLost(fifty),
			],
			others: {
				defaultTimesFasterAtServer: faster(usual, 'serverMs'),
				defaultTimesFasterByNodeTime: faster(usual, 'nodeMs'),
				fiftyTimesFasterByNodeTime: faster(fifty, 'nodeMs'),
			},
		};
	},
};

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

/** @type {Row} */
const growth = {
	name: 'growth',
	work: '50,000 updates against 10,000',
	async run({ novu, ways, n8nPid, rounds }) {
		// n8n keeps nothing of these executions: writing them down would be most of the memory.
		const way = await ways.novuNode('Novu node', appendWithNovu(), { stored: false });
		resetPeakMemory(n8nPid);
		const results = await contest({
			novu,
			entries: [10_000, 50_000].map((count) => ({ way, items: tokenItems(count), rounds })),
			preparation: () => ({ subscribers: 50_000, options: {} }),
		});
		const [small, large] = results;
		const missing = (/** @type {Result} */ result) =>
			worst(result, ({ tokens: kept }) => result.items - kept);
		return {
			results,
			checks: [
				exactly('lost tokens', Math.max(missing(small), missing(large)), 0),
				atMost(
					'time of 50,000 against that of 10,000, from the order to its end',
					Number(large.median.wallMs) / Number(small.median.wallMs),
					5.5,
					' ×',
				),
			],
			others: { n8nPeakMemoryMB: peakMemory(n8nPid) },
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

module.exports = { ROWS: [updates, tokens, limits, bulk, growth, faults] };
