import type { IDataObject } from 'n8n-workflow';
import { isObject } from './errors';

/**
 * What a call is answered with where it succeeded. A success status alone shows nothing: a redirect's
 * page, an error told with status 200 or a proxy's empty answer has one, too.
 */
export interface AnswerShape {
	/** In words for a message, such as `a subscriber` */
	expected: string;
	/**
	 * What is wrong with an answer.
	 * @param body the answer without its envelope; undefined where it was empty
	 * @param status the HTTP status, from 200 to 299
	 * @returns what came instead, in words; undefined where the answer is as it should be
	 */
	mismatch(body: unknown, status: number): string | undefined;
}

/** An object that has a text or number in this field. */
export function withField(expected: string, field: string): AnswerShape {
	return {
		expected,
		mismatch: (body) => {
			if (!isObject(body)) return shownAs(body);
			return isIdentity(body[field]) ? undefined : shownAs(body);
		},
	};
}

/**
 * An object that is about what was asked for.
 * @param field where the answer names it
 * @param id what was asked for; Novu trims IDs
 */
export function about(expected: string, field: string, id: string): AnswerShape {
	return aboutAll(expected, { [field]: id });
}

/** As {@link about}, where several fields name it. */
export function aboutAll(expected: string, ids: Readonly<Record<string, string>>): AnswerShape {
	return {
		expected,
		mismatch: (body) => {
			if (!isObject(body)) return shownAs(body);
			for (const [field, id] of Object.entries(ids)) {
				const found = body[field];
				if (!isIdentity(found)) return shownAs(body);
				if (!isSame(found, id)) return `one whose "${field}" is ${JSON.stringify(String(found))}`;
			}
			return undefined;
		},
	};
}

/** An object for which `holds` is true. */
export function object(expected: string, holds: (body: IDataObject) => boolean): AnswerShape {
	return {
		expected,
		mismatch: (body) => (isObject(body) && holds(body) ? undefined : shownAs(body)),
	};
}

/**
 * A list of objects, as it is or under a name. One that is left out is no empty list: a server that
 * is not Novu leaves it out, too.
 * @param length how many entries it has to have; any number where it is left out
 */
export function listOf(expected: string, name = 'data', length?: number): AnswerShape {
	return {
		expected,
		mismatch: (body) => {
			const list: unknown = Array.isArray(body) ? body : isObject(body) ? body[name] : undefined;
			if (!Array.isArray(list)) return shownAs(body);
			const odd = (list as unknown[]).find((entry) => !isObject(entry));
			if (odd !== undefined || list.includes(null)) return `a list that holds ${shownAs(odd)}`;
			if (length !== undefined && list.length !== length) return `a list of ${list.length}`;
			return undefined;
		},
	};
}

/** `{ "acknowledged": true }`, with whatever is beside it. */
export const acknowledged: AnswerShape = object(
	'an acknowledgement',
	({ acknowledged: isTaken }) => isTaken === true,
);

/** No body at all, and a status that says so: a proxy may answer with nothing, too. */
export const nothing: AnswerShape = {
	expected: 'status 204 and no content',
	mismatch: (body, status) => (body === undefined && status === 204 ? undefined : shownAs(body)),
};

/** Nothing, or null in an envelope: Novu's 2.0 way to say that it has no such thing. */
export const noneFound: AnswerShape = {
	expected: 'nothing',
	mismatch: (body) => (body === undefined || body === null ? undefined : shownAs(body)),
};

/** A value of a type that `typeof` names. */
export function value(expected: string, type: 'boolean' | 'number'): AnswerShape {
	return { expected, mismatch: (body) => (typeof body === type ? undefined : shownAs(body)) };
}

/** One shape or the other. */
export function either(first: AnswerShape, second: AnswerShape): AnswerShape {
	return {
		expected: `${first.expected} or ${second.expected}`,
		mismatch: (body, status) => second.mismatch(body, status) && first.mismatch(body, status),
	};
}

function isIdentity(found: unknown): found is string | number {
	return (typeof found === 'string' && found !== '') || typeof found === 'number';
}

function isSame(found: string | number, id: string): boolean {
	return String(found) === id || String(found).trim() === id.trim();
}

/** So many names of fields tell what kind of object it is. */
const MOST_NAMES = 5;
const LONGEST_NAME = 40;

/** What an answer is, in words for a message. Holds none of its values: they may be secret. */
export function shownAs(body: unknown): string {
	if (body === undefined) return 'nothing';
	if (body === null) return 'null';
	if (Array.isArray(body)) return body.length === 0 ? 'an empty list' : `a list of ${body.length}`;
	if (!isObject(body)) return `a ${typeof body === 'string' ? 'text' : typeof body}`;
	const names = Object.keys(body);
	if (names.length === 0) return 'an empty object';
	const shown = names.slice(0, MOST_NAMES).map((name) => `"${name.slice(0, LONGEST_NAME)}"`);
	return `an object with ${shown.join(', ')}${names.length > MOST_NAMES ? ' …' : ''}`;
}
