import type { IDataObject } from 'n8n-workflow';
import { isMissingRoute, isObject, NovuFailure, rethrow, type FailureFacts } from './errors';
import type { Clock } from './rateLimit';
import { checkedRequest, isRepeatable, type NovuRequest, type RateCategory } from './request';
import { newServerState, type ServerState } from './serverState';

/** What came back for one request that was sent once. */
export type Reply =
	| { kind: 'answer'; status: number; headers: IDataObject; body: unknown }
	| { kind: 'timeout' | 'connection' | 'cancelled'; code?: string; reason?: string };

/** Sends one request once. The engine's only way out. Does not throw. */
export type Send = (request: NovuRequest) => Promise<Reply>;

/**
 * Calls Novu: paced, repeated where that is safe.
 * @returns the answer's body, unwrapped from Novu's `data` envelope
 * @throws {NovuFailure} where no try succeeded, {@link InputError} where the body is too large
 */
export type Call = (request: NovuRequest) => Promise<unknown>;

export interface ClientSettings {
	/** How often a call is repeated after a lost connection, a time-out, or a 502, 503 or 504 */
	retries: number;
	/**
	 * How long nothing but 429 may come for a rate category before its calls are given up, in
	 * milliseconds; two minutes where it is left out
	 */
	patienceMs?: number;
}

const PATIENCE_MS = 120_000;
/** How often one call is tried while others get through and it is refused. */
const TRIES_AT_LIMIT = 20;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
const LONGEST_LIMIT_PAUSE_MS = 30_000;
const RETRYABLE_STATUSES = [502, 503, 504];
/** Nothing has reached a server, so even a POST may be sent again. */
const NEVER_SENT_CODES = ['ECONNREFUSED', 'EAI_AGAIN'];

type Answer = Extract<Reply, { kind: 'answer' }>;

/** What has come of a rate category in this run beside usable answers. */
interface Refusals {
	/** When the first 429 came after which nothing else came */
	since?: number;
	/** The last 429 */
	reply?: Reply;
	/** Aborted once the run waits no longer for this category */
	givenUp: AbortController;
}

/** Calls of one node run: they share the pace, and what was learned of the server's routes. */
export class Client {
	private readonly missingRoutes = new Set<string>();
	private readonly sharedAnswers = new Map<string, Promise<unknown>>();
	private readonly refusals = new Map<RateCategory, Refusals>();
	/** Milliseconds that the calls of this client have waited for Novu's limit */
	waitedMs = 0;
	/** Requests sent so far, repeated ones included */
	sent = 0;

	constructor(
		private readonly send: Send,
		private readonly clock: Clock,
		private readonly settings: ClientSettings,
		private readonly server: Pick<ServerState, 'rateLimit' | 'concurrency'> = newServerState(),
	) {}

	/** See {@link Call}. */
	readonly call: Call = async (request) => {
		if (!request.memoize) return await this.callOnce(request);
		const key = JSON.stringify([request.method, request.path.url, request.query]);
		let answer = this.sharedAnswers.get(key);
		if (!answer) {
			answer = this.callOnce(request);
			this.sharedAnswers.set(key, answer);
			answer.catch(() => this.sharedAnswers.delete(key));
		}
		return await answer;
	};

	private async callOnce(request: NovuRequest): Promise<unknown> {
		const { fallback } = request;
		const route = `${request.method} ${request.path.route}`;
		if (fallback && this.missingRoutes.has(route)) return await this.call(fallback);
		const result = await this.tryUntilSettled(checkedRequest(request));
		if (!(result instanceof NovuFailure)) return result.body;
		if (fallback && isMissingRoute(result.facts)) {
			this.missingRoutes.add(route);
			return await this.call(fallback);
		}
		throw result;
	}

	/** @returns the answer without its envelope */
	private async tryUntilSettled(request: NovuRequest): Promise<{ body: unknown } | NovuFailure> {
		const startedAt = this.clock.now();
		const tries = { all: 0, passing: 0, atLimit: 0, mayBeCarriedOut: false };
		for (;;) {
			const reply = await this.sendPaced(request);
			tries.all += 1;
			const facts = {
				request,
				attempts: tries.all,
				mayBeCarriedOut: tries.mayBeCarriedOut,
				elapsedMs: Math.round(this.clock.now() - startedAt),
			};
			if (reply.kind === 'answer' && reply.status === 429) {
				tries.atLimit += 1;
				const refusedMs = this.noteRefusal(request.rateCategory, reply);
				if (refusedMs !== undefined || tries.atLimit >= TRIES_AT_LIMIT) {
					return failure(reply, { ...facts, refusedMs });
				}
				const least = Math.min(LONGEST_LIMIT_PAUSE_MS, 1000 * 2 ** (tries.atLimit - 2));
				this.server.rateLimit.pause(request.rateCategory, reply.headers, this.clock, least);
				continue;
			}
			if (reply.kind === 'answer' && isSuccess(reply)) {
				const body = unwrapped(reply.body);
				if (!request.confirmsWrite || request.confirmsWrite(body)) {
					return {
						body:
							tries.mayBeCarriedOut && request.mapRetriedAnswer
								? request.mapRetriedAnswer(body)
								: body,
					};
				}
			} else if (isGoneAlready(request, reply, tries.mayBeCarriedOut)) {
				return { body: undefined };
			}
			tries.passing += 1;
			if (!mayPass(request, reply) || tries.passing > this.settings.retries) {
				return failure(reply, facts);
			}
			tries.mayBeCarriedOut ||= mayHaveArrived(reply);
			await this.clock.wait(this.backoff(tries.passing));
		}
	}

	/** Waits for the rate limit, then for a place among the requests under way, and sends. */
	private async sendPaced(request: NovuRequest): Promise<Reply> {
		const { rateCategory, cost = 1 } = request;
		const { rateLimit, concurrency } = this.server;
		const { refused, signals } = this.waitingFor(rateCategory);
		try {
			// In two steps, since others add to the sum meanwhile.
			const waitedMs = await rateLimit.take(rateCategory, cost, this.clock, signals);
			this.waitedMs += waitedMs;
		} catch (error) {
			if (refused.reply && refused.givenUp.signal.aborted) return refused.reply;
			return await rethrow(error);
		}
		let reply: Reply | undefined;
		let answerTimeMs = 0;
		try {
			const slot = await concurrency.acquire(() => this.clock.now(), [this.clock.signal]);
			const sentAt = this.clock.now();
			try {
				this.sent += 1;
				reply = await this.send(request);
			} finally {
				slot.release(this.clock.now(), !reply || isOverloadSign(reply));
				answerTimeMs = this.clock.now() - sentAt;
			}
		} finally {
			const headers = reply?.kind === 'answer' ? reply.headers : undefined;
			rateLimit.recordResponse(rateCategory, cost, headers, this.clock, answerTimeMs);
		}
		if (reply.kind === 'answer' && reply.status !== 429) this.noteAnswer(rateCategory, reply);
		return reply;
	}

	private waitingFor(category: RateCategory): { refused: Refusals; signals: AbortSignal[] } {
		let refused = this.refusals.get(category);
		if (!refused) this.refusals.set(category, (refused = { givenUp: new AbortController() }));
		return { refused, signals: [refused.givenUp.signal] };
	}

	/**
	 * Takes in a 429. Where nothing else has come for the category for too long, all calls that wait
	 * for it are given up.
	 * @returns for how long nothing else has come, in milliseconds, once it is given up
	 */
	private noteRefusal(category: RateCategory, reply: Reply): number | undefined {
		const { refused } = this.waitingFor(category);
		const now = this.clock.now();
		refused.since ??= now;
		refused.reply = reply;
		const refusedMs = now - refused.since;
		if (refusedMs < (this.settings.patienceMs ?? PATIENCE_MS)) return undefined;
		refused.givenUp.abort();
		return refusedMs;
	}

	private noteAnswer(category: RateCategory, { status, headers }: Answer): void {
		const { refused } = this.waitingFor(category);
		refused.since = undefined;
		const isAnnounced = headers['ratelimit-policy'] !== undefined;
		if (status < 300 && !isAnnounced) this.server.rateLimit.forget(category);
	}

	/** Doubles with every try; half of it is chance, so that many callers don't come back at once. */
	private backoff(attempt: number): number {
		const ms = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
		return ms / 2 + (ms / 2) * this.clock.random();
	}
}

/**
 * A DELETE whose first try was lost may have been carried out: then the second finds nothing. A 404 for
 * the route, or somebody else's web page, says nothing of that.
 */
function isGoneAlready(request: NovuRequest, reply: Reply, mayBeCarriedOut: boolean): boolean {
	if (request.method !== 'DELETE' || !mayBeCarriedOut) return false;
	if (reply.kind !== 'answer' || reply.status !== 404) return false;
	return typeof reply.body !== 'string' && !isMissingRoute(reply);
}

/** Whether Novu may have carried out a call that has no answer of its own. */
function mayHaveArrived(reply: Reply): boolean {
	return reply.kind === 'answer' ? reply.status >= 500 : !wasNeverSent(reply);
}

function wasNeverSent(reply: Reply): boolean {
	return reply.kind === 'connection' && NEVER_SENT_CODES.includes(reply.code ?? '');
}

/**
 * Whether Novu repeats what it had answered under the request's idempotency key. A failure comes as a 503
 * time and again, whatever its cause was.
 */
function isReplay(reply: Reply): boolean {
	return reply.kind === 'answer' && String(reply.headers['idempotency-replay']) === 'true';
}

/** What a server shows that has more to do than it can. */
function isOverloadSign(reply: Reply): boolean {
	if (isReplay(reply)) return false;
	return reply.kind === 'answer'
		? RETRYABLE_STATUSES.includes(reply.status)
		: reply.kind !== 'cancelled';
}

/** Novu answers with JSON or with nothing; a text comes from something else, such as a login page. */
function isSuccess({ status, body }: { status: number; body: unknown }): boolean {
	return status < 300 && typeof body !== 'string';
}

/** Whether the same call may succeed a moment later, and does no harm if it was carried out. */
function mayPass(request: NovuRequest, reply: Reply): boolean {
	if (reply.kind === 'cancelled') return false;
	if (wasNeverSent(reply)) return true;
	if (!isRepeatable(request)) return false;
	if (reply.kind !== 'answer') return true;
	if (isReplay(reply)) return false;
	// a success that does not show what was sent, see NovuRequest.confirmsWrite
	if (isSuccess(reply)) return true;
	return RETRYABLE_STATUSES.includes(reply.status);
}

function failure(
	reply: Reply,
	facts: Pick<FailureFacts, 'request' | 'attempts' | 'mayBeCarriedOut' | 'elapsedMs' | 'refusedMs'>,
): NovuFailure {
	if (reply.kind !== 'answer') return new NovuFailure({ ...facts, ...reply });
	const { status, body } = reply;
	const kind = isSuccess(reply) ? 'notKept' : 'answer';
	return new NovuFailure({
		...facts,
		kind,
		status,
		body,
		...(isReplay(reply) && { replayed: true }),
	});
}

/**
 * Novu wraps an answer as `{ data }` unless it has members beside `data` (lists with a cursor). Only
 * the outermost envelope is taken off: subscribers and topics have a `data` field of their own.
 */
export function unwrapped(body: unknown): unknown {
	if (!isObject(body)) return body;
	const keys = Object.keys(body);
	return keys.length === 1 && keys[0] === 'data' ? body.data : body;
}
