import { InputError } from '../engine/errors';
import type { Item } from '../engine/operation';
import { filled, givenAt, isEmptied, needed, type Given } from './given';
import { checkNoJunk, exactText, notResolved } from './ids';
import { described, kindOf, inputErrorFor, shortened } from './inputErrorFor';

/**
 * A text of the user's own, such as a name or a title: it goes out as it is.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns undefined where the field is empty, or its expression finds nothing
 * @throws {InputError} where it is no text
 */
export function textOf(item: Item, path: string, label: string): string | undefined {
	const value = filled(givenAt(item, path, label));
	return value === undefined ? undefined : exactText(value, label);
}

/**
 * The same for a field that can be emptied: an empty text where it was added and left empty by hand, and
 * undefined where its expression finds nothing.
 */
export function changedTextOf(item: Item, path: string, label: string): string | undefined {
	return isEmptied(givenAt(item, path, label)) ? '' : textOf(item, path, label);
}

/**
 * A text that stands for something, such as an e-mail address or a key: without spaces around it.
 * @throws {InputError} where it is no text, or what a formula leaves where it finds nothing
 */
export function wordOf(item: Item, path: string, label: string): string | undefined {
	return wordFrom(givenAt(item, path, label));
}

function wordFrom(given: Given): string | undefined {
	const value = filled(given);
	if (value === undefined) return undefined;
	const text = exactText(value, given.label).trim();
	checkNoJunk(text, given.label);
	return text;
}

/** A secret, such as a token: see {@link wordOf}; no message repeats it. */
export function secretOf(item: Item, path: string, label: string): string | undefined {
	const given = givenAt(item, path, label);
	const value = filled(given);
	if (value === undefined) return undefined;
	const text = Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text !== 'string')
		throw inputErrorFor(label, `a value of type ${kindOf(value)}`, 'a text');
	checkNoJunk(text.trim(), label);
	return text.trim();
}

/** A secret that must be there; see {@link secretOf}. */
export function neededSecretOf(item: Item, path: string, label: string): string {
	needed(givenAt(item, path, label));
	return secretOf(item, path, label) ?? '';
}

const HTTP_WITH_HOST = /^https?:\/\/[^\s/?#:@][^\s/?#]*/i;
/** A second address behind what can part two, or glued to the first. */
const ANOTHER = /[^/=&?:%#]https?:\/\//i;

/**
 * An address that Novu is to call.
 * @returns undefined where the field is empty
 * @throws {InputError} where it is not one absolute http(s) URL with a host
 */
export function urlOf(item: Item, path: string, label: string): string | undefined {
	const value = filled(givenAt(item, path, label));
	if (value === undefined) return undefined;
	if (typeof value !== 'string') throw inputErrorFor(label, described(value), WANTED);
	const url = value.trim();
	if (/\{\{|\}\}/.test(url)) throw notResolved(shownUrl(url), label);
	checkNoJunk(url, label);
	if (ANOTHER.test(url)) throw noAddress(label, 'one http(s) address, but several', url, ONE);
	if (HTTP_WITH_HOST.test(url) && !/\s/.test(url) && URL.canParse(url)) return url;
	throw noAddress(
		label,
		'an http(s) address with a host',
		url,
		'Novu would keep it and fail at every message. Give the whole address, beginning with https://.',
	);
}

const WANTED = 'one whole address as in https://hooks.example.com/…';
const ONE =
	'Novu would take them for one address and fail at every message. Give one; for several write an item for each, with an integration of its own.';

function noAddress(label: string, wanted: string, url: string, advice: string): InputError {
	return new InputError(
		`'${label}' is not ${wanted}: "${shownUrl(url)}"`,
		`Nothing was sent: ${advice}`,
	);
}

/** The beginning of an address: what follows the host may be a secret. */
function shownUrl(url: string): string {
	return shortened(url, 24);
}
