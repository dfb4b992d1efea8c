import { InputError } from './errors';

/** What JSON has no form for, by the name that JavaScript has for its kind. */
const WITHOUT_JSON = ['Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'RegExp', 'Symbol', 'BigInt'];

/**
 * JSON text of a value, just as it was given: n8n's HTTP client leaves out fields named `constructor`,
 * `prototype` or `__proto__`, and `JSON.stringify` alone turns what it cannot write into null or `{}`.
 * @throws {InputError} where a value has no form in JSON
 */
export function jsonText(value: unknown): string {
	try {
		return JSON.stringify(value, checked);
	} catch (error) {
		if (error instanceof InputError) throw error;
		throw new InputError(
			'The data for Novu refers to itself or is nested too deeply',
			'Nothing was sent. Take the part out that holds itself, or make the data flatter.',
		);
	}
}

/** A replacer of `JSON.stringify`, which calls it with the object or list that holds the value. */
function checked(this: unknown, name: string, value: unknown): unknown {
	const place = Array.isArray(this) ? `the entry ${name} of a list` : `the field "${name}"`;
	if (typeof value === 'number' && !Number.isFinite(value)) throw notJson(String(value), place);
	if (typeof value === 'function') throw notJson('a function', place);
	if (value === undefined && Array.isArray(this)) throw notJson('empty', place);
	const kind = kindOfObject(value);
	if (WITHOUT_JSON.includes(kind)) throw notJson(`a ${kind}`, place);
	return value;
}

function kindOfObject(value: unknown): string {
	return value === null || value === undefined
		? ''
		: Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function notJson(what: string, place: string): InputError {
	return new InputError(
		`The data for Novu holds something that JSON cannot carry: ${place} is ${what}`,
		'Nothing was sent. Give a text, a number, true, false, null, a list or an object there, or leave the field out.',
	);
}

/** How deep answers may be nested; Novu's own are less than 20 deep, beside data of the user's. */
const DEEPEST = 300;

/** Whether lists and objects are nested deeper than what is worked on step by step can take. */
export function isTooDeep(value: unknown, left = DEEPEST): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (left === 0) return true;
	return Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}

/**
 * The same value, with less of it: texts, lists and objects are cut, and what is nested deeper is
 * left out. For errors, whose content nobody has bounded.
 */
export function shortenedValue(
	value: unknown,
	limits: { text: number; entries: number; depth: number },
): unknown {
	if (typeof value === 'string') return shortenedText(value, limits.text);
	if (typeof value !== 'object' || value === null) return value;
	if (limits.depth === 0) return '…';
	const inner = { ...limits, depth: limits.depth - 1 };
	if (Array.isArray(value)) {
		return value.slice(0, limits.entries).map((entry) => shortenedValue(entry, inner));
	}
	return Object.fromEntries(
		Object.entries(value)
			.slice(0, limits.entries)
			.map(([name, entry]) => [shortenedText(name, limits.text), shortenedValue(entry, inner)]),
	);
}

/** The text, cut behind so many characters. */
export function shortenedText(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most)} …` : text;
}
