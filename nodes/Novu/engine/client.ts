import type { IDataObject } from 'n8n-workflow';
import { rethrow } from './errors';
import { RouteFallback } from './fallback';
import { NovuFailure, type FailureFacts, type FailureKind } from './failure';
import type { Clock } from './clock';
import { shortenedValue } from './json';
import { RateLimitExhaustion } from './rateLimitExhaustion';
import { judge, type Answer, type Reply } from './reply';
import {
	checkedRequest,
	type CheckedRequest,
	type NovuRequest,
	type RateCategory,
} from './request';
import {
	failureClassOf,
	isOverloadSign,
	nextStep,
	noTries,
	type FailedReply,
	type NextStep,
} from './retry';
import { newServerState, type ServerState } from './serverState';

/** Sends one request once. The engine's only way out. Does not throw. */
export type Send = (request: CheckedRequest) => Promise<Reply>;

/**
 * Calls Novu: paced, retried where that is safe.
 * @returns the answer's body, unwrapped from Novu's `data` envelope
 * @throws {NovuFailure} where no try succeeded, {@link InputError} where the body is too large
 */
export type Call = (request: NovuRequest) => Promise<unknown>;

export interface ClientSettings {
	/** How often a call is retried after a lost connection, a time-out, or a 502, 503 or 504 */
	retries: number;
	/**
	 * How long nothing but 429 may come for a rate category before its calls are given up, in
	 * milliseconds; two minutes where it is left out
	 */
	maxRateLimitWaitMs?: number;
}

const MAX_RATE_LIMIT_WAIT_MS = 120_000;

/** Calls of one node run: they share the pace, and what was learned of the server's routes. */
export class Client {
	private readonly fallback = new RouteFallback();
	private readonly sharedAnswers = new Map<string, Promise<unknown>>();
	private readonly exhaustion: RateLimitExhaustion;
	/** Milliseconds that the calls of this client have waited for Novu's limit */
	waitedMs = 0;
	/** Requests sent so far, retries included */
	sent = 0;

	constructor(
		private readonly send: Send,
		private readonly clock: Clock,
		private readonly settings: ClientSettings,
		private readonly server: Pick<ServerState, 'rateLimit' | 'concurrency'> = newServerState(),
	) {
		this.exhaustion = new RateLimitExhaustion(
			settings.maxRateLimitWaitMs ?? MAX_RATE_LIMIT_WAIT_MS,
		);
	}

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
		return await this.fallback.call(
			request,
			async (own) => await this.tryUntilSettled(checkedRequest(own)),
			this.call,
		);
	}

	/**
	 * @returns the answer without its envelope
	 * @throws {NovuFailure} where no try succeeded
	 */
	private async tryUntilSettled(request: NovuRequest): Promise<unknown> {
		const startedAt = this.clock.now();
		const tries = noTries();
		for (;;) {
			const reply = await this.sendPaced(request);
			const judged = judge(request, reply, tries.mayBeCarriedOut);
			if (judged.kind === 'done') return judged.body;
			const failed = { ...reply, ...judged };
			const { mayBeCarriedOut } = tries;
			const random = () => this.clock.random();
			const step = nextStep(request, failed, tries, this.settings.retries, random);
			const isRateLimited = failureClassOf(request, failed) === 'rateLimit';
			const rateLimitedMs = isRateLimited
				? this.exhaustion.note429(request.rateCategory, reply, this.clock.now())
				: undefined;
			if (step.kind === 'fail' || rateLimitedMs !== undefined) {
				const elapsedMs = Math.round(this.clock.now() - startedAt);
				const facts = {
					request,
					attempts: tries.attempts,
					mayBeCarriedOut,
					elapsedMs,
					rateLimitedMs,
				};
				throw failure(failed, facts);
			}
			await this.waitFor(step, request.rateCategory, failed.headers);
		}
	}

	/** A 429 stops the whole category: the next try waits for it like any other call. */
	private async waitFor(
		step: Exclude<NextStep, { kind: 'fail' }>,
		category: RateCategory,
		headers: IDataObject = {},
	): Promise<void> {
		if (step.kind === 'retry') return await this.clock.wait(step.delayMs);
		this.server.rateLimit.pause(category, headers, this.clock, step.leastMs);
	}

	/** Waits for the rate limit, then for a slot among the requests under way, and sends. */
	private async sendPaced(request: NovuRequest): Promise<Reply> {
		const { rateCategory, cost = 1 } = request;
		const { rateLimit, concurrency } = this.server;
		const signals = [this.exhaustion.signal(rateCategory)];
		try {
			// In two steps, since others add to the sum meanwhile.
			const waitedMs = await rateLimit.take(rateCategory, cost, this.clock, signals);
			this.waitedMs += waitedMs;
		} catch (error) {
			return this.exhaustion.lastOfGivenUp(rateCategory) ?? (await rethrow(error));
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
				slot.release(this.clock.now(), !reply || isOverloadSign(request, reply));
				answerTimeMs = this.clock.now() - sentAt;
			}
		} finally {
			const headers = reply?.kind === 'answer' ? reply.headers : undefined;
			rateLimit.recordResponse(rateCategory, cost, headers, this.clock, answerTimeMs);
		}
		if (reply.kind === 'answer' && reply.status !== 429) this.noteAnswer(rateCategory, reply);
		return reply;
	}

	private noteAnswer(category: RateCategory, { status, headers }: Answer): void {
		this.exhaustion.noteAnswer(category);
		const isAnnounced = headers['ratelimit-policy'] !== undefined;
		if (status < 300 && !isAnnounced) this.server.rateLimit.forget(category);
	}
}

/** What is kept of the content of an error; it is worked on several times over. */
const MOST_OF_AN_ERROR = { text: 2000, entries: 500, depth: 12 };

function failure(
	{ body, ...reply }: FailedReply & { kind: FailureKind; body?: unknown } & Partial<FailureFacts>,
	facts: Pick<
		FailureFacts,
		'request' | 'attempts' | 'mayBeCarriedOut' | 'elapsedMs' | 'rateLimitedMs'
	>,
): NovuFailure {
	const kept = shortenedValue(body, MOST_OF_AN_ERROR);
	return new NovuFailure({ ...facts, ...reply, ...(kept !== undefined && { body: kept }) });
}
