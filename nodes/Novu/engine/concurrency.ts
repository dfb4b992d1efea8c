import type { Signals } from './locks';
import { onAbort } from './abort';
import { CancelledError } from './errors';

/** The fewest and the most requests under way, and how many the node begins with. */
export const MIN_CONCURRENCY = 1;
export const INITIAL_CONCURRENCY = 10;
export const MAX_CONCURRENCY = 100;

/** Throughput has to grow by so much before more requests at once count as better. */
const WORTHWHILE_GAIN = 1.05;
/** While the number is doubled, less than this says that the server is full. */
const STARTUP_GAIN = 1.2;
/** Fewer at once are kept where they reach this share of the throughput: they spare the server. */
const ACCEPTED_LOSS = 0.98;
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
	/** Measurements in `steady` since the last probe */
	measured: number;
	/** Direction of the next probe */
	next: 'up' | 'down';
}

/** What one stretch of requests at one limit has shown. */
export interface Measurement {
	/** Requests a millisecond */
	throughput: number;
	/** Share of requests that were lost or met a gateway error, 0 to 1 */
	failed: number;
}

export const INITIAL_STATE: ConcurrencyState = {
	limit: INITIAL_CONCURRENCY,
	phase: 'startup',
	measured: 0,
	next: 'up',
};

/**
 * The next step of the search. Throughput decides, as in hill climbing: answer times alone say little
 * where n8n itself, and not the server, is busy.
 */
export function adjust(state: ConcurrencyState, measurement: Measurement): ConcurrencyState {
	if (measurement.failed > OVERLOAD_SHARE) return backOff(state);
	switch (state.phase) {
		case 'startup':
			return rise(state, measurement);
		case 'steady':
			return hold(state, measurement);
		default:
			return judgeProbe(state, state.phase, measurement);
	}
}

function backOff({ limit }: ConcurrencyState): ConcurrencyState {
	return { limit: bounded(limit * OVERLOAD_FACTOR), phase: 'steady', measured: 0, next: 'up' };
}

function rise(state: ConcurrencyState, { throughput }: Measurement): ConcurrencyState {
	const { limit, best } = state;
	if (best && throughput < best.throughput * STARTUP_GAIN) return settleAt(best, 'down');
	const next = bounded(limit * 2);
	const reached = { limit, throughput };
	return next === limit ? settleAt(reached, 'down') : { ...state, limit: next, best: reached };
}

function settleAt(best: { limit: number; throughput: number }, next: 'up' | 'down') {
	return { limit: best.limit, phase: 'steady', best, measured: 0, next } as const;
}

function hold(state: ConcurrencyState, { throughput }: Measurement): ConcurrencyState {
	const known = state.best?.throughput ?? throughput;
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
	{ throughput }: Measurement,
): ConcurrencyState {
	const { best } = state;
	const needed = direction === 'up' ? WORTHWHILE_GAIN : ACCEPTED_LOSS;
	if (best && throughput < best.throughput * needed) return settleAt(best, state.next);
	return probe({ ...state, best: { limit: state.limit, throughput } }, direction);
}

function bounded(limit: number): number {
	return Math.min(MAX_CONCURRENCY, Math.max(MIN_CONCURRENCY, Math.round(limit)));
}

/** A place for one request; to be given back when its answer is there. */
export interface Slot {
	/**
	 * @param now the time, in milliseconds
	 * @param failed the request was lost, or a gateway said that the server is not well
	 */
	release(now: number, failed: boolean): void;
}

interface SlotWaiter {
	grant(): void;
}

/** Fewer requests say too little about a limit. */
const LEAST_MEASURED_REQUESTS = 10;
/** Below this share of the places in use, something else than the limit holds requests back. */
const SATURATED_SHARE = 0.7;
/** How fast the longest answer time seen is forgotten. */
const ANSWER_TIME_DECAY = 0.95;

const NOTHING_MEASURED = { requests: 0, failed: 0, inFlight: 0, answerTimeMs: 0 };

/**
 * How many requests are under way to a server, and how many may be: begins with ten, and finds by
 * measuring how many serve best. Who waits for a place is served first in, first out.
 */
export class Concurrency {
	private state: ConcurrencyState = INITIAL_STATE;
	private readonly waiters = new Set<SlotWaiter>();
	private inFlight = 0;
	private sums = NOTHING_MEASURED;
	private generation = 0;
	private slowestMs = 0;

	/** Requests that may be under way now. */
	get limit(): number {
		return this.state.limit;
	}

	/** About the longest time that an answer took lately, in milliseconds; 0 before the first. */
	get answerTimeMs(): number {
		return this.slowestMs;
	}

	/**
	 * Waits for a place.
	 * @param now gives the time, in milliseconds
	 * @throws {CancelledError} where a signal is aborted before there is one
	 */
	async acquire(now: () => number, signals: Signals = []): Promise<Slot> {
		if (this.inFlight >= this.limit || this.waiters.size > 0) await this.wait(signals);
		else this.inFlight += 1;
		return this.slot(now());
	}

	/** A place that is given up goes to the waiter, so that nobody can take it in between. */
	private async wait(signals: Signals): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			let stopListening = () => {};
			const waiter: SlotWaiter = {
				grant: () => {
					stopListening();
					resolve();
				},
			};
			this.waiters.add(waiter);
			stopListening = onAbort(signals, () => {
				this.waiters.delete(waiter);
				reject(new CancelledError());
			});
		});
	}

	private slot(startedAt: number): Slot {
		const { generation } = this;
		return {
			release: (now, failed) => {
				this.slowestMs = Math.max(now - startedAt, this.slowestMs * ANSWER_TIME_DECAY);
				// What was sent under another limit says nothing about this one.
				if (generation === this.generation) this.measure(now - startedAt, failed);
				this.inFlight -= 1;
				this.grantWaiting();
			},
		};
	}

	private grantWaiting(): void {
		for (const waiter of this.waiters) {
			if (this.inFlight >= this.limit) return;
			this.waiters.delete(waiter);
			this.inFlight += 1;
			waiter.grant();
		}
	}

	private measure(answerTimeMs: number, failed: boolean): void {
		const { limit, sums } = this;
		this.sums = {
			requests: sums.requests + 1,
			failed: sums.failed + (failed ? 1 : 0),
			inFlight: sums.inFlight + this.inFlight,
			answerTimeMs: sums.answerTimeMs + answerTimeMs,
		};
		if (this.sums.requests < Math.max(limit, LEAST_MEASURED_REQUESTS)) return;
		const measurement = measurementOf(this.sums, limit);
		this.sums = NOTHING_MEASURED;
		if (!measurement) return;
		this.state = adjust(this.state, measurement);
		if (this.limit !== limit) this.generation += 1;
	}
}

/**
 * Throughput by Little's law: requests under way, divided by how long each takes.
 * @returns undefined where so few were under way that the limit held nothing back
 */
function measurementOf(sums: typeof NOTHING_MEASURED, limit: number): Measurement | undefined {
	if (sums.inFlight / sums.requests < limit * SATURATED_SHARE) return undefined;
	return {
		throughput: sums.inFlight / Math.max(sums.answerTimeMs, 1),
		failed: sums.failed / sums.requests,
	};
}
