import type { IDataObject } from 'n8n-workflow';
import { isAborted } from './abort';
import type { Clock } from './clock';
import { CancelledError } from './errors';
import { Locks, type Signals } from './executionLocks';
import type { RateCategory } from './request';
import { retryAfterMs } from './retryAfter';

/** What Novu announces in its `RateLimit-*` headers. */
interface Announced {
	/** tokens that come back in a window */
	refill: number;
	/** the window, in milliseconds */
	windowMs: number;
	/** the most tokens that the bucket holds */
	burst: number;
	/** tokens left after the call */
	remaining: number;
}

interface Bucket {
	/** undefined until Novu has announced a limit; without headers nothing is slowed */
	limit?: { capacity: number; perMs: number };
	tokens: number;
	/** when `tokens` was true */
	at: number;
	pausedUntil: number;
	/** cost of the calls that are on their way */
	inFlight: number;
}

/** Novu sometimes says `Retry-After: 0`; asking again at once is refused again. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_JITTER_MS = 250;
/** However long a server asks to wait: after this the node asks again. */
const LONGEST_PAUSE_MS = 60_000;
/** A window that is longer is no rate limit that could be kept by waiting. */
const LONGEST_WINDOW_S = 3600;
/** Kept back in the bucket, since calls overtake one another on their way. */
const RESERVE = 1;

/**
 * Keeps the pace that Novu announces, one token bucket for each category. Novu's is a token bucket
 * too (100 per 5 s and a burst of 110 for configuration calls of a Free plan), so that a copy kept
 * here says when the next call will be taken.
 */
export class RateLimit {
	private readonly buckets = new Map<RateCategory, Bucket>();
	/** Calls that wait get their tokens first in, first out. */
	private readonly turns = new Locks();

	/**
	 * Waits until a call of this category and cost may be sent, and takes its tokens.
	 * @returns milliseconds waited since the call before was let through, so that the sum over all calls
	 * counts no time twice
	 * @throws {CancelledError} where the run is cancelled, or another of the signals is aborted
	 */
	async take(
		category: RateCategory,
		cost: number,
		clock: Clock,
		signals: Signals = [],
	): Promise<number> {
		const bucket = this.bucket(category);
		const turn = await this.turns.acquire([category], [clock.signal, ...signals]);
		try {
			const waitedMs = await waitForTokens(bucket, cost, clock, signals);
			bucket.inFlight += cost;
			return waitedMs;
		} finally {
			turn.release();
		}
	}

	/**
	 * Takes in what an answer, or its absence, says. To be called once for every {@link take}.
	 * @param headers the answer's; undefined where there is none
	 * @param answerTimeMs how long the answer took
	 */
	recordResponse(
		category: RateCategory,
		cost: number,
		headers: IDataObject | undefined,
		clock: Clock,
		answerTimeMs = 0,
	): void {
		const bucket = this.bucket(category);
		bucket.inFlight -= cost;
		const announced = headers && readAnnounced(headers);
		if (!announced) return;
		const perMs = announced.refill / announced.windowMs;
		if (!bucket.limit) {
			bucket.tokens = announced.remaining - bucket.inFlight - RESERVE;
			bucket.at = clock.now();
		}
		bucket.limit = { capacity: announced.burst, perMs };
		// Other processes take from the same bucket. What came back since Novu counted is not lost.
		const most = announced.remaining + answerTimeMs * perMs;
		bucket.tokens = Math.min(refilled(bucket, clock.now()), most);
	}

	/**
	 * Stops the whole category after a 429, for as long as `Retry-After` says: at least a second, at
	 * most a minute. A shorter pause does not end a longer one.
	 */
	pause(
		category: RateCategory,
		headers: IDataObject,
		clock: Clock,
		leastMs = LEAST_PAUSE_MS,
	): void {
		const bucket = this.bucket(category);
		const now = clock.now();
		const asked = retryAfterMs(headers, now) ?? 0;
		const ms = Math.min(LONGEST_PAUSE_MS, Math.max(asked, leastMs, LEAST_PAUSE_MS));
		const until = now + ms + clock.random() * PAUSE_JITTER_MS;
		bucket.pausedUntil = Math.max(bucket.pausedUntil, until);
		// What was refused has taken nothing, and what was counted before was wrong.
		bucket.tokens = 0;
		bucket.at = now;
	}

	/** Forgets the limit, after an answer that announces none: the server has been set up anew. */
	forget(category: RateCategory): void {
		this.bucket(category).limit = undefined;
	}

	private bucket(category: RateCategory): Bucket {
		let bucket = this.buckets.get(category);
		if (!bucket) {
			bucket = { tokens: 0, at: 0, pausedUntil: 0, inFlight: 0 };
			this.buckets.set(category, bucket);
		}
		return bucket;
	}
}

async function waitForTokens(
	bucket: Bucket,
	cost: number,
	clock: Clock,
	signals: Signals,
): Promise<number> {
	let waitedMs = 0;
	for (;;) {
		if (isAborted(signals)) throw new CancelledError();
		const ms = untilAllowed(bucket, cost, clock.now());
		// A bucket that fills too slowly is asked in the end: its answer says more than a calculation.
		if (ms <= 0 || (waitedMs >= LONGEST_PAUSE_MS && clock.now() >= bucket.pausedUntil)) break;
		const step = Math.min(ms, LONGEST_STEP_MS);
		waitedMs += step;
		await clock.wait(step);
	}
	bucket.tokens -= cost;
	return waitedMs;
}

/** Waiting is done in steps, in between which it can be given up. */
const LONGEST_STEP_MS = 1000;

function untilAllowed(bucket: Bucket, cost: number, now: number): number {
	if (now < bucket.pausedUntil) return bucket.pausedUntil - now;
	if (!bucket.limit) return 0;
	const { capacity, perMs } = bucket.limit;
	bucket.tokens = refilled(bucket, now);
	// A call that costs more than the bucket ever holds would wait for ever.
	const needed = Math.min(cost, capacity);
	return bucket.tokens >= needed ? 0 : Math.ceil((needed - bucket.tokens) / perMs);
}

/** The tokens at this time, which the bucket notes. */
function refilled(bucket: Bucket, now: number): number {
	const { capacity, perMs } = bucket.limit ?? { capacity: 0, perMs: 0 };
	const tokens = Math.min(capacity, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
	bucket.at = now;
	return tokens;
}

/**
 * Reads `RateLimit-Policy: 100;w=5;burst=110;…` and `RateLimit-Remaining: 108`.
 * @returns undefined where the server announces no limit (self-hosted servers by default), or one
 * that no server can mean
 */
function readAnnounced(headers: IDataObject): Announced | undefined {
	const policy = String(headers['ratelimit-policy'] ?? '');
	const remaining = Number(headers['ratelimit-remaining'] ?? NaN);
	const refill = Number(/^\s*(\d+)/.exec(policy)?.[1] ?? headers['ratelimit-limit']);
	const window = Number(/\bw=(\d+)/.exec(policy)?.[1]);
	const burst = Number(/\bburst=(\d+)/.exec(policy)?.[1] ?? refill);
	const isUsable =
		isWithin(refill, 1, Number.MAX_SAFE_INTEGER) &&
		isWithin(window, 1, LONGEST_WINDOW_S) &&
		isWithin(burst, 1, Number.MAX_SAFE_INTEGER) &&
		isWithin(remaining, 0, Number.MAX_SAFE_INTEGER);
	return isUsable ? { refill, windowMs: window * 1000, burst, remaining } : undefined;
}

function isWithin(value: number, least: number, most: number): boolean {
	return value >= least && value <= most;
}
