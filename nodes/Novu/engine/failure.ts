import type { IDataObject } from 'n8n-workflow';
import { isObject } from './errors';
import type { NovuRequest } from './request';

/** Why a call has no usable answer. */
export type FailureKind =
	/** Novu, or something in front of it, answered with an error status */
	| 'answer'
	/** no answer within the time-out */
	| 'timeout'
	/** the connection could not be made or was lost */
	| 'connection'
	/** Novu answered with success, and the answer was cut or cannot be read */
	| 'truncated'
	/** the server points to another address */
	| 'redirect'
	/** the answer has a success status, but is not what this call is answered with */
	| 'unexpected'
	/** the answer is larger or nested deeper than anything of Novu */
	| 'tooLarge'
	/** Novu answered with success, but the answer does not show what was sent */
	| 'notConfirmed'
	/** the execution was cancelled */
	| 'cancelled';

/** The facts of a call that did not succeed. Wording is left to `messages.ts`. */
export interface FailureFacts {
	kind: FailureKind;
	request: NovuRequest;
	/** HTTP status, where there is an answer */
	status?: number;
	/** The answer's headers, names in lower case */
	headers?: IDataObject;
	/** The answer's body, as JSON where it was JSON, else its text; of an error no more than a part */
	body?: unknown;
	/** What came in place of what the call is answered with, in words */
	found?: string;
	/** The base URL that the request went to */
	server?: string;
	/** False where it is known that the request has not reached a server */
	reached?: boolean;
	/** The system's code of a lost connection, e.g. `ECONNREFUSED` */
	code?: string;
	/** n8n's own words for a lost connection */
	reason?: string;
	/** What the call before took away and this one should have written back; in the error's details */
	unsavedEntries?: IDataObject[];
	/** How they are written back */
	unsavedAdvice?: string;
	/** How often the call was tried */
	attempts: number;
	/** An earlier try was lost and may have been carried out: this answer may tell of what it did */
	mayBeCarriedOut?: boolean;
	/** Calls of the same item before this one have written something */
	isPartlyDone?: boolean;
	/** For how long the rate limit refused every call of this kind, where they were given up for it */
	rateLimitedMs?: number;
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

/** Whether the answer says that the server has no such route, e.g. `Cannot GET /v2/topics`. */
export function isMissingRoute(facts: Pick<FailureFacts, 'status' | 'body'>): boolean {
	return facts.status === 404 && novuSentences(facts.body).some((s) => /^Cannot [A-Z]+ \//.test(s));
}

/**
 * Whether a proxy in front of Novu decodes the slash of an ID, or refuses it: Novu is then asked for
 * a route that it does not have, or never asked.
 */
export function isDecodedOnTheWay({ request, status, body }: FailureFacts): boolean {
	const { url } = request.path;
	if (!/%2f/i.test(url)) return false;
	if (!isObject(body)) return status === 400 || status === 404;
	const asked = /^Cannot [A-Z]+ ([^?]*)/.exec(novuSentences(body)[0] ?? '')?.[1];
	return status === 404 && asked !== undefined && !/%2f/i.test(asked);
}

/** Whether the failure is Novu's answer with this status, its own sentence matching `text`. */
export function isAnswer(
	error: unknown,
	status: number | readonly number[],
	text?: RegExp,
): error is NovuFailure {
	if (!(error instanceof NovuFailure) || error.facts.kind !== 'answer') return false;
	// A page or an empty answer is not Novu's: something in front of it answered.
	if (!isObject(error.facts.body)) return false;
	if (![status].flat().includes(error.facts.status ?? 0)) return false;
	return !text || novuSentences(error.facts.body).some((sentence) => text.test(sentence));
}
