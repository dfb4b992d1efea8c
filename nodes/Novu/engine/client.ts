import type { IDataObject } from 'n8n-workflow';
import { isMissingRoute, isObject, NovuFailure, type FailureFacts } from './errors';
import { RateLimit, type Clock } from './rateLimit';
import { checkedRequest, isRepeatable, type NovuRequest } from './request';

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
}

/** How often a call is tried while Novu's rate limit refuses it, whatever `retries` says. */
const TRIES_AT_LIMIT = 20;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
const LONGEST_LIMIT_PAUSE_MS = 30_000;
const RETRYABLE_STATUSES = [502, 503, 504];
/** Nothing has reached a server, so even a POST may be sent again. */
const NEVER_SENT_CODES = ['ECONNREFUSED', 'EAI_AGAIN'];

/** Calls of one node run: they share the pace, and what was learned of the server's routes. */
export class Client {
	private readonly missingRoutes = new Set<string>();
	private readonly sharedAnswers = new Map<string, Promise<unknown>>();
	/** Milliseconds that the calls of this client have waited for Novu's limit */
	waitedMs = 0;
	/** Requests sent so far, repeated ones included */
	sent = 0;

	constructor(
		private readonly send: Send,
		private readonly clock: Clock,
		private readonly settings: ClientSettings,
		private readonly pace = new RateLimit(),
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
				if (tries.atLimit >= TRIES_AT_LIMIT) return failure(reply, facts);
				const least = Math.min(LONGEST_LIMIT_PAUSE_MS, 1000 * 2 ** (tries.atLimit - 2));
				this.pace.pause(request.rateCategory, reply.headers, this.clock, least);
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

	private async sendPaced(request: NovuRequest): Promise<Reply> {
		const cost = request.cost ?? 1;
		// In two steps, since others add to the sum meanwhile.
		const waitedMs = await this.pace.take(request.rateCategory, cost, this.clock);
		this.waitedMs += waitedMs;
		this.sent += 1;
		const reply = await this.send(request);
		const headers = reply.kind === 'answer' ? reply.headers : undefined;
		this.pace.recordResponse(request.rateCategory, cost, headers, this.clock);
		return reply;
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
	// a success that does not show what was sent, see NovuRequest.confirmsWrite
	if (isSuccess(reply)) return true;
	return RETRYABLE_STATUSES.includes(reply.status);
}

function failure(
	reply: Reply,
	facts: Pick<FailureFacts, 'request' | 'attempts' | 'mayBeCarriedOut' | 'elapsedMs'>,
): NovuFailure {
	if (reply.kind !== 'answer') return new NovuFailure({ ...facts, ...reply });
	const { status, body } = reply;
	return new NovuFailure({ ...facts, kind: isSuccess(reply) ? 'notKept' : 'answer', status, body });
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
