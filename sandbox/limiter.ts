import type { Category } from './types';

/** How much a category may do: `limit` requests per window, `burst` when it has been idle. */
export interface BucketLimit {
	limit: number;
	burst: number;
}

/** Novu's limits of one plan. */
export interface RateLimits extends Record<Category, BucketLimit> {
	/** What the headers call the plan. */
	serviceLevel?: string;
}

/** Length of Novu's window in milliseconds. */
const WINDOW_MS = 5000;

/** Novu's Free plan: requests per 5 s, and 10 % more after a rest. */
export const FREE_LIMITS: RateLimits = {
	trigger: { limit: 300, burst: 330 },
	configuration: { limit: 100, burst: 110 },
	global: { limit: 150, burst: 165 },
	serviceLevel: 'free',
};

/** A plan of 200 configuration calls a second, as Novu's Team plan has it. */
export const TEAM_LIMITS: RateLimits = {
	trigger: { limit: 6000, burst: 6600 },
	configuration: { limit: 1000, burst: 1100 },
	global: { limit: 1500, burst: 1650 },
	serviceLevel: 'business',
};

/** What the limiter says to one request. */
export interface Verdict {
	allowed: boolean;
	/** Tokens left, never below 0 */
	remaining: number;
	/** When a request of the same cost can go, in milliseconds since 1970 */
	resetAt: number;
}

interface Bucket {
	lastRefill: number;
	tokens: number;
	expiresAt: number;
}

/**
 * Novu's token bucket. It differs from the textbook's: tokens come back only when a request no longer
 * finds enough of them, and a bucket that rests for two windows after its last refill is full again.
 */
export class Limiter {
	private readonly buckets = new Map<string, Bucket>();

	/**
	 * Takes tokens out of a bucket. A refused request takes none.
	 * @param key one bucket for each, e.g. environment and category
	 * @param at now, in milliseconds since 1970
	 */
	take(key: string, size: BucketLimit, cost: number, at: number): Verdict {
		const fillMs = WINDOW_MS / size.limit;
		const bucket = this.bucket(key, size, at);
		if (bucket.tokens < cost) this.refill(bucket, size, cost, fillMs, at);
		const allowed = bucket.tokens >= cost;
		if (allowed) bucket.tokens -= cost;
		const missing = bucket.tokens < cost ? cost - bucket.tokens : cost;
		return {
			allowed,
			remaining: allowed ? bucket.tokens : 0,
			resetAt: bucket.lastRefill + missing * fillMs,
		};
	}

	/** Fills all buckets. */
	clear(): void {
		this.buckets.clear();
	}

	private bucket(key: string, size: BucketLimit, at: number): Bucket {
		const known = this.buckets.get(key);
		if (known && known.expiresAt > at) return known;
		const fresh = { lastRefill: at, tokens: size.burst, expiresAt: at + 2 * WINDOW_MS };
		this.buckets.set(key, fresh);
		return fresh;
	}

	/** Adds what the time since the last refill gives, if that is enough for the request. */
	private refill(
		bucket: Bucket,
		size: BucketLimit,
		cost: number,
		fillMs: number,
		at: number,
	): void {
		const added = Math.floor((at - bucket.lastRefill) / fillMs);
		const tokens = Math.min(size.burst, bucket.tokens + added);
		if (tokens < cost) return;
		bucket.lastRefill += added * fillMs;
		bucket.tokens = tokens;
		bucket.expiresAt = at + 2 * WINDOW_MS;
	}
}

/** The headers that Novu sends with every answer while limits are on; times in whole seconds. */
export function limitHeaders(
	verdict: Verdict,
	limits: RateLimits,
	category: Category,
	cost: number,
	at: number,
): Record<string, string> {
	const size = limits[category];
	const seconds = String(Math.max(0, Math.ceil((verdict.resetAt - at) / 1000)));
	const policy = [
		String(size.limit),
		`w=${WINDOW_MS / 1000}`,
		`burst=${size.burst}`,
		'comment="token bucket"',
		`category="${category}"`,
		`cost="${cost > 1 ? 'bulk' : 'single'}"`,
		`serviceLevel="${limits.serviceLevel ?? 'free'}"`,
	].join(';');
	return {
		'ratelimit-remaining': String(verdict.remaining),
		'ratelimit-limit': String(size.limit),
		'ratelimit-reset': seconds,
		'ratelimit-policy': policy,
		...(verdict.allowed ? {} : { 'retry-after': seconds }),
	};
}
