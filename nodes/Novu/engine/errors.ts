import type { IDataObject } from 'n8n-workflow';
import type { NovuRequest } from './request';

/** What a user gave that must not reach Novu. `advice` says how to get on. */
export class InputError extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
		this.name = 'InputError';
	}
}

/** Another writer undoes what an item has written. `advice` says how to get on. */
export class ConflictError extends Error {
	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
		this.name = 'ConflictError';
	}
}

/** The execution was cancelled while something waited. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was canceled');
		this.name = 'CancelledError';
	}
}

/** Why a call has no usable answer. */
export type FailureKind =
	/** Novu, or something in front of it, answered with an error status */
	| 'answer'
	/** no answer within the time-out */
	| 'timeout'
	/** the connection could not be made or was lost */
	| 'connection'
	/** Novu answered with success, but the answer does not show what was sent */
	| 'notKept'
	/** the execution was cancelled */
	| 'cancelled';

/** The facts of a call that did not succeed. Wording is left to `messages.ts`. */
export interface FailureFacts {
	kind: FailureKind;
	request: NovuRequest;
	/** HTTP status, for `answer` and `notKept` */
	status?: number;
	/** The answer's body, as JSON where it was JSON, else its text */
	body?: unknown;
	/** The system's code of a lost connection, e.g. `ECONNREFUSED` */
	code?: string;
	/** n8n's own words for a lost connection */
	reason?: string;
	/** What the call before took away and this one should have written back; in the error's details */
	unsavedEntries?: IDataObject[];
	/** How often the call was tried */
	attempts: number;
	/** An earlier try was lost and may have been carried out: this answer may tell of what it did */
	mayBeCarriedOut?: boolean;
	/** Novu repeats a failure that it had answered under the same idempotency key before */
	replayed?: boolean;
	/** For how long the rate limit refused every call of this kind, where they were given up for it */
	refusedMs?: number;
	/** From the first try to the last answer, in milliseconds */
	elapsedMs: number;
}

/** A call of Novu's API that did not succeed. */
export class NovuFailure extends Error {
	constructor(readonly facts: FailureFacts) {
		super(`${facts.request.method} ${facts.request.path.route}: ${facts.kind}`);
		this.name = 'NovuFailure';
	}
}

/** Text that Novu put into an error's body: its sentences, those of a validation included. */
export function novuSentences(body: unknown): string[] {
	if (!isObject(body)) return [];
	const own = [body.message].flat().filter((text): text is string => typeof text === 'string');
	return [
		...new Set([...own, ...validationSentences(body.errors), ...errorTexts(body.error, own)]),
	];
}

/** 422s and 400s keep the telling sentences in `errors`, in two shapes (Novu 3.x). */
function validationSentences(errors: unknown): string[] {
	if (Array.isArray(errors)) {
		return errors.filter(isObject).flatMap((error) => {
			if (typeof error.message !== 'string') return [];
			const where = Array.isArray(error.path) ? error.path.join('.') : error.field;
			return [where ? `${String(where)}: ${error.message}` : error.message];
		});
	}
	if (!isObject(errors)) return [];
	return Object.values(errors)
		.filter(isObject)
		.flatMap((entry) => entry.messages)
		.filter((text): text is string => typeof text === 'string');
}

/** `error` repeats the status's name next to `message`; alone it is all there is. */
function errorTexts(error: unknown, own: string[]): string[] {
	return own.length === 0 && typeof error === 'string' ? [error] : [];
}

/** Whether a value is an object with keys: no list, not null. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the answer says that the server has no such route, e.g. `Cannot GET /v2/topics`. */
export function isMissingRoute(facts: Pick<FailureFacts, 'status' | 'body'>): boolean {
	return facts.status === 404 && novuSentences(facts.body).some((s) => /^Cannot [A-Z]+ \//.test(s));
}

/** Whether the failure is Novu's answer with this status, its own sentence matching `text`. */
export function isAnswer(
	error: unknown,
	status: number | readonly number[],
	text?: RegExp,
): error is NovuFailure {
	if (!(error instanceof NovuFailure) || error.facts.kind !== 'answer') return false;
	if (![status].flat().includes(error.facts.status ?? 0)) return false;
	return !text || novuSentences(error.facts.body).some((sentence) => text.test(sentence));
}

/** Fails with an error that was caught: lint takes a plain `throw` for an error of n8n's that is lost. */
export async function rethrow(error: unknown): Promise<never> {
	return await Promise.reject(error as Error);
}
