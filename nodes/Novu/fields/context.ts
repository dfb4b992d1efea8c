import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item } from '../engine/operation';
import { jsonObjectOf } from '../parameters/json';
import { LIST_FORMS, textsOf } from '../parameters/lists';

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
	description: `The contexts that it belongs to, all of them and in any order, each as type:ID. Several ${LIST_FORMS}.`,
};

/** The context that was given; undefined where there is none. */
export function contextOf(item: Item, path: string): IDataObject | undefined {
	const context = jsonObjectOf(item, path, FIELD);
	return context && Object.keys(context).length > 0 ? context : undefined;
}

/** What was given for {@link contextKeysFilter}; undefined where nothing was. */
export function contextKeysOf(item: Item, path: string): string[] | undefined {
	const keys = textsOf(item, path, 'Context Keys', { entries: 'words' });
	return keys.length > 0 ? keys : undefined;
}
