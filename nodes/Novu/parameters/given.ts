import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { plain } from './item';
import { described, inputErrorFor } from './inputErrorFor';
import { narrows } from './roles';

/** What was given for a field, and how. */
export interface Given {
	/** As n8n resolved it, taken out of a resource locator */
	readonly value: unknown;
	/** `name`, or `collection.name`; empty for a value inside of what was given */
	readonly path: string;
	/** What the user sees the field called by */
	readonly label: string;
	/** Whether it came from an expression. One that a model fills counts as chosen by the model. */
	readonly byExpression: boolean;
	/** Whether it stands in the node as it is */
	readonly isFixed: boolean;
	/** See {@link narrows} */
	readonly narrows: boolean;
	/** Whether the operation only reads */
	readonly reads: boolean;
	/** Whether the operation reads or takes away what is there already */
	readonly findsOnly: boolean;
}

/** n8n's name for what a model fills; it takes other spellings of it, too. */
const FROM_MODEL = /\$fromai\s*\(/i;
const READS = /^(get|count|check)/;
const REMOVES = /^(delete|remove)/;

/**
 * What the item has for a field.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @param label the field's name as the user sees it
 */
export function givenAt(item: Item, path: string, label: string): Given {
	const expression = item.expression(path);
	const operation = String(item.parameter('operation'));
	return {
		value: valueAt(item, path),
		path,
		label,
		byExpression: expression !== undefined && !FROM_MODEL.test(expression),
		isFixed: expression === undefined,
		narrows: narrows(path),
		reads: READS.test(operation),
		findsOnly: READS.test(operation) || REMOVES.test(operation),
	};
}

/** A value inside of what was given, such as a field of a JSON object. */
export function givenIn(value: unknown, label: string): Given {
	return {
		value: plain(value),
		path: '',
		label,
		byExpression: true,
		isFixed: false,
		narrows: false,
		reads: false,
		findsOnly: false,
	};
}

function valueAt(item: Item, path: string): unknown {
	const [name, entry] = path.split('.');
	if (entry === undefined) return item.parameter(name);
	const all = collectionOf(item, name);
	return Object.hasOwn(all, entry) ? plain(all[entry]) : undefined;
}

/**
 * The entries of a collection such as Options; empty where nothing was added.
 * @throws {InputError} where it is one expression for all that yields no object
 */
export function collectionOf(item: Item, name: string): IDataObject {
	const value = item.parameter(name);
	if (isObject(value)) return value;
	const isNothing = value === undefined || value === '';
	const expression = item.expression(name);
	const isMeant = expression !== undefined && !FROM_MODEL.test(expression);
	if (isNothing && !(isMeant && narrows(`${name}.*`))) return {};
	throw inputErrorFor(
		name,
		described(value),
		'an object with the fields of the collection',
		'Nothing was sent. Add the fields one by one, or correct the expression.',
	);
}

/** Whether an entry was added to a collection and left empty by hand, which empties it in Novu. */
export function isEmptied({ value, isFixed }: Given): boolean {
	return isFixed && value === '';
}

/** Whether an entry was added to a collection; one whose expression finds nothing was. */
export function isAdded(item: Item, path: string): boolean {
	const [name, entry] = path.split('.');
	return Object.hasOwn(collectionOf(item, name), entry) || item.expression(path) !== undefined;
}

/**
 * What was given where something was.
 * @returns undefined for null, undefined and an empty text: the field is left empty
 * @throws {InputError} where the field narrows what the operation does, and its expression finds
 * nothing: without it the operation would do more than was meant
 */
export function filled(given: Given): unknown {
	const { value, byExpression } = given;
	const isText = typeof value === 'string' && value.trim() === '';
	if (value !== undefined && value !== null && !isText) return value;
	if (!given.narrows || !byExpression || (isText && given.reads)) return undefined;
	throw nothingFound(given, isText ? 'an empty text' : `nothing (${String(value)})`);
}

/** What is said where the expression of a field that narrows finds nothing. */
export function nothingFound({ path, label }: Given, found: string): InputError {
	const isEmpty = path.startsWith('filters.')
		? `The filter '${label}' is empty`
		: `'${label}' ${path.includes('.') ? 'was added and is empty' : 'is empty'}`;
	return new InputError(
		`${isEmpty}: its expression yields ${found} for this item`,
		`Nothing was sent: without '${label}' more would be meant than you chose. Correct the expression or leave such items out before this node; where all is meant, leave the field empty.`,
	);
}

/**
 * What was given for a field that must be filled.
 * @throws {InputError} where nothing was
 */
export function needed(given: Given): unknown {
	const value = filled({ ...given, narrows: false });
	if (value !== undefined) return value;
	throw new InputError(
		`'${given.label}' is empty`,
		`Nothing was sent. Fill '${given.label}'. Where it is an expression, check that it finds a value for this item.`,
	);
}
