import { badRequest } from './errors';
import type { Fields, NovuVersion } from './types';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What Novu cannot read, for its size or its charset; it answers 500. */
export class UnreadableBody extends Error {}

/** MongoDB stores UTF-8: half a character becomes U+FFFD. */
function repaired(_key: string, value: unknown): unknown {
	return typeof value === 'string' ? value.replace(LONE_SURROGATE, '\ufffd') : value;
}

/** Where in the text an error is; 2.0 runs on a Node.js that leaves it out. */
const PLACE = / \(line \d+ column \d+\)$/;

/** Says the line and column of an error where this Node.js does not. */
function placed(message: string, text: string): string {
	const position = / at position (\d+)$/.exec(message)?.[1];
	if (position === undefined) return message;
	const lines = text.slice(0, Number(position)).split('\n');
	const column = (lines.at(-1) ?? '').length + 1;
	return `${message} (line ${lines.length} column ${column})`;
}

function parseJson(text: string, novu: NovuVersion): unknown {
	try {
		const [first] = text.trimStart();
		if (novu !== '2.0' && first !== '{' && first !== '[') {
			throw new SyntaxError(`Unexpected token '${first}', "${text}" is not valid JSON`);
		}
		return /\\ud[89a-f]/i.test(text) ? JSON.parse(text, repaired) : JSON.parse(text);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw badRequest(novu === '2.0' ? message.replace(PLACE, '') : placed(message, text));
	}
}

/** Writes `a[b][]=x` to `{ a: { b: ['x'] } }`. */
function assign(target: Fields, path: string[], value: string): void {
	const [name, ...rest] = path;
	if (rest.length === 0) {
		target[name] = value;
		return;
	}
	if (rest[0] === '') {
		const list = Array.isArray(target[name]) ? (target[name] as unknown[]) : [];
		list.push(value);
		target[name] = list;
		return;
	}
	const inner = (target[name] ?? {}) as Fields;
	target[name] = inner;
	assign(inner, rest, value);
}

function parseForm(text: string): Fields {
	const fields: Fields = {};
	for (const [name, value] of new URLSearchParams(text)) {
		assign(fields, name.replace(/\]/g, '').split('['), value);
	}
	return fields;
}

/** A file of a form. */
export interface SentFile {
	field: string;
	name: string;
	text: string;
}

/** The files of a form (RFC 7578), as text. */
function filesIn(contentType: string, text: string): SentFile[] {
	const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
	if (boundary === undefined) return [];
	return text
		.split(`--${boundary}`)
		.slice(1, -1)
		.map((part) => {
			const [head, ...rest] = part.split('\r\n\r\n');
			const said = (name: string) => new RegExp(`[; ]${name}="([^"]*)"`).exec(head)?.[1] ?? '';
			const content = rest.join('\r\n\r\n').replace(/\r\n$/, '');
			return { field: said('name'), name: said('filename'), text: content };
		});
}

/**
 * Reads a body as Novu does: JSON, a form or files; anything else counts as an empty object.
 * @throws ApiError 400 for malformed JSON, UnreadableBody for another charset than UTF-8
 */
export function parseBody(
	contentType: string | undefined,
	text: string,
	novu: NovuVersion,
): unknown {
	const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';');
	const isJson = type.trim() === 'application/json';
	if (type.trim() === 'multipart/form-data') return { files: filesIn(contentType ?? '', text) };
	if (!isJson && type.trim() !== 'application/x-www-form-urlencoded') return {};
	const charset = parameters.find((one) => one.trim().startsWith('charset='));
	if (charset && charset.trim() !== 'charset=utf-8') throw new UnreadableBody(charset);
	if (text === '') return {};
	return isJson ? parseJson(text, novu) : parseForm(text);
}
