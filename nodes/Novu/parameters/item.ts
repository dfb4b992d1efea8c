import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { checkedId, kindOf } from '../engine/request';

/** An input item with its parameters, as n8n resolves them for it. */
export function itemOf(context: IExecuteFunctions, index: number, json: IDataObject): Item {
	return {
		index,
		json,
		timezone: context.getTimezone(),
		parameter: (name) => {
			const value = context.getNodeParameter(name, index, null) as unknown;
			return plain(value) ?? undefined;
		},
	};
}

/** A locator's value is inside `{ __rl: true, mode, value }`. */
function plain(value: unknown): unknown {
	return isObject(value) && '__rl' in value ? value.value : value;
}

/**
 * An id that must be there; see {@link checkedId}.
 * @throws {InputError}
 */
export function idOf(item: Item, name: string, field: string): string {
	return checkedId(item.parameter(name), field);
}

/**
 * A text, or undefined where the field is empty. A number is taken as its text, a locator in a
 * collection as what is inside.
 * @throws {InputError} where it is something else
 */
export function textOf(given: unknown, field: string): string | undefined {
	const value = plain(given);
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') {
		throw new InputError(
			`'${field}' is a value of type ${kindOf(value)}, and a text is needed`,
			`Give '${field}' as text. Where it is an expression, check what it finds for this item.`,
		);
	}
	return value;
}

/** The entries of a collection such as Options; empty where nothing was added. */
export function collectionOf(item: Item, name: string): IDataObject {
	const value = item.parameter(name);
	return isObject(value) ? value : {};
}

/**
 * A JSON field: an object that an expression yields, or its text.
 * @returns undefined where the field is empty
 * @throws {InputError} where the text is no JSON or the value is no object
 */
export function jsonObjectOf(value: unknown, field: string): IDataObject | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const found = typeof value === 'string' ? parsedJson(value, field) : value;
	if (!isObject(found)) {
		throw new InputError(
			`'${field}' is a ${kindOf(found)}, and a JSON object is needed`,
			'Write it as { "name": "value" }, or give an expression that yields an object.',
		);
	}
	return found;
}

/**
 * A JSON field: a list that an expression yields, or its text.
 * @returns undefined where the field is empty
 * @throws {InputError} where the text is no JSON or the value is no list
 */
export function jsonListOf(value: unknown, field: string): unknown[] | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const found = typeof value === 'string' ? parsedJson(value, field) : value;
	if (Array.isArray(found)) return found;
	throw new InputError(
		`'${field}' is a ${kindOf(found)}, and a JSON list is needed`,
		'Write it as [ … ], or give an expression that yields a list.',
	);
}

/**
 * Several short texts: a list, its JSON, or text with commas or line breaks between them.
 * @returns trimmed, each once, in the order given; empty where the field is empty
 * @throws {InputError} where something in it is no text
 */
export function textsOf(value: unknown, field: string): string[] {
	if (value === undefined || value === null) return [];
	const isJsonText = typeof value === 'string' && value.trim().startsWith('[');
	const list = isJsonText ? parsedJson(value, field) : value;
	const texts = Array.isArray(list)
		? list.map((entry) => textOf(entry, field)?.trim() ?? '')
		: (textOf(list, field) ?? '').split(/[,\r\n]/).map((text) => text.trim());
	return [...new Set(texts.filter((text) => text !== ''))];
}

/**
 * What a JSON text holds.
 * @throws {InputError} where it is none
 */
export function parsedJson(text: string, field: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw asInputError(error as Error, field);
	}
}

function asInputError(error: Error, field: string): InputError {
	return new InputError(
		`'${field}' is not valid JSON: ${error.message}`,
		'Check quotes, commas and brackets, or give an expression that yields the value itself.',
	);
}
