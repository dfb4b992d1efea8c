import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item, Plan } from '../engine/operation';
import { readList, type ListRequest } from '../engine/paging';
import { inOwnOrder, inReadingOrder, isNovus } from '../engine/readingOrder';
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

/** The engine puts what an operation hands out in an order, see {@link inReadingOrder}. */
const unchanged: Simplify = (entry) => entry;

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
	return isOn ? (entry) => inOwnOrder(simplify(entry)) : unchanged;
}

/** What an entry of a list tells a model nothing by, beside times and names that begin with `_`. */
const NOT_FOR_MODELS = ['slug', 'origin', 'kind', 'deleted'];

/** What a model gets to know of what an entry belongs to: by what other calls name it, and its name. */
const BELONGS_TO: Record<string, Simplify> = {
	subscriber: pick('subscriberId', 'firstName', 'lastName'),
	topic: pick('key', 'name'),
	workflow: pick('workflowId', 'identifier', 'name'),
};

/**
 * What a list hands out of an entry: to a model that called the node as a tool, less of it, unless the
 * list has a Simplify that is off.
 * @param shown what the item's Simplify makes of the entry
 * @param kept of what models are spared: what the next call takes, or what the entry is asked for
 */
export function listEntryOf(
	item: Item,
	shown: Simplify = unchanged,
	kept: readonly string[] = [],
): Simplify {
	const { name, displayName } = simplifyField;
	if (!item.isForModel() || booleanOf(item, name, displayName) === false) return shown;
	return (entry) => inOwnOrder(cutForModels(inReadingOrder(shown(entry)), kept));
}

function cutForModels(entry: IDataObject, kept: readonly string[]): IDataObject {
	const isSpared = (name: string) =>
		!kept.includes(name) && (/^_|At$/.test(name) || NOT_FOR_MODELS.includes(name));
	const cut = (name: string, value: unknown): unknown => {
		if (!isNovus(name, value)) return value;
		if (Array.isArray(value)) return value.map((one) => cut('', one));
		return cutForModels(BELONGS_TO[name]?.(value) ?? value, kept);
	};
	return Object.fromEntries(
		Object.entries(entry)
			.filter(([name]) => !isSpared(name))
			.map(([name, value]) => [name, cut(name, value)]),
	) as IDataObject;
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
	const shown = listEntryOf(item, simplify && simplifierOf(item, simplify), kept);
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
