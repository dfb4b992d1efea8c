import { isObject } from './errors';
import { isTooDeep } from './json';
import { redactJsonText } from './redaction';

/** The most of a success that is read: Novu's largest pages have some ten megabytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** The most of an error that is read; what is behind it tells a user nothing more. */
const LARGEST_ERROR = 512 * 1024;

/** What was read of an answer's body. */
export type AnswerBody =
	| { kind: 'whole'; body: unknown }
	/** More than is read, or nested deeper than anything of Novu */
	| { kind: 'tooLarge'; reason: string };

/** A body that comes bit by bit, as n8n hands it out. */
interface BodyStream extends AsyncIterable<Uint8Array> {
	destroy?(): void;
}

/**
 * Reads an answer's body, no more than is of use: n8n itself sets no bound.
 * @param secrets what is redacted in a success; the words of an error are redacted where they are told
 * @returns JSON as what it says, any other text as it is, undefined for an empty body
 * @throws where the body breaks off
 */
export async function readBody(
	stream: unknown,
	status: number,
	secrets: readonly string[] = [],
): Promise<AnswerBody> {
	const isError = status >= 400;
	const { text, isCut } = await readText(stream, isError ? LARGEST_ERROR : LARGEST_ANSWER);
	if (isCut && !isError) {
		return { kind: 'tooLarge', reason: `it has more than ${LARGEST_ANSWER >> 20} MB` };
	}
	const body = parsed(isError ? text : redactJsonText(text, secrets));
	// An error is shortened before anything works on it.
	if (!isError && isTooDeep(body)) return { kind: 'tooLarge', reason: 'it is nested too deeply' };
	return { kind: 'whole', body };
}

async function readText(stream: unknown, most: number): Promise<{ text: string; isCut: boolean }> {
	if (!isStream(stream)) return { text: textOf(stream), isCut: false };
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of stream) {
			chunks.push(chunk);
			size += chunk.length;
			if (size > most) break;
		}
	} finally {
		stream.destroy?.();
	}
	const text = Buffer.concat(chunks).subarray(0, most).toString('utf8');
	return { text, isCut: size > most };
}

function isStream(body: unknown): body is BodyStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Where n8n hands out what it has read itself, as it does for a mocked call. */
function textOf(body: unknown): string {
	if (body === undefined || typeof body === 'string') return body ?? '';
	return isObject(body) || Array.isArray(body) ? JSON.stringify(body) : String(body);
}

function parsed(text: string): unknown {
	const trimmed = text.startsWith('\uFEFF') ? text.slice(1) : text;
	if (trimmed.trim() === '') return undefined;
	try {
		return JSON.parse(trimmed) as unknown;
	} catch {
		return trimmed;
	}
}
