import type { IDataObject } from 'n8n-workflow';
import { CredentialError } from '../../../credentials/novuServer';
import { AdvisedError, CancelledError, isObject } from './errors';
import { NovuFailure, novuSentences, type FailureFacts } from './failure';
import { shortenedText, shortenedValue } from './json';
import { answered, triedText, unanswered, uncertaintyText } from './messages';
import type { Explanation } from './operation';
import { Redaction } from './redaction';

/** What a user is told of an item that failed. */
export interface ErrorReport {
	/** What happened, to which item */
	message: string;
	/** What to do next, and what could not be written back */
	description: string;
	/** Facts for who looks closer: status, Novu's sentences, the call … */
	details: IDataObject;
	/** HTTP status as text, where Novu answered */
	httpCode?: string;
}

/** What is shown of the content of an error. */
const SHOWN = { text: 1000, entries: 30, depth: 6 };

/**
 * Words a failure.
 * @param error what the plan threw
 * @param index the item's place, from 0, as n8n counts; undefined where it is about no item
 * @param secrets texts that no message may repeat: with some mistakes Novu's own sentence holds the key
 * @param special words that the operation has for it
 */
export function formatFailure(
	error: Error,
	index: number | undefined,
	secrets: readonly string[],
	special?: (facts: FailureFacts) => Explanation | undefined,
): ErrorReport {
	const redaction = new Redaction(secrets);
	const unsaved = error instanceof NovuFailure ? unsavedText(error.facts) : '';
	const words =
		error instanceof NovuFailure
			? ofFailure(shownFacts(error.facts, redaction), special)
			: ofError(error);
	const about = index === undefined ? '' : ` [item ${index}]`;
	return {
		...words,
		message: redaction.text(words.message) + about,
		// Whole and as it was, since it may be nowhere else any more.
		description: [unsaved, redaction.text(words.description)].filter(Boolean).join(' '),
	};
}

/** The facts, with no more of a foreign text than is shown, and no secret in it. */
function shownFacts(facts: FailureFacts, redaction: Redaction): FailureFacts {
	const { body, reason, found, headers } = facts;
	const shown: FailureFacts = { ...facts };
	if (body !== undefined) shown.body = redaction.foreignValue(shortenedValue(body, SHOWN));
	if (reason !== undefined) shown.reason = redaction.foreignText(shortenedText(reason, SHOWN.text));
	if (found !== undefined) shown.found = redaction.foreignText(found);
	const location = headers?.location;
	if (typeof location === 'string') {
		shown.headers = { ...headers, location: redaction.foreignText(location) };
	}
	return shown;
}

function ofError(error: Error): ErrorReport {
	if (error instanceof AdvisedError) {
		return { message: error.message, description: error.advice, details: { kind: error.kind } };
	}
	if (error instanceof CredentialError) {
		return {
			message: error.message,
			description: "Open the credential 'Novu API', change it and test it there.",
			details: { kind: 'credential' },
		};
	}
	if (error instanceof CancelledError) {
		return { message: error.message, description: 'Run it again.', details: { kind: 'cancelled' } };
	}
	if (BUILT_IN_ERRORS.includes(error.name)) {
		return {
			message: 'The node came upon something that it cannot work on',
			description:
				'This is a fault of the node itself. Look in Novu whether the item was carried out before you run it again, and report the fault with the operation and the kind of item.',
			details: { kind: 'internal', reason: `${error.name}: ${error.message}`.slice(0, 300) },
		};
	}
	const { description } = error as { description?: unknown };
	return {
		message: error.message,
		description:
			typeof description === 'string' && description
				? description
				: 'This comes from n8n or from the node itself, not from Novu.',
		details: { kind: 'internal' },
	};
}

/** JavaScript's own: their words say nothing to who uses a node. */
const BUILT_IN_ERRORS = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError'];

function ofFailure(
	facts: FailureFacts,
	special?: (facts: FailureFacts) => Explanation | undefined,
): ErrorReport {
	const own = specialWords(facts, special);
	const general = facts.kind === 'answer' ? answered(facts) : unanswered(facts);
	const advice = own?.advice ?? general.advice ?? '';
	return {
		message: own?.message ?? general.message ?? '',
		description: [advice, uncertaintyText(facts), triedText(facts)].filter(Boolean).join(' '),
		details: detailsOf(facts),
		...(facts.status !== undefined && { httpCode: String(facts.status) }),
	};
}

/** An operation's words may expect an answer of Novu's; where another one came, the general words do. */
function specialWords(
	facts: FailureFacts,
	special?: (facts: FailureFacts) => Explanation | undefined,
): Explanation | undefined {
	try {
		return special?.(facts);
	} catch {
		return undefined;
	}
}

function unsavedText({ unsavedEntries, unsavedAdvice }: FailureFacts): string {
	if (!unsavedEntries) return '';
	return `Entries had been taken away to be written anew, and ${unsavedEntries.length} could not be written back. ${unsavedAdvice ?? 'They are'}: ${JSON.stringify(unsavedEntries)}`;
}

function detailsOf(facts: FailureFacts): IDataObject {
	const { request, status, body, attempts, code } = facts;
	const details: IDataObject = {
		kind: facts.kind,
		method: request.method,
		path: request.path.url,
		attempts,
	};
	if (status !== undefined) details.httpCode = status;
	if (code) details.code = code;
	const sentences = novuSentences(body);
	if (sentences.length > 0) details.novuMessages = sentences;
	if (isObject(body)) {
		for (const name of ['errorId', 'currentCount', 'limit', 'errors']) {
			if (body[name] !== undefined) details[name] = body[name];
		}
	}
	return details;
}
