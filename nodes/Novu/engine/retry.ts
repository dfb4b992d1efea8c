import type { IDataObject } from 'n8n-workflow';
import type { FailureFacts } from './failure';
import { isIdempotent, isRetryable, type NovuRequest } from './request';
import { retryAfterMs } from './retryAfter';

/** The kinds of failures that differ in what follows from them. */
export type FailureClass =
	| 'connectTransient'
	| 'connectPermanent'
	| 'lost'
	| 'truncated'
	| 'gateway'
	| 'processing'
	| 'replayed'
	| 'rateLimit'
	| 'itemRefused'
	| 'uncertain'
	| 'refused'
	| 'serverError'
	| 'redirect'
	| 'unexpected'
	| 'notConfirmed'
	| 'tooLarge'
	| 'cancelled';

/** What follows from a failure. */
export interface RetryRule {
	/** When it is this kind, in words for the documentation */
	when: string;
	/**
	 * Which calls are sent again: `all`, since nothing was done; `retryable`, those that do no harm
	 * twice ({@link isRetryable}); `sameKey`, those that Novu knows again by their idempotency key.
	 */
	retry: 'all' | 'retryable' | 'sameKey' | 'none';
	/** Whether the items of a batch are sent in halves to find the one that Novu refuses */
	split: boolean;
	/** Whether Novu may have done what was asked, all the same */
	mayBeCarriedOut: boolean;
}

const rule = (
	when: string,
	retry: RetryRule['retry'],
	{ split = false, mayBeCarriedOut = false } = {},
): RetryRule => ({ when, retry, split, mayBeCarriedOut });
const UNCERTAIN = { mayBeCarriedOut: true };

/** The one place that says what follows from which failure; see `docs/reliability.md`. */
export const RETRY_RULES: Readonly<Record<FailureClass, RetryRule>> = {
	connectTransient: rule(
		'No connection for the moment (refused, network down, name server busy)',
		'all',
	),
	connectPermanent: rule('Unknown host, untrusted certificate, no TLS', 'none'),
	lost: rule('Connection broken or time-out after the request was sent', 'retryable', UNCERTAIN),
	truncated: rule(
		'Success status with an answer that is cut or unreadable',
		'retryable',
		UNCERTAIN,
	),
	gateway: rule('502, 503, 504, 520 to 524', 'retryable', UNCERTAIN),
	processing: rule('409 with `Retry-After` under an idempotency key', 'sameKey', UNCERTAIN),
	replayed: rule('Failure that Novu repeats for an idempotency key (`Idempotency-Replay`)', 'none'),
	rateLimit: rule('429', 'all'),
	itemRefused: rule('400, 404, 413, 422', 'none', { split: true }),
	uncertain: rule('408, 425, 499', 'retryable', UNCERTAIN),
	refused: rule('Any other 4xx', 'none'),
	serverError: rule('Any other 5xx', 'none', UNCERTAIN),
	redirect: rule('Any 3xx', 'none'),
	unexpected: rule('Success status with an answer of another shape', 'none', UNCERTAIN),
	notConfirmed: rule('Success whose answer does not show what was sent', 'retryable', UNCERTAIN),
	tooLarge: rule('Answer larger or deeper than anything of Novu', 'none', UNCERTAIN),
	cancelled: rule('Execution canceled', 'none', UNCERTAIN),
};

const GATEWAY_STATUSES = [502, 503, 504, 520, 521, 522, 523, 524];
const UNCERTAIN_STATUSES = [408, 425, 499];
const ITEM_STATUSES = [400, 404, 413, 422];

/** Nothing has reached a server, and it may a moment later. */
const TRANSIENT_CODES = ['ECONNREFUSED', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'];
/** Nothing has reached a server, and it will not before somebody changes something. */
const PERMANENT_CODES =
	/^(ENOTFOUND|EPROTO|ERR_TLS_.*|ERR_SSL_.*|ERR_INVALID_URL|.*CERT.*|SELF_SIGNED.*|UNABLE_TO_.*|.*_ISSUER_.*|HOSTNAME_MISMATCH)$/;

/** What is known of a failure before it is put into words. */
export type FailedReply = Pick<FailureFacts, 'kind' | 'status' | 'code' | 'reached' | 'headers'>;

/** Which row of the table a failure belongs to. */
export function failureClassOf(request: NovuRequest, failed: FailedReply): FailureClass {
	const { kind, code = '', reached } = failed;
	if (kind === 'answer') return classOfStatus(request, failed);
	if (kind === 'timeout') return 'lost';
	if (kind !== 'connection') return kind;
	if (PERMANENT_CODES.test(code)) return 'connectPermanent';
	return TRANSIENT_CODES.includes(code) || reached === false ? 'connectTransient' : 'lost';
}

function classOfStatus(request: NovuRequest, { status = 0, headers }: FailedReply): FailureClass {
	if (status === 429) return 'rateLimit';
	if (isReplay(request, headers)) return 'replayed';
	if (GATEWAY_STATUSES.includes(status)) return 'gateway';
	if (UNCERTAIN_STATUSES.includes(status)) return 'uncertain';
	if (ITEM_STATUSES.includes(status)) return 'itemRefused';
	const isProcessing = status === 409 && request.idempotencyKey && headers?.['retry-after'];
	if (isProcessing) return 'processing';
	return status >= 500 ? 'serverError' : 'refused';
}

/**
 * Whether Novu repeats what it had answered under the request's idempotency key. A failure comes as a 503
 * time and again, whatever its cause was, also where the cause is gone (3.19.0).
 */
function isReplay({ idempotencyKey }: NovuRequest, headers: IDataObject = {}): boolean {
	return idempotencyKey !== undefined && String(headers['idempotency-replay']) === 'true';
}

/** Whether the same call is sent again after this failure. */
function shouldRetry(request: NovuRequest, failed: FailedReply): boolean {
	const { retry } = RETRY_RULES[failureClassOf(request, failed)];
	if (retry === 'retryable') return isRetryable(request);
	return retry === 'sameKey' ? request.idempotencyKey !== undefined : retry === 'all';
}

/**
 * Whether the items of a failed batch may fare better on their own. Not where an earlier try may have
 * been carried out under a key that the halves would not have.
 */
export function shouldSplit({ request, ...failed }: FailureFacts): boolean {
	const { split } = RETRY_RULES[failureClassOf(request, failed)];
	return split && (!failed.mayBeCarriedOut || isIdempotent(request));
}

/** Whether Novu may have done what was asked although it failed. */
export function mayBeCarriedOut(request: NovuRequest, failed: FailedReply): boolean {
	return RETRY_RULES[failureClassOf(request, failed)].mayBeCarriedOut;
}

/** Whether a call that failed may have been carried out, by its last try or one before. */
export function isUncertain({ request, ...facts }: FailureFacts): boolean {
	return facts.mayBeCarriedOut === true || mayBeCarriedOut(request, facts);
}

/** Whether a server shows by this that it has more to do than it can. */
export function isOverloadSign(request: NovuRequest, failed: FailedReply): boolean {
	return ['lost', 'connectTransient', 'gateway', 'uncertain'].includes(
		failureClassOf(request, failed),
	);
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;
const LONGEST_ASKED_MS = 30_000;

/**
 * How long to wait before a call is sent again. Doubles with every try; half of it is chance, so that
 * many callers don't come back at once.
 * @param attempt how often it has failed, from 1
 * @param random from 0 up to, but not including, 1
 * @param headers of the answer: what `Retry-After` asks for is kept, up to half a minute
 */
export function delayBeforeRetry(
	attempt: number,
	random: number,
	headers: IDataObject = {},
): number {
	const ms = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
	const least = Math.min(retryAfterMs(headers) ?? 0, LONGEST_ASKED_MS);
	return Math.max(ms / 2, least) + (ms / 2) * random;
}

/** How often one call is tried while others get through and it is refused. */
const TRIES_AT_LIMIT = 20;
const LONGEST_LIMIT_PAUSE_MS = 30_000;
/** How often is asked what became of a call that Novu still works at, whatever `retries` says. */
const TRIES_WHILE_PROCESSING = 30;
/** Novu says a second, too. */
const PROCESSING_PAUSE_MS = 1000;

/** How often a call was tried, in all and by what came of it. */
export interface Tries {
	attempts: number;
	/** Failures that may pass by themselves */
	transient: number;
	atLimit: number;
	processing: number;
	/** An earlier try may have been carried out */
	mayBeCarriedOut: boolean;
}

/** Before the first try. */
export function noTries(): Tries {
	return { attempts: 0, transient: 0, atLimit: 0, processing: 0, mayBeCarriedOut: false };
}

/** What follows from a try that failed: the end, a pause of the whole rate category, or another try. */
export type NextStep =
	| { kind: 'fail' }
	| { kind: 'pause'; leastMs: number }
	| { kind: 'retry'; delayMs: number };

/**
 * Decides what follows from a try that failed, and counts it.
 * @param tries of this call; changed
 * @param retries how often a failure that may pass is tried again
 * @param random gives a number from 0 up to, but not including, 1
 */
export function nextStep(
	request: NovuRequest,
	failed: FailedReply,
	tries: Tries,
	retries: number,
	random: () => number,
): NextStep {
	tries.attempts += 1;
	const failureClass = failureClassOf(request, failed);
	if (failureClass === 'rateLimit') {
		tries.atLimit += 1;
		if (tries.atLimit >= TRIES_AT_LIMIT) return { kind: 'fail' };
		const leastMs = Math.min(LONGEST_LIMIT_PAUSE_MS, 1000 * 2 ** (tries.atLimit - 2));
		return { kind: 'pause', leastMs };
	}
	if (failureClass === 'processing') {
		tries.processing += 1;
		if (tries.processing >= TRIES_WHILE_PROCESSING) return { kind: 'fail' };
		const askedMs = delayBeforeRetry(1, 0, failed.headers);
		return { kind: 'retry', delayMs: Math.max(PROCESSING_PAUSE_MS, askedMs) };
	}
	tries.transient += 1;
	if (!shouldRetry(request, failed) || tries.transient > retries) return { kind: 'fail' };
	tries.mayBeCarriedOut ||= mayBeCarriedOut(request, failed);
	const delayMs = delayBeforeRetry(tries.transient, random(), failed.headers);
	return { kind: 'retry', delayMs };
}
