import type { IDataObject } from 'n8n-workflow';
import type { RateCategory } from './request';

/** Time and chance, handed in so that tests decide both. */
export interface Clock {
	/** Milliseconds, from any fixed point */
	now(): number;
	/** Resolves after so many milliseconds; rejects or resolves early when the run is cancelled */
	wait(ms: number): Promise<void>;
	/** A number from 0 up to, but not including, 1 */
	random(): number;
}

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
	/** the last in the queue; who comes next waits for it, so that order is kept */
	tail: Promise<void>;
}

/** Novu sometimes says `Retry-After: 0`; asking again at once is refused again. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_JITTER_MS = 250;
/** Kept back in the bucket, since calls overtake one another on their way. */
const RESERVE = 1;

/**
 * Keeps the pace that Novu announces, one token bucket for each category. Novu's is a token bucket
 * too (100 per 5 s and a burst of 110 for configuration calls of a Free plan), so that a copy kept
 * here says when the next call will be taken.
 */
export class RateLimit {
	private readonly buckets = new Map<RateCategory, Bucket>();

	/**
	 * Waits until a call of this category and cost may be sent, and takes its tokens. Who waits is let
	 * through in the order of coming.
	 * @returns milliseconds waited since the call before was let through, so that the sum over all calls
	 * counts no time twice
	 */
	async take(category: RateCategory, cost: number, clock: Clock): Promise<number> {
		const bucket = this.bucket(category);
		const turn = bucket.tail.then(async () => await waitForTokens(bucket, cost, clock));
		bucket.tail = turn.then(nothing, nothing);
		const waitedMs = await turn;
		bucket.inFlight += cost;
		return waitedMs;
	}

	/** Takes in what an answer, or its absence, says. To be called once for every {@link take}. */
	recordResponse(
		category: RateCategory,
		cost: number,
		headers: IDataObject | undefined,
		clock: Clock,
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
	}

	/** Stops the whole category after a 429, for `Retry-After` seconds, at least one. */
	pause(
		category: RateCategory,
		headers: IDataObject,
		clock: Clock,
		leastMs = LEAST_PAUSE_MS,
	): void {
		const bucket = this.bucket(category);
		const asked = Number(headers['retry-after']) * 1000 || 0;
		const now = clock.now();
		const until = now + Math.max(asked, leastMs, LEAST_PAUSE_MS) + clock.random() * PAUSE_JITTER_MS;
		bucket.pausedUntil = Math.max(bucket.pausedUntil, until);
		// What was refused has taken nothing, and what was counted before was wrong.
		bucket.tokens = 0;
		bucket.at = now;
	}

	private bucket(category: RateCategory): Bucket {
		let bucket = this.buckets.get(category);
		if (!bucket) {
			bucket = { tokens: 0, at: 0, pausedUntil: 0, inFlight: 0, tail: Promise.resolve() };
			this.buckets.set(category, bucket);
		}
		return bucket;
	}
}

async function waitForTokens(bucket: Bucket, cost: number, clock: Clock): Promise<number> {
	let waitedMs = 0;
	for (;;) {
		const ms = untilAllowed(bucket, cost, clock.now());
		if (ms <= 0) break;
		waitedMs += ms;
		await clock.wait(ms);
	}
	bucket.tokens -= cost;
	return waitedMs;
}

function untilAllowed(bucket: Bucket, cost: number, now: number): number {
	if (now < bucket.pausedUntil) return bucket.pausedUntil - now;
	if (!bucket.limit) return 0;
	const { capacity, perMs } = bucket.limit;
	bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) * perMs);
	bucket.at = now;
	// A call that costs more than the bucket ever holds would wait for ever.
	const needed = Math.min(cost, capacity);
	return bucket.tokens >= needed ? 0 : Math.ceil((needed - bucket.tokens) / perMs);
}

const nothing = () => undefined;

/** Executions whose pace is kept; one more lets go of the one that was used least recently. */
const KEPT_PACES = 100;
const paces = new Map<string, RateLimit>();

/**
 * The pace that all Novu nodes of an execution share, each run of a loop included: what one has
 * learned of the limit and used of it, the next one knows.
 * @param executionId undefined where n8n runs the node in no execution: then the pace is its own
 * @param environment what has a limit of its own: server and credential
 */
export function rateLimitOf(executionId: string | undefined, environment: string): RateLimit {
	if (!executionId) return new RateLimit();
	const key = `${executionId} ${environment}`;
	const pace = paces.get(key) ?? new RateLimit();
	paces.delete(key);
	paces.set(key, pace);
	const [oldest] = paces.keys();
	if (paces.size > KEPT_PACES) paces.delete(oldest);
	return pace;
}

/**
 * Reads `RateLimit-Policy: 100;w=5;burst=110;…` and `RateLimit-Remaining: 108`.
 * @returns undefined where the server announces no limit (self-hosted servers by default)
 */
function readAnnounced(headers: IDataObject): Announced | undefined {
	const policy = String(headers['ratelimit-policy'] ?? '');
	const remaining = Number(headers['ratelimit-remaining']);
	const refill = Number(/^\s*(\d+)/.exec(policy)?.[1] ?? headers['ratelimit-limit']);
	const window = Number(/\bw=(\d+)/.exec(policy)?.[1]);
	if (!(refill > 0) || !(window > 0) || Number.isNaN(remaining)) return undefined;
	const burst = Number(/\bburst=(\d+)/.exec(policy)?.[1] ?? refill);
	return { refill, windowMs: window * 1000, burst, remaining };
}
