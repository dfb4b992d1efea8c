import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { filled, givenAt, type Given } from './given';
import { described, kindOf, inputErrorFor, shortened } from './inputErrorFor';

/**
 * A JSON field: an object that an expression yields, or its text.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns undefined where the field is empty
 * @throws {InputError} where the text is no JSON, the value is no object, or something in it could not
 * go out as it is
 */
export function jsonObjectOf(item: Item, path: string, label: string): IDataObject | undefined {
	return jsonObjectFrom(givenAt(item, path, label));
}

/** The object in what was given; see {@link jsonObjectOf}. */
export function jsonObjectFrom(given: Given): IDataObject | undefined {
	const found = valueOf(given);
	if (found === undefined) return undefined;
	if (isObject(found) && !isSpreadText(found)) return found;
	throw inputErrorFor(
		given.label,
		isSpreadText(found) ? 'a text that was taken apart into its letters' : describedJson(found),
		'a JSON object',
		'Write it as { "name": "value" }, or give an expression that yields an object.',
	);
}

/**
 * A JSON field: a list that an expression yields, or its text.
 * @returns undefined where the field is empty
 * @throws {InputError} where the text is no JSON, the value is no list, or something in it could not go
 * out as it is
 */
export function jsonListOf(item: Item, path: string, label: string): unknown[] | undefined {
	return jsonListFrom(givenAt(item, path, label));
}

/** The list in what was given; see {@link jsonListOf}. */
function jsonListFrom(given: Given): unknown[] | undefined {
	const found = valueOf(given);
	if (found === undefined || Array.isArray(found)) return found;
	throw inputErrorFor(
		given.label,
		describedJson(found),
		'a JSON list',
		'Write it as [ … ], or give an expression that yields a list.',
	);
}

/** Any JSON in what was given, see {@link jsonObjectOf}. */
export function jsonFrom(given: Given): unknown {
	return valueOf(given);
}

function valueOf(given: Given): unknown {
	const value = filled(given);
	if (value === undefined) return undefined;
	return typeof value === 'string' ? parsedJson(value, given.label) : sendable(value, given.label);
}

function describedJson(value: unknown): string {
	if (Array.isArray(value)) return `a list (of ${value.length})`;
	return isObject(value) ? 'an object' : described(value);
}

/** `{ ...'abc' }` is `{ 0: 'a', 1: 'b', 2: 'c' }`. */
function isSpreadText(value: unknown): boolean {
	if (!isObject(value)) return false;
	const entries = Object.entries(value);
	return (
		entries.length > 0 &&
		entries.every(([key, letter], i) => {
			return key === String(i) && typeof letter === 'string' && [...letter].length === 1;
		})
	);
}

/**
 * What a JSON text holds.
 * @throws {InputError} where it is none, a key stands twice, or a number would be rounded
 */
export function parsedJson(text: string, label: string): unknown {
	const value = parsed(text, label);
	new Scan(text, label).value('');
	return value;
}

function parsed(text: string, label: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw notJson(error as Error, label);
	}
}

function notJson({ message }: Error, label: string): InputError {
	return new InputError(
		`'${label}' is not valid JSON: ${shortened(message, 200)}`,
		'Nothing was sent. Check quotes, commas and brackets, or give an expression that yields the value itself.',
	);
}

const SPACE = /\s*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Goes through a text that is valid JSON for what parsing it changes without a word. */
class Scan {
	private at = 0;

	constructor(
		private readonly text: string,
		private readonly label: string,
	) {}

	value(path: string): void {
		this.take(SPACE);
		const char = this.text[this.at];
		if (char === '{') this.object(path);
		else if (char === '[') this.list(path);
		else if (char === '"') this.take(STRING);
		else if (char === '-' || (char >= '0' && char <= '9')) this.number(path);
		else this.take(WORD);
		this.take(SPACE);
	}

	private object(path: string): void {
		const names = new Set<string>();
		this.members('}', () => {
			const name = JSON.parse(this.take(STRING)) as string;
			const at = path ? `${path}.${name}` : name;
			if (names.has(name)) throw repeated(this.label, at);
			names.add(name);
			this.take(SPACE);
			this.at++;
			this.value(at);
		});
	}

	private list(path: string): void {
		let place = 0;
		this.members(']', () => this.value(`${path}[${place++}]`));
	}

	private members(end: string, member: () => void): void {
		do {
			this.at++;
			this.take(SPACE);
			if (this.text[this.at] !== end) member();
			this.take(SPACE);
		} while (this.text[this.at] === ',');
		this.at++;
	}

	private number(path: string): void {
		const literal = this.take(NUMBER);
		if (!isExact(literal)) throw rounded(this.label, path, literal);
	}

	private take(token: RegExp): string {
		token.lastIndex = this.at;
		const [found = ''] = token.exec(this.text) ?? [];
		this.at += found.length;
		return found;
	}
}

/** Whether a number is the same after JavaScript has read it. */
function isExact(literal: string): boolean {
	const value = Number(literal);
	if (!isKept(value)) return false;
	return canonical(literal) === canonical(String(value));
}

/** Longer whole numbers are mostly IDs that something has rounded already. */
function isKept(value: number): boolean {
	return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** Digits and exponent of a decimal number, in one way of writing it. */
function canonical(literal: string): string {
	const [, sign, whole, part = '', power = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
	const digits = `${whole}${part}`.replace(/^0+/, '');
	const short = digits.replace(/0+$/, '');
	if (short === '') return '0';
	return `${sign}${short}e${Number(power) - part.length + digits.length - short.length}`;
}

function rounded(label: string, path: string, found: string): InputError {
	return new InputError(
		`'${label}'${placeOf(path)} holds the number ${shortened(found)}, which JavaScript and n8n cannot keep as it is`,
		'Nothing was sent: it would be rounded, or has been when n8n read it. Give it as text, in quotes, or with fewer digits.',
	);
}

function repeated(label: string, path: string): InputError {
	return new InputError(
		`'${label}' has the field ${shortened(path, 100)} twice`,
		'Nothing was sent: one of the two would be lost. Take one of them out.',
	);
}

function unsendable(label: string, path: string, what: string): InputError {
	return new InputError(
		`'${label}'${placeOf(path)} is ${what}, and JSON has no such thing`,
		'Nothing was sent: it would be lost on the way. Correct the expression, or take it out.',
	);
}

function placeOf(path: string): string {
	return path ? ` at ${shortened(path, 100)}` : '';
}

/**
 * The same as JSON carries it: dates as ISO text, all else as it is.
 * @param value what an expression yields
 * @throws {InputError} where something in it would be lost on the way, with its path
 */
export function sendable(
	value: unknown,
	label: string,
	path = '',
	within: unknown[] = [],
): unknown {
	if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
	if (typeof value === 'number') {
		if (isKept(value)) return value;
		if (Number.isFinite(value)) throw rounded(label, path, String(value));
		throw unsendable(label, path, String(value));
	}
	if (typeof value !== 'object' || value === undefined) {
		throw unsendable(label, path, `a value of type ${kindOf(value)}`);
	}
	if (within.includes(value)) {
		throw unsendable(label, path, 'an object that holds itself (a cycle)');
	}
	const own = [...within, value];
	const inner = (one: unknown, at: string) => sendable(one, label, at, own);
	if (Array.isArray(value)) {
		// Not `map`, which passes over holes.
		return Array.from(value as unknown[], (one, i) => inner(one, `${path}[${i}]`));
	}
	return objectOf(value, label, path, inner);
}

function objectOf(
	value: object,
	label: string,
	path: string,
	inner: (one: unknown, at: string) => unknown,
): unknown {
	const kind = kindOf(value);
	if (kind === 'date') {
		const date = value as Date;
		if (Number.isNaN(date.getTime())) throw unsendable(label, path, 'a date that is none');
		return date.toISOString();
	}
	if (kind !== 'object') throw unsendable(label, path, `a value of type ${kind}`);
	// Luxon's and others that say themselves what they are as JSON.
	const { toJSON } = value as { toJSON?: unknown };
	if (typeof toJSON === 'function') return inner(toJSON.call(value) as unknown, path);
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, one]) => one !== undefined)
			.map(([name, one]) => [name, inner(one, path ? `${path}.${name}` : name)]),
	);
}
