import type { IDataObject } from 'n8n-workflow';
import { CredentialError } from '../../../credentials/novuServer';
import { AdvisedError, CancelledError, isObject } from './errors';
import { NovuFailure, novuSentences, type FailureFacts } from './failure';
import { shortenedText, shortenedValue } from './json';
import { answered, triedText, unanswered, uncertaintyText } from './messages';
import type { Explanation } from './operation';
import { Redaction } from './redaction';

/**
 * Who reads a report. A model that called the node as a tool pays for every word and cannot open a list
 * of the editor: it gets what happened and what to do, and neither attempts nor what was taken away.
 */
export type Reader = 'person' | 'model';

/** What is told of an item that failed. */
export interface ErrorReport {
	/** What happened, to which item */
	message: string;
	/** What to do next; for a person also what could not be written back */
	description: string;
	/** For a model's report: what could not be written back, whole, for the people behind it */
	unsaved?: string;
	/** Facts for who looks closer: status, Novu's sentences, the call … */
	details: IDataObject;
	/** HTTP status as text, where Novu answered */
	httpCode?: string;
}

/** What is shown of the content of an error. */
const SHOWN = { text: 1000, entries: 30, depth: 6 };
/** What a model is told at most of what happened, and of what to do, in characters. */
const FOR_MODELS = { message: 300, advice: 300 };

/**
 * Words a failure.
 * @param error what the plan threw
 * @param index the item's place, from 0, as n8n counts; undefined where it is about no item
 * @param secrets texts that no message may repeat: with some mistakes Novu's own sentence holds the key
 * @param special words that the operation has for it
 * @param reader a model calls with one item, which therefore is not named
 */
export function formatFailure(
	error: Error,
	index: number | undefined,
	secrets: readonly string[],
	special?: (facts: FailureFacts) => Explanation | undefined,
	reader: Reader = 'person',
): ErrorReport {
	const redaction = new Redaction(secrets);
	const unsaved = error instanceof NovuFailure ? unsavedText(error.facts) : '';
	const { message, advice, doubt, tried, ...facts } =
		error instanceof NovuFailure
			? ofFailure(shownFacts(error.facts, redaction), special)
			: ofError(error);
	if (reader === 'model') {
		const next = [firstSentences(advice, FOR_MODELS.advice), doubt].filter(Boolean).join(' ');
		return {
			...facts,
			message: shortenedText(redaction.redactOwn(message), FOR_MODELS.message),
			description: redaction.redactOwn(next),
			...(unsaved && { unsaved }),
		};
	}
	const about = index === undefined ? '' : ` [item ${index}]`;
	const next = [advice, doubt, tried].filter(Boolean).join(' ');
	return {
		...facts,
		message: redaction.redactOwn(message) + about,
		// Whole and as it was, since it may be nowhere else any more.
		description: [unsaved, redaction.redactOwn(next)].filter(Boolean).join(' '),
	};
}

/** As many sentences of a text as fit, the first one in any case. */
function firstSentences(text: string, most: number): string {
	const [first, ...others] = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
	let taken = first;
	for (const sentence of others) {
		if (taken.length + 1 + sentence.length > most) break;
		taken += ` ${sentence}`;
	}
	return taken;
}

/** A failure in words, before it is known who reads them. */
interface Words extends Pick<ErrorReport, 'message' | 'details' | 'httpCode'> {
	advice: string;
	/** What may have happened, where nobody knows */
	doubt?: string;
	/** How often it was tried */
	tried?: string;
}

/** The facts, with no more of a foreign text than is shown, and no secret in it. */
function shownFacts(facts: FailureFacts, redaction: Redaction): FailureFacts {
	const { body, reason, found, headers } = facts;
	const shown: FailureFacts = { ...facts };
	if (body !== undefined) shown.body = redaction.redactExternalValue(shortenedValue(body, SHOWN));
	if (reason !== undefined)
		shown.reason = redaction.redactExternal(shortenedText(reason, SHOWN.text));
	if (found !== undefined) shown.found = redaction.redactExternal(found);
	const location = headers?.location;
	if (typeof location === 'string') {
		shown.headers = { ...headers, location: redaction.redactExternal(location) };
	}
	return shown;
}

function ofError(error: Error): Words {
	if (error instanceof AdvisedError) {
		return { message: error.message, advice: error.advice, details: { kind: error.kind } };
	}
	if (error instanceof CredentialError) {
		return {
			message: error.message,
			advice: "Open the credential 'Novu API', change it and test it there.",
			details: { kind: 'credential' },
		};
	}
	if (error instanceof CancelledError) {
		return { message: error.message, advice: 'Run it again.', details: { kind: 'cancelled' } };
	}
	if (BUILT_IN_ERRORS.includes(error.name)) {
		return {
			message: 'The node came upon something that it cannot work on',
			advice:
				'This is a fault of the node itself. Look in Novu whether the item was carried out before you run it again, and report the fault with the operation and the kind of item.',
			details: { kind: 'internal', reason: `${error.name}: ${error.message}`.slice(0, 300) },
		};
	}
	const { description } = error as { description?: unknown };
	return {
		message: error.message,
		advice:
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
): Words {
	const own = specialWords(facts, special);
	const general = facts.kind === 'answer' ? answered(facts) : unanswered(facts);
	return {
		message: own?.message ?? general.message ?? '',
		advice: own?.advice ?? general.advice ?? '',
		doubt: uncertaintyText(facts),
		tried: triedText(facts),
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
