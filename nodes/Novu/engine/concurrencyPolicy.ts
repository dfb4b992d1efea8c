/** The fewest and the most requests under way, and how many the node begins with. */
export const MIN_CONCURRENCY = 1;
const INITIAL_CONCURRENCY = 10;
export const MAX_CONCURRENCY = 100;

/** Throughput has to grow by so much before another number of requests counts as better. */
const WORTHWHILE_GAIN = 1.03;
/** While the number is doubled, less than this says that the server is full. */
const STARTUP_GAIN = 1.05;
const PROBE_UP = 1.25;
const PROBE_DOWN = 0.8;
/** Measurements between two probes. */
const MEASUREMENTS_BEFORE_PROBE = 4;
/** A larger share of lost requests and gateway errors counts as a server that is overloaded. */
const OVERLOAD_SHARE = 0.2;
const OVERLOAD_FACTOR = 0.7;

/** Where the search for the best number of requests at once stands. */
export interface ConcurrencyState {
	/** Requests that may be under way now */
	limit: number;
	/**
	 * `startup` doubles the limit while that pays, `steady` holds and measures it, `up` and `down`
	 * try another one.
	 */
	phase: 'startup' | 'steady' | 'up' | 'down';
	/** The best limit so far, with its throughput in requests a millisecond */
	best?: { limit: number; throughput: number };
	/** The shortest average answer time so far, in milliseconds: what an answer takes without a queue */
	leastAnswerTimeMs: number;
	/** Measurements in `steady` since the last probe */
	measured: number;
	/** Direction of the next probe */
	next: 'up' | 'down';
}

/** What one stretch of requests at one limit has shown. */
export interface Measurement {
	/** Requests a millisecond */
	throughput: number;
	/** How long an answer took on average, in milliseconds */
	answerTimeMs: number;
	/** Share of requests that were lost or met a gateway error, 0 to 1 */
	failed: number;
}

export const INITIAL_STATE: ConcurrencyState = {
	limit: INITIAL_CONCURRENCY,
	phase: 'startup',
	leastAnswerTimeMs: Infinity,
	measured: 0,
	next: 'up',
};

/**
 * The next step of the search. Where answers take hardly longer than they ever did, nothing queues, and
 * more requests do no harm. Beyond that throughput decides, as in hill climbing: answers also take
 * longer where n8n itself, and not the server, is busy.
 */
export function adjust(state: ConcurrencyState, measurement: Measurement): ConcurrencyState {
	const leastAnswerTimeMs = Math.min(state.leastAnswerTimeMs, measurement.answerTimeMs);
	const now = { ...state, leastAnswerTimeMs };
	if (measurement.failed > OVERLOAD_SHARE) return backOff(now);
	switch (state.phase) {
		case 'startup':
			return rise(now, measurement);
		case 'steady':
			return hold(now, measurement);
		default:
			return judgeProbe(now, state.phase, measurement);
	}
}

/** How many times as long as the shortest an answer takes while nothing queues. */
const QUEUE_FREE_RATIO = 1.5;

/** Whether answers take hardly longer than they ever did: nothing queues at the server. */
export function isQueueFree(
	{ leastAnswerTimeMs }: ConcurrencyState,
	answerTimeMs: number,
): boolean {
	return answerTimeMs < QUEUE_FREE_RATIO * Math.max(1, leastAnswerTimeMs);
}

function backOff(state: ConcurrencyState): ConcurrencyState {
	const limit = bounded(state.limit * OVERLOAD_FACTOR);
	return { ...state, limit, phase: 'steady', best: undefined, measured: 0, next: 'up' };
}

function rise(state: ConcurrencyState, measurement: Measurement): ConcurrencyState {
	const { limit, best } = state;
	if (best && !isWorthwhile(state, measurement, STARTUP_GAIN)) return settleAt(state, best, 'down');
	const next = bounded(limit * 2);
	const reached = { limit, throughput: measurement.throughput };
	return next === limit
		? settleAt(state, reached, 'down')
		: { ...state, limit: next, best: reached };
}

function isWorthwhile(state: ConcurrencyState, measurement: Measurement, gain: number): boolean {
	if (isQueueFree(state, measurement.answerTimeMs)) return true;
	return measurement.throughput >= (state.best?.throughput ?? 0) * gain;
}

function settleAt(
	state: ConcurrencyState,
	best: NonNullable<ConcurrencyState['best']>,
	next: 'up' | 'down',
): ConcurrencyState {
	return { ...state, limit: best.limit, phase: 'steady', best, measured: 0, next };
}

/** A throughput that differs by more says that the server, or the way to it, has changed: search anew. */
const CHANGED_FACTOR = 2;

function hold(state: ConcurrencyState, measurement: Measurement): ConcurrencyState {
	const { throughput } = measurement;
	const known = state.best?.throughput ?? throughput;
	if (throughput < known / CHANGED_FACTOR || throughput > known * CHANGED_FACTOR) {
		return INITIAL_STATE;
	}
	const best = { limit: state.limit, throughput: (known + throughput) / 2 };
	const measured = state.measured + 1;
	if (measured < MEASUREMENTS_BEFORE_PROBE) return { ...state, best, measured };
	return probe({ ...state, best, measured: 0 }, state.next);
}

function probe(state: ConcurrencyState, direction: 'up' | 'down'): ConcurrencyState {
	const limit =
		direction === 'up'
			? bounded(Math.ceil(state.limit * PROBE_UP))
			: bounded(Math.floor(state.limit * PROBE_DOWN));
	const next = direction === 'up' ? 'down' : 'up';
	if (limit === state.limit) return { ...state, phase: 'steady', measured: 0, next };
	return { ...state, limit, phase: direction, next };
}

function judgeProbe(
	state: ConcurrencyState,
	direction: 'up' | 'down',
	measurement: Measurement,
): ConcurrencyState {
	const { best, limit, next } = state;
	const { throughput } = measurement;
	const isKept =
		direction === 'up'
			? isWorthwhile(state, measurement, WORTHWHILE_GAIN)
			: throughput >= (best?.throughput ?? 0) * WORTHWHILE_GAIN;
	if (best && !isKept) return settleAt(state, best, next);
	return probe({ ...state, best: { limit, throughput } }, direction);
}

function bounded(limit: number): number {
	return Math.min(MAX_CONCURRENCY, Math.max(MIN_CONCURRENCY, Math.round(limit)));
}
