import type { IDataObject } from 'n8n-workflow';
import type { AnswerShape } from './answers';
import { InputError } from './errors';
import { jsonText } from './json';
import { formWith, type FilePart, type FormBody } from './multipart';

/** Novu's rate-limit categories: each has a bucket of its own (docs.novu.co, rate limiting). */
export type RateCategory = 'trigger' | 'configuration' | 'global';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A value of a query parameter; a list repeats the key, `undefined` leaves it out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** A path below the server's base URL, made by {@link path}: every id in it is encoded. */
export interface NovuPath {
	/** What goes over the wire, e.g. `/v1/subscribers/auth0%7C1/credentials` */
	readonly url: string;
	/** The same for all ids, e.g. `/v1/subscribers/{}/credentials` */
	readonly route: string;
}

/** One call of Novu's API, as an operation words it. Nothing here is sent yet. */
export interface NovuRequest {
	method: Method;
	path: NovuPath;
	query?: Record<string, QueryValue>;
	body?: IDataObject;
	/** A file in the place of a body: it goes out as a form */
	file?: FilePart;
	rateCategory: RateCategory;
	/** What a success is answered with; anything else is no success. */
	answer: AnswerShape;
	/** What the call takes from its bucket: 1, and 100 for Novu's bulk and broadcast calls. */
	cost?: number;
	/** Whether sending it twice has the outcome of sending it once. GET, PUT and DELETE have it. */
	idempotent?: boolean;
	/** A key that lets Novu recognise a retried POST or PATCH (header `Idempotency-Key`). */
	idempotencyKey?: string;
	/** Whether one answer serves all items of a run: for lists that no item changes. */
	memoize?: boolean;
	/** Whether the answer shows what was sent. Where it doesn't, the call is retried. */
	confirmsWrite?: (body: unknown) => boolean;
	/**
	 * What a success means that answers a retried call, whose earlier try was lost and may have been
	 * carried out: it may only tell that nothing was left to do. Takes and returns the answer.
	 */
	mapRetriedAnswer?: (body: unknown) => unknown;
	/** The call that does the same on a server that lacks this route. */
	fallback?: NovuRequest;
	/** The Novu version that brought the route, for the message where nothing older does the same. */
	introducedIn?: string;
}

/** A request that can be retried safely (see {@link NovuRequest.idempotent}). */
export function isRetryable(request: NovuRequest): boolean {
	return request.idempotencyKey !== undefined || isIdempotent(request);
}

/** Whether the request does no harm twice, without an idempotency key. */
export function isIdempotent({ idempotent, method }: NovuRequest): boolean {
	return idempotent ?? ['GET', 'PUT', 'DELETE'].includes(method);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Checks an id that goes into a path.
 * @param value what the user gave; a number is taken as its text
 * @param field the field's name as the user sees it
 * @returns the id as text, not encoded
 * @throws {InputError} where it is empty, no text, `.` or `..` (they collapse in a URL, even
 * encoded, and would write to another target) or holds a lone surrogate (cannot be encoded)
 */
export function checkedId(value: unknown, field: string): string {
	const id = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
	if (typeof id !== 'string') {
		const found = id === undefined || id === null ? 'empty' : `a value of type ${kindOf(id)}`;
		throw new InputError(
			`'${field}' is ${found}`,
			`Give '${field}' as text. Where it is an expression, check that it finds a value for this item.`,
		);
	}
	if (id.trim() === '') {
		throw new InputError(
			`'${field}' is empty`,
			`Fill '${field}'. Where it is an expression, check that it finds a value for this item.`,
		);
	}
	if (id === '.' || id === '..') {
		throw new InputError(
			`'${field}' is "${id}", which cannot stand in a URL`,
			'Novu would take it for another address. Rename it in Novu, or choose another one.',
		);
	}
	if (LONE_SURROGATE.test(id)) {
		throw new InputError(
			`'${field}' holds half of a character (a lone surrogate)`,
			'It was cut in the middle of a character, often by a length limit. Take the whole text.',
		);
	}
	return id;
}

/**
 * Words a path, as in path`/v1/subscribers/${id}/credentials`; each id is encoded.
 * @throws {InputError} where an id cannot stand in a path, see {@link checkedId}
 */
export function path(parts: TemplateStringsArray, ...ids: string[]): NovuPath {
	const encoded = ids.map((id) => encodeURIComponent(checkedId(id, 'ID')));
	return {
		url: parts.map((part, i) => part + (encoded[i] ?? '')).join(''),
		route: parts.join('{}'),
	};
}

/** What a value is, in words for a message: `list`, `null`, `object`, `number` … */
export function kindOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'list' : typeof value;
}

/**
 * Sizes of bodies that Novu takes, in bytes: 26 MB on routes for events and workflows, 8 MB on those of
 * agents, the body parser's 100 kB on all others (a larger one answers 413, on Novu 2.0 a 500).
 */
const LARGE_BODY_ROUTES = /^\/v[12]\/(events|workflows)\b/;
const LARGE_BODY = 26 * 1024 * 1024;
const AGENT_ROUTES = /^\/v1\/agents\b/;
const AGENT_BODY = 8 * 1024 * 1024;
const BODY = 100 * 1024;

/** How many bytes a body may have on this path. */
export function bodyLimit(to: NovuPath): number {
	if (AGENT_ROUTES.test(to.route)) return AGENT_BODY;
	return LARGE_BODY_ROUTES.test(to.route) ? LARGE_BODY : BODY;
}

/** How many bytes a value has as JSON on the wire. */
export function jsonBytes(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value) ?? '', 'utf8');
}

/** A request that may be sent, with its body as it goes over the wire. */
export interface CheckedRequest extends NovuRequest {
	bodyText?: string;
	form?: FormBody;
}

/**
 * Checks a request before anything is sent.
 * @throws {InputError} where its body is larger than Novu takes, or cannot be written as JSON
 */
export function checkedRequest(request: NovuRequest): CheckedRequest {
	if (request.file) return { ...request, form: formWith(request.file) };
	if (!request.body) return request;
	const bodyText = jsonText(request.body);
	const size = Buffer.byteLength(bodyText, 'utf8');
	const limit = bodyLimit(request.path);
	if (size > limit) {
		throw new InputError(
			`The data for Novu has ${size} bytes, Novu takes at most ${limit} here`,
			'Send less in one item: shorter values, fewer tokens or fewer entries.',
		);
	}
	return { ...request, bodyText };
}
