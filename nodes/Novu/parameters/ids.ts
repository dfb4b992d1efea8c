import type { Item } from '../engine/operation';
import { InputError } from '../engine/errors';
import { checkedId } from '../engine/request';
import { filled, givenAt, needed, type Given } from './given';
import { described, inputErrorFor, shortened } from './inputErrorFor';

/** What formulas, databases and programs write where they have nothing. */
const JUNK = new Set(['null', 'NULL', 'undefined', 'NaN', 'N/A', 'n/a', '[object Object]']);
/** Errors of spreadsheets, such as `#N/A`. */
const SHEET_ERROR = /^#(N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV\/0!|ERROR!)$/i;
/** An expression that was not switched on. */
const TEMPLATE = /\{\{.*\}\}/s;

/** Whether a text is what is left where a formula found nothing. */
function isJunk(text: string): boolean {
	return JUNK.has(text) || SHEET_ERROR.test(text);
}

/**
 * An ID that must be there.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns without spaces around it
 * @throws {InputError} where it is empty, or is none
 */
export function idOf(item: Item, path: string, label: string): string {
	return idFrom(givenAt(item, path, label));
}

/** An ID that may be left out: undefined where it is; else see {@link idOf}. */
export function optionalIdOf(item: Item, path: string, label: string): string | undefined {
	const given = givenAt(item, path, label);
	return filled(given) === undefined ? undefined : idFrom(given);
}

/** The ID in what was given; see {@link idOf}. */
export function idFrom(given: Given): string {
	const id = exactText(needed(given), given.label).trim();
	// One who is called so is there already, and is meant where somebody wrote it by hand.
	if (!given.findsOnly || given.byExpression) checkNoJunk(id, given.label);
	return checkedId(id, given.label);
}

/**
 * A text, or a number as its text.
 * @throws {InputError} where it is something else, or a number whose last digits are lost
 */
export function exactText(value: unknown, label: string): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'number') throw inputErrorFor(label, described(value), 'a text');
	if (Number.isSafeInteger(value)) return String(value);
	throw inputErrorFor(
		label,
		described(value),
		'a text',
		`Nothing was sent: n8n keeps whole numbers up to 9007199254740991 as they are and has rounded longer ones when it read the JSON. Give '${label}' as text, in quotes, from where it comes from.`,
	);
}

/** @throws {InputError} where the whole text is what a formula leaves behind, or a template */
export function checkNoJunk(text: string, label: string): void {
	if (isJunk(text)) {
		throw new InputError(
			`'${label}' is the text "${text}", which a formula or an expression writes where it finds nothing`,
			`Nothing was sent. Check where '${label}' comes from for this item, or leave such items out before this node.`,
		);
	}
	if (isTemplate(text)) throw notResolved(text, label);
}

/** Whether a text holds an expression that n8n did not resolve. */
export function isTemplate(text: string): boolean {
	return TEMPLATE.test(text);
}

/** What is said of a text with `{{ … }}` in it. */
export function notResolved(text: string, label: string): InputError {
	return new InputError(
		`'${label}' is "${shortened(text)}", with {{ … }} in it that n8n did not resolve`,
		`Nothing was sent: the field is not in expression mode. Switch '${label}' from Fixed to Expression.`,
	);
}
