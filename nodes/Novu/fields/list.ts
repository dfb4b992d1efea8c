import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item, Plan } from '../engine/operation';
import { readList, type ListRequest } from '../engine/paging';
import { inReadingOrder } from '../engine/readingOrder';
import { withDisplayOptions } from './builders';
import { booleanOf } from '../parameters/booleans';
import { countOf } from '../parameters/numbers';

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};
/** Every entry costs a model a hundred tokens and more. */
const MODEL_LIMIT = 10;

/**
 * Return All and Limit, in n8n's words. As a tool the node has another default: a field of its own, so
 * that n8n keeps a limit that the user set as it was set, also where it is the other one's default. `@tool`
 * stands first: n8n takes a condition on an expression as met without looking further.
 */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	withDisplayOptions(limitField, { '@tool': [false], returnAll: [false] }),
	withDisplayOptions(
		{ ...limitField, default: MODEL_LIMIT },
		{ '@tool': [true], returnAll: [false] },
	),
];

/** Simplify, in n8n's words; for answers with more than ten fields. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Makes an entry of at most ten fields of Novu's, most useful first. */
export type Simplify = (entry: IDataObject) => IDataObject;

/** Takes these fields of an entry, as far as it has them. */
export function pick(...names: string[]): Simplify {
	return (entry) =>
		Object.fromEntries(
			names.filter((name) => entry[name] !== undefined).map((name) => [name, entry[name]]),
		);
}

/**
 * What the item's Simplify makes of an entry of an answer: `simplify`, or nothing.
 * @param byDefault what holds where Simplify is empty; the default of the operation's field
 * @throws {InputError} where Simplify is an expression that yields neither true nor false
 */
export function simplifierOf(item: Item, simplify: Simplify, byDefault = true): Simplify {
	const { name, displayName } = simplifyField;
	const isOn = booleanOf(item, name, displayName) ?? byDefault;
	return isOn ? simplify : inReadingOrder;
}

/** What an entry of a list tells a model nothing by: times, and Novu's own IDs and housekeeping. */
const NOT_FOR_MODELS = [
	'createdAt',
	'updatedAt',
	'lastTriggeredAt',
	'slug',
	'origin',
	'kind',
	'_id',
];

/**
 * What a list hands out of an entry: to a model that called the node as a tool, less of it where Simplify
 * is on.
 * @param shown what the item's Simplify makes of the entry
 * @param kept of what models are spared: what the next call takes, or what the entry is asked for
 */
export function listEntryOf(item: Item, shown: Simplify, kept: readonly string[] = []): Simplify {
	const { name, displayName } = simplifyField;
	if (!item.isForModel() || booleanOf(item, name, displayName) === false) return shown;
	const spared = NOT_FOR_MODELS.filter((field) => !kept.includes(field));
	return (entry) =>
		Object.fromEntries(Object.entries(shown(entry)).filter(([field]) => !spared.includes(field)));
}

/**
 * The plan of a Get Many: reads as many entries as the item's Return All and Limit ask for.
 * @param simplify for operations with {@link simplifyField}
 * @param kept see {@link listEntryOf}
 */
export function listPlan(
	item: Item,
	list: ListRequest,
	simplify?: Simplify,
	kept?: readonly string[],
): Pick<Plan, 'run'> {
	const limit = limitOf(item);
	const shown = simplify ? listEntryOf(item, simplifierOf(item, simplify), kept) : inReadingOrder;
	return {
		run: async (call) => {
			const entries = await readList(call, list, limit);
			return entries.map(shown);
		},
	};
}

/**
 * How many entries the item's Return All and Limit ask for; undefined for all.
 * @throws {InputError} where an expression yields something else: the list would be silently short
 */
export function limitOf(item: Item): number | undefined {
	if (booleanOf(item, 'returnAll', 'Return All') === true) return undefined;
	const byDefault = item.isForModel() ? MODEL_LIMIT : limitField.default;
	return countOf(item, 'limit', 'Limit') ?? (byDefault as number);
}
