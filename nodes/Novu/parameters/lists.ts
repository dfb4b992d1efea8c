import type { Item } from '../engine/operation';
import { InputError } from '../engine/errors';
import { checkedId } from '../engine/request';
import { filled, givenAt, nothingFound, type Given } from './given';
import { checkNoJunk, exactText, isTemplate, notResolved } from './ids';
import { parsedJson } from './json';
import { described, hinted, kindOf, inputErrorFor } from './inputErrorFor';

/** How a list is read. */
export interface ListRules {
	/** `ids` are checked as IDs, `words` as tokens, keys and e-mail addresses, both without spaces */
	entries: 'ids' | 'words';
	/** Whether pipes and blanks part entries, too; never of those that are IDs of people */
	splitsWords?: boolean;
	/** Whether the text of a JSON object is an entry */
	takesObjects?: boolean;
	/** Whether a number is no entry; else it is taken as its text */
	refusesNumbers?: boolean;
	/** Whether an empty text is no entry; else it is passed over */
	refusesEmpty?: boolean;
	/** Whether entries stay out of messages */
	isSecret?: boolean;
	/** Whether an expression may yield an empty list */
	mayBeEmpty?: boolean;
}

/**
 * Several short texts in any form in which they come: a list; its JSON, also as text within JSON; text
 * with line breaks, commas, semicolons or tabs between them, with quotes around them or without; an
 * array of PostgreSQL; a list in a list of one.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns without spaces around them, each once, in the order given; empty where the field is empty
 * @throws {InputError} where an entry cannot be sent, with its place
 */
export function textsOf(item: Item, path: string, label: string, rules: ListRules): string[] {
	return listFrom(givenAt(item, path, label), rules);
}

/** The list in what was given; see {@link textsOf}. */
export function listFrom(given: Given, rules: ListRules): string[] {
	const value = filled(given);
	if (value === undefined) return [];
	const found = new Reading(given, rules).read(value);
	if (
		found.length === 0 &&
		given.narrows &&
		given.byExpression &&
		!given.reads &&
		!rules.mayBeEmpty
	) {
		throw nothingFound(given, 'an empty list');
	}
	return [...new Set(found)];
}

/** The list that a field takes, for its description. */
export const LIST_FORMS =
	'with commas, semicolons, tabs or line breaks between them, as a JSON list, or an expression that yields a list';

/** JSON in JSON in JSON is no accident any more. */
const DEEPEST = 3;
const SEPARATORS = ',;\t\r\n';
const WORD_SEPARATORS = `${SEPARATORS}| `;

class Reading {
	private readonly entries: string[] = [];

	constructor(
		private readonly given: Given,
		private readonly rules: ListRules,
	) {}

	read(value: unknown): string[] {
		if (typeof value === 'string') this.text(value, 0);
		else if (Array.isArray(value)) this.list(value, 0);
		else if (this.isNumber(value)) this.entry(exactText(value, this.given.label));
		else throw this.wrong(described(value));
		return this.entries;
	}

	private list(values: readonly unknown[], depth: number): void {
		const [only] = values;
		if (values.length === 1 && Array.isArray(only) && depth < DEEPEST) {
			return this.list(only, depth + 1);
		}
		// Not `forEach`, which passes over holes.
		for (let i = 0; i < values.length; i++) this.listed(values[i], i, depth);
	}

	/** What is an entry of a list already is split only where it is JSON. */
	private listed(value: unknown, place: number, depth: number): void {
		const at = `(number ${place + 1} of the list)`;
		if (typeof value === 'string' && value.trim() !== '') {
			const json = depth < DEEPEST ? jsonListIn(value, this.given.label) : undefined;
			if (json !== undefined) return this.json(json, depth + 1);
			return this.entry(value, at);
		}
		if (this.isNumber(value)) return this.entry(exactText(value, `${this.given.label} ${at}`), at);
		if (typeof value === 'string' && !this.rules.refusesEmpty) return;
		const kind = typeof value === 'string' ? 'empty' : `of type ${kindOf(value)}`;
		throw this.wrongEntry(`${kind} ${at}`);
	}

	private json(value: unknown, depth: number): void {
		if (typeof value === 'string') return this.text(value, depth);
		this.list(value as unknown[], depth);
	}

	private text(given: string, depth: number): void {
		const text = given.trim();
		if (text === '') return;
		if (text === '[object Object]') return this.entry(text);
		// Before it is parted at its blanks.
		if (isTemplate(text)) throw notResolved(text, this.given.label);
		if (depth < DEEPEST) {
			// Broken JSON of a list is said to be so; `[abc]` is no token either.
			if (text.startsWith('[')) return this.json(parsedJson(text, this.given.label), depth + 1);
			const json = jsonListIn(text, this.given.label);
			if (json !== undefined) return this.json(json, depth + 1);
		}
		if (text.startsWith('{') && text.endsWith('}')) return this.braces(text);
		for (const part of this.parts(text)) this.entry(part);
	}

	/** A JSON object, or an array as PostgreSQL writes it: `{a,"b c"}`. */
	private braces(text: string): void {
		if (isJsonObject(text)) {
			if (text.slice(1, -1).trim() === '') return;
			if (this.rules.takesObjects) return this.entry(text);
			throw this.wrong('the text of a JSON object');
		}
		const inside = text.slice(1, -1);
		if (!POSTGRES.test(inside))
			throw this.wrong('a text in braces that is neither JSON nor a list');
		const parts = inside.match(POSTGRES_ENTRY) ?? [];
		parts.forEach((part, i) => {
			if (part.trim() === 'NULL') throw this.wrongEntry(`empty (number ${i + 1} of the list)`);
			const isQuoted = part.trim().startsWith('"');
			this.entry(isQuoted ? part.trim().slice(1, -1).replace(/\\(.)/gs, '$1') : part);
		});
	}

	/** Entries of a text; a separator within quotes parts nothing. */
	private parts(text: string): string[] {
		const separators = this.rules.splitsWords ? WORD_SEPARATORS : SEPARATORS;
		const parts: string[] = [];
		let part = '';
		let quote = '';
		for (let i = 0; i < text.length; i++) {
			const char = text[i];
			if (quote) {
				if (char !== quote) part += char;
				else if (text[i + 1] === quote) part += text[++i];
				else quote = '';
			} else if (part.trim() === '' && isQuote(text, i, separators)) {
				part = '';
				quote = char;
			} else if (separators.includes(char)) {
				parts.push(part);
				part = '';
			} else part += char;
		}
		if (quote) throw this.wrong('a text with a quote that is not closed');
		return [...parts, part].filter((one) => one.trim() !== '');
	}

	private entry(text: string, at = ''): void {
		const { label, byExpression, findsOnly } = this.given;
		const entry = text.trim();
		const isOfList = at ? `${label} ${at}` : label;
		if (isJsonObject(entry) && !this.rules.takesObjects) {
			throw this.wrongEntry(`of type object ${at}`.trim());
		}
		if (!findsOnly || byExpression) checkNoJunk(entry, isOfList);
		this.entries.push(this.rules.entries === 'ids' ? checkedId(entry, label) : entry);
	}

	private isNumber(value: unknown): boolean {
		return !this.rules.refusesNumbers && (typeof value === 'number' || typeof value === 'bigint');
	}

	private wrong(found: string): InputError {
		return inputErrorFor(
			this.given.label,
			found,
			'a list of texts, its JSON, or a text with commas, semicolons or line breaks between them',
			`Nothing was sent. Correct '${this.given.label}'. Where it is an expression, check what it finds for this item.${this.seen()}`,
		);
	}

	private wrongEntry(found: string): InputError {
		const noun = this.rules.isSecret ? 'a token' : 'an entry';
		return new InputError(
			`'${this.given.label}' holds ${noun} that is ${found}`,
			`Nothing was sent. Every entry must be a text. Take this one out, or correct the expression.${this.seen()}`,
		);
	}

	private seen(): string {
		const words = seenIn(this.entries, this.rules);
		return words && ` ${words}`;
	}
}

/** What was read of a list, for a message: how many, the first and the last. */
export function seenIn(entries: readonly string[], { isSecret }: ListRules): string {
	if (entries.length === 0) return '';
	const shown = (entry: string) => (isSecret ? hinted(entry) : described(entry));
	const [first, last] = [entries[0], entries[entries.length - 1]].map(shown);
	if (entries.length === 1) return `Read was one entry: ${first}.`;
	return `Read were ${entries.length} entries, from ${first} to ${last}.`;
}

/** A quote opens where it is closed again before the end of the entry; `'` may be an apostrophe. */
function isQuote(text: string, at: number, separators: string): boolean {
	if (text[at] === '"') return true;
	if (text[at] !== "'") return false;
	const end = text.indexOf("'", at + 1);
	const after = text.slice(end + 1).trimStart();
	return end > at && (after === '' || separators.includes(after[0]));
}

/** The list or the text in a text that is JSON; undefined where it is something else. */
function jsonListIn(given: string, label: string): unknown[] | string | undefined {
	const text = given.trim();
	if (!/^(\[.*\]|".*")$/s.test(text)) return undefined;
	if (!isJson(text)) return undefined;
	const value = parsedJson(text, label);
	return Array.isArray(value) || typeof value === 'string' ? value : undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

function isJsonObject(text: string): boolean {
	return text.startsWith('{') && text.endsWith('}') && isJson(text);
}

const POSTGRES_PART = String.raw`\s*(?:"(?:[^"\\]|\\.)*"|[^"{},\\]+)\s*`;
const POSTGRES = new RegExp(`^${POSTGRES_PART}(?:,${POSTGRES_PART})*$`, 's');
const POSTGRES_ENTRY = new RegExp(POSTGRES_PART, 'gs');
