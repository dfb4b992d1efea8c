import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Item } from '../engine/operation';
import { givenAt, filled, needed, type Given } from './given';
import { checkNoJunk, exactText } from './ids';
import { listFrom } from './lists';
import { described, inputErrorFor } from './inputErrorFor';

/** Values that a list offers, and what people call them. */
export interface Choices {
	/** Values by what stands for them: themselves, their labels and well-known names, folded */
	readonly names: ReadonlyMap<string, string>;
	readonly values: readonly string[];
}

/**
 * The choices of a list.
 * @param options the list's entries
 * @param aliases other well-known names, with the value that each stands for
 */
export function choicesIn(
	options: readonly INodePropertyOptions[],
	aliases: Readonly<Record<string, string>> = {},
): Choices {
	const names = new Map<string, string>();
	for (const [alias, value] of Object.entries(aliases)) names.set(folded(alias), value);
	for (const { name, value } of options) names.set(folded(name), String(value));
	for (const { value } of options) names.set(folded(String(value)), String(value));
	return { names, values: options.map(({ value }) => String(value)) };
}

function optionsOf({ options = [] }: INodeProperties): Choices {
	return choicesIn(options as INodePropertyOptions[]);
}

/**
 * The value of a list, which an expression may yield, too.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @param field the list, of type `options`
 * @throws {InputError} where it is empty, or none of the list's values: taken for one of them it would
 * do something else than what was meant
 */
export function choiceOf(item: Item, path: string, field: INodeProperties): string {
	return choiceFrom(givenAt(item, path, field.displayName), optionsOf(field));
}

/**
 * The value of a list that may be left out.
 * @returns undefined where the field is empty
 * @throws {InputError} where it is none of the list's values
 */
export function optionalChoiceOf(
	item: Item,
	path: string,
	field: INodeProperties,
): string | undefined {
	const given = givenAt(item, path, field.displayName);
	return filled(given) === undefined ? undefined : choiceFrom(given, optionsOf(field));
}

function choiceFrom(given: Given, choices: Choices): string {
	const { value, label } = given;
	const text = textIn(value);
	const found = text === undefined ? undefined : choices.names.get(folded(text));
	if (found !== undefined) return found;
	const meant = text === undefined ? undefined : nearest(text, choices);
	throw inputErrorFor(
		label,
		described(value),
		`one of ${choices.values.filter(Boolean).join(', ')}`,
		`Nothing was sent. ${meant ? `"${meant}" may be meant. ` : ''}Choose '${label}' from its list, or correct the expression: it must yield one of these for every item.`,
	);
}

function textIn(value: unknown): string | undefined {
	const isText = typeof value === 'string' && value.trim() !== '';
	return isText || typeof value === 'number' ? String(value) : undefined;
}

/**
 * The value of a list that Novu may know more values for: another one goes out as it is.
 * @throws {InputError} where it is empty or nearly one of the list's values, which is then named
 */
export function openChoiceOf(item: Item, path: string, label: string, choices: Choices): string {
	const given = givenAt(item, path, label);
	needed(given);
	return openChoiceFrom(given, choices);
}

/** See {@link openChoiceOf}; undefined where the field is empty. */
export function optionalOpenChoiceOf(
	item: Item,
	path: string,
	label: string,
	choices: Choices,
): string | undefined {
	const given = givenAt(item, path, label);
	return filled(given) === undefined ? undefined : openChoiceFrom(given, choices);
}

function openChoiceFrom({ value, label }: Given, choices: Choices): string {
	const text = exactText(value, label).trim();
	checkNoJunk(text, label);
	const known = choices.names.get(folded(text));
	if (known !== undefined) return known;
	const meant = nearest(text, choices);
	if (meant === undefined) return text;
	throw inputErrorFor(
		label,
		described(text),
		`"${meant}"`,
		`Nothing was sent. Choose '${label}' from its list, or correct the expression: Novu knows it as ${meant}.`,
	);
}

/**
 * Several values of a list: read like any list, and each like one value.
 * @returns each once; empty where the field is empty
 * @throws {InputError} where one is none of the list's values
 */
export function choicesOf(item: Item, path: string, field: INodeProperties): string[] {
	const given = givenAt(item, path, field.displayName);
	const choices = optionsOf(field);
	const values = listFrom(given, { entries: 'words' }).map((value) =>
		choiceFrom({ ...given, value }, choices),
	);
	return [...new Set(values)];
}

/** Without case, blanks and signs: `MS Teams` and `ms-teams` are `msteams`. */
function folded(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** A value that differs from the text by a typing error. */
function nearest(text: string, { names }: Choices): string | undefined {
	const wanted = folded(text);
	for (const [name, value] of names) {
		const most = Math.min(name.length, wanted.length) < 5 ? 1 : 2;
		if (name && Math.abs(name.length - wanted.length) <= most && distance(name, wanted) <= most) {
			return value;
		}
	}
	return undefined;
}

/** How many letters must be put in, left out or changed; two that were swapped count once. */
function distance(a: string, b: string): number {
	const rows = Array.from({ length: a.length + 1 }, (_, i) => [i]);
	for (let j = 1; j <= b.length; j++) rows[0][j] = j;
	for (let i = 1; i <= a.length; i++) {
		for (let j = 1; j <= b.length; j++) {
			const changed = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed);
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (isSwap) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	}
	return rows[a.length][b.length];
}
