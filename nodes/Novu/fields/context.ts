import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { jsonObjectOf, textsOf } from '../parameters/item';

const FIELD = 'Context (JSON)';

/** The context that something is made for: `{ "tenant": "acme" }`. Novu takes at most five. */
export const contextField: INodeProperties = {
	displayName: FIELD,
	name: 'context',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "tenant": "acme" }',
	description:
		'The contexts that it belongs to: the ID of each by its type, as in { "tenant": "acme" }. Novu uses it only for triggers with just these contexts, and one without contexts only for triggers without.',
};

/** Filters a list by its entries' contexts. */
export const contextKeysFilter: INodeProperties = {
	displayName: 'Context Keys',
	name: 'contextKeys',
	type: 'string',
	default: '',
	placeholder: 'e.g. tenant:acme',
	description:
		'The contexts that it belongs to, all of them and in any order, each as type:ID. Several with a comma or a line break between them, as a JSON list, or an expression that yields a list.',
};

/** The context that was given; undefined where there is none. */
export function contextOf(value: unknown): IDataObject | undefined {
	const context = jsonObjectOf(value, FIELD);
	return context && Object.keys(context).length > 0 ? context : undefined;
}

/** What was given for {@link contextKeysFilter}; undefined where nothing was. */
export function contextKeysOf(value: unknown): string[] | undefined {
	const keys = textsOf(value, 'Context Keys');
	return keys.length > 0 ? keys : undefined;
}
