import type { Signals } from './executionLocks';
import { onAbort } from './abort';
import {
	adjust,
	INITIAL_STATE,
	isQueueFree,
	type ConcurrencyState,
	type Measurement,
} from './concurrencyPolicy';
import { CancelledError } from './errors';

/** A slot for one request; to be given back when its answer is there. */
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
/** How often each slot is used before a limit is judged, where it is not clear: one round is full of chance. */
const MEASURED_ROUNDS = 2;
/** Below this share of the slots in use, something else than the limit holds requests back. */
const SATURATED_SHARE = 0.7;
/** How fast the longest answer time seen is forgotten. */
const ANSWER_TIME_DECAY = 0.95;

const NOTHING_MEASURED = { requests: 0, failed: 0, inFlight: 0, answerTimeMs: 0 };

/**
 * How many requests are under way to a server, and how many may be: begins with ten, and finds by
 * measuring how many serve best. Who waits for a slot is served first in, first out.
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
	 * Waits for a slot.
	 * @param now gives the time, in milliseconds
	 * @throws {CancelledError} where a signal is aborted before there is one
	 */
	async acquire(now: () => number, signals: Signals = []): Promise<Slot> {
		if (this.inFlight >= this.limit || this.waiters.size > 0) await this.wait(signals);
		else this.inFlight += 1;
		return this.slot(now());
	}

	/** A slot that is released goes to the waiter, so that nobody can take it in between. */
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
		const isClear = isQueueFree(this.state, this.sums.answerTimeMs / this.sums.requests);
		const rounds = this.state.phase === 'startup' && isClear ? 1 : MEASURED_ROUNDS;
		if (this.sums.requests < rounds * Math.max(limit, LEAST_MEASURED_REQUESTS)) return;
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
		answerTimeMs: sums.answerTimeMs / sums.requests,
		failed: sums.failed / sums.requests,
	};
}
