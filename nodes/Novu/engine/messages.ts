import type { IDataObject } from 'n8n-workflow';
import { CredentialError } from '../../../credentials/novuServer';
import { unreachableReason } from '../../../credentials/unreachable';
import {
	CancelledError,
	ConflictError,
	InputError,
	isMissingRoute,
	isObject,
	NovuFailure,
	novuSentences,
	type FailureFacts,
} from './errors';
import type { Explanation } from './operation';

/** What a user is told of an item that failed. */
export interface ErrorReport {
	/** What happened, to which item */
	message: string;
	/** What to do next */
	description: string;
	/** Facts for a workflow that handles the error: status, Novu's sentences, the call … */
	details: IDataObject;
	/** HTTP status as text, where Novu answered */
	httpCode?: string;
}

const LONGEST_QUOTE = 500;

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
	const words = error instanceof NovuFailure ? ofFailure(error.facts, special) : ofError(error);
	const about = index === undefined ? '' : ` [item ${index}]`;
	return redact({ ...words, message: words.message + about }, secrets);
}

function ofError(error: Error): ErrorReport {
	if (error instanceof InputError) {
		return { message: error.message, description: error.advice, details: { kind: 'input' } };
	}
	if (error instanceof ConflictError) {
		return { message: error.message, description: error.advice, details: { kind: 'conflict' } };
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
	return {
		message: error.message,
		description: 'This comes from n8n or from the node itself, not from Novu.',
		details: { kind: 'internal' },
	};
}

function ofFailure(
	facts: FailureFacts,
	special?: (facts: FailureFacts) => Explanation | undefined,
): ErrorReport {
	const own = special?.(facts);
	const general = facts.kind === 'answer' ? answered(facts) : unanswered(facts);
	const advice = own?.advice ?? general.advice ?? '';
	return {
		message: own?.message ?? general.message ?? '',
		description: [unwrittenText(facts), advice, triedText(facts)].filter(Boolean).join(' '),
		details: detailsOf(facts),
		...(facts.status !== undefined && { httpCode: String(facts.status) }),
	};
}

/** Novu's own sentences, with the status: `SubscriberId: X not found (HTTP 400)`. */
export function quoted(facts: FailureFacts): string {
	const sentences = novuSentences(facts.body).join('; ') || `Novu answered with an error`;
	return `${shortened(sentences)} (HTTP ${facts.status})`;
}

function answered(facts: FailureFacts): Explanation {
	const message = quoted(facts);
	if (isWebPage(facts.body)) {
		return {
			message: `A web page came back instead of Novu's answer (HTTP ${facts.status})`,
			advice:
				"Something in front of Novu answered, such as a proxy, or 'Base URL' in the credential is not the address of Novu's API. Test the credential.",
		};
	}
	if (facts.replayed) {
		return {
			message: `Novu repeats the failure of an earlier call with the same idempotency key: ${message}`,
			advice:
				"Nothing was done now, and Novu does not say again what the failure was: the earlier execution's error does. Correct its cause and use another 'Idempotency Key'; Novu keeps one for 24 hours.",
		};
	}
	if (isMissingRoute(facts)) return { message, advice: missingRouteAdvice(facts) };
	return { message, advice: ADVICE[facts.status ?? 0]?.(facts) ?? generalAdvice(facts) };
}

const ADVICE: Record<number, (facts: FailureFacts) => string> = {
	401: ({ body }) =>
		novuSentences(body).some((sentence) => /endpoint not (accessible|available)/i.test(sentence))
			? 'The API key is fine, but this server does not offer this call to API keys. A newer Novu may.'
			: "Novu does not know the API key. Check key and region in the credential 'Novu API': a key of the US is unknown in the EU and the other way round, and each environment has its own.",
	402: () =>
		"Your Novu plan does not include this. Change the plan in Novu's dashboard, or leave it out.",
	403: () =>
		"Novu does not allow this for the API key. Check the environment that the credential's key belongs to.",
	404: () =>
		'Check that it exists in the environment that the API key belongs to, spelled the same.',
	409: () =>
		'It exists already, or another call is changing it. Update it instead, or run the item again.',
	413: () => 'The item holds more data than Novu takes in one call. Send less in one item.',
	422: () => "Correct the field that Novu names. Novu's words for it are in the message.",
	429: ({ refusedMs }) =>
		`Novu's rate limit was reached all the time${refusedMs === undefined ? '' : `: for ${Math.round(refusedMs / 1000)} s it refused every call of this kind, and the run gave them up`}. Run fewer workflows at once on this Novu environment, or raise the plan.`,
};

function generalAdvice({ status = 0, body }: FailureFacts): string {
	if (status >= 500) {
		const id = isObject(body) && typeof body.errorId === 'string' ? body.errorId : undefined;
		return id
			? `Something went wrong inside Novu. Try again; if it stays, give Novu's support the error ID ${id}.`
			: 'Something went wrong inside Novu. Try again in a moment.';
	}
	return "Check the values of this item against Novu's words in the message.";
}

function missingRouteAdvice({ request }: FailureFacts): string {
	return request.introducedIn
		? `This call came with Novu ${request.introducedIn}, and the server is older, or 'Base URL' in the credential is wrong. Update the server, or test the credential.`
		: "The server does not know this call. Test the credential: 'Base URL' may be wrong, or the server is older than this operation.";
}

function unanswered(facts: FailureFacts): Explanation {
	switch (facts.kind) {
		case 'timeout':
			return {
				message: 'Novu did not answer in time',
				advice:
					"It may have done what was asked all the same. Check that the server is well, or raise 'Timeout' under Options.",
			};
		case 'notKept':
			return {
				message: 'Novu answered with success, but its answer does not show what was sent',
				advice:
					'Something else writes to the same subscriber at the same time. Let only one workflow write to it, and run the item again.',
			};
		case 'cancelled':
			// n8n shows an execution as canceled, and not as failed, by this word.
			return { message: 'The execution was canceled', advice: 'Run the item again.' };
		default:
			return {
				message: `Novu could not be reached: ${unreachableReason(facts.code, shortened(facts.reason ?? 'no connection'))}`,
				advice: "The credential's test says more.",
			};
	}
}

function unwrittenText({ unsavedEntries: unwritten }: FailureFacts): string {
	if (!unwritten) return '';
	return `Entries had been taken away to be written anew, and ${unwritten.length} could not be written back: they are in this error's details under "unwritten". Write them with Update Credentials.`;
}

function triedText({ attempts, elapsedMs }: FailureFacts): string {
	if (attempts <= 1) return '';
	return `Tried ${attempts} times in ${(elapsedMs / 1000).toFixed(1)} s.`;
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
	if (facts.unsavedEntries) details.unwritten = facts.unsavedEntries;
	return details;
}

function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /<(!doctype|html|head|body)\b/i.test(body);
}

function shortened(text: string): string {
	return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)} …` : text;
}

/**
 * Runs of this many characters of a secret are taken out: a parser may quote a part of what it was
 * given, and Novu hands its words on.
 */
const SHORTEST_REDACTED_PART = 8;

function redact(words: ErrorReport, secrets: readonly string[]): ErrorReport {
	const known = secrets.filter(Boolean);
	const runs = new Set(known.flatMap(partsOf));
	return redactTexts(words, (text) => redactParts(redactWhole(text, known), runs)) as ErrorReport;
}

/** The same shape; every text in it, however deep, is what `clean` makes of it. */
function redactTexts(value: unknown, clean: (text: string) => string): unknown {
	if (typeof value === 'string') return clean(value);
	if (Array.isArray(value)) return value.map((entry) => redactTexts(entry, clean));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, redactTexts(inner, clean)]),
	);
}

function redactWhole(text: string, secrets: readonly string[]): string {
	return secrets.reduce((left, secret) => left.split(secret).join('***'), text);
}

function partsOf(secret: string): string[] {
	return Array.from({ length: Math.max(0, secret.length - SHORTEST_REDACTED_PART + 1) }, (_, at) =>
		secret.slice(at, at + SHORTEST_REDACTED_PART),
	);
}

function redactParts(text: string, runs: ReadonlySet<string>): string {
	let clean = '';
	let at = 0;
	while (at < text.length) {
		let end = at;
		for (let i = at; i <= end; i++) {
			if (runs.has(text.slice(i, i + SHORTEST_REDACTED_PART))) end = i + SHORTEST_REDACTED_PART;
		}
		clean += end > at ? '***' : text[at];
		at = Math.max(end, at + 1);
	}
	return clean;
}
