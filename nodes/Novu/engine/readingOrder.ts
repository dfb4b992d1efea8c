import type { IDataObject } from 'n8n-workflow';
import { isObject } from './errors';

/** What a person looks for first, in whatever Novu answers. */
const FIRST = [
	'subscriberId',
	'identifier',
	'key',
	'workflowId',
	'layoutId',
	'stepId',
	'topicKey',
	'name',
	'workflow',
	'channels',
	'email',
	'firstName',
	'lastName',
	'phone',
];

/** Novu's own housekeeping; `_` stands for every other name that begins so. */
const LAST = [
	'createdAt',
	'updatedAt',
	'_id',
	'_',
	'_organizationId',
	'_environmentId',
	'__v',
	'deleted',
];

/**
 * Where Novu keeps what somebody has written: the order in it is theirs. JSON of the user's own (`data`,
 * `payload`, `condition`, a payload's schema, contexts, a filter), what an event overrides, templates and
 * what they are made with, a step's settings, and texts of a translation. Not `credentials`, `conditions`
 * and `issues`: their names are Novu's.
 */
export const WRITTEN_BY_USERS: ReadonlySet<string> = new Set([
	'condition',
	'content',
	'context',
	'controls',
	'controlValues',
	'customData',
	'data',
	'events',
	'filter',
	'metadata',
	'overrides',
	'payload',
	'payloadExample',
	'payloadSchema',
	'previewPayloadExample',
	'providerMetadata',
	'providerOverrides',
	'variables',
]);

/** Ranks of the named fields; all others are 0. */
const RANKS = new Map<string, number>([
	...FIRST.map((name, i): [string, number] => [name, i - FIRST.length]),
	...LAST.map((name, i): [string, number] => [name, i + 1]),
]);
const RANK_OF_INTERNALS = RANKS.get('_') as number;

function rankOf(name: string): number {
	return RANKS.get(name) ?? (name.startsWith('_') ? RANK_OF_INTERNALS : 0);
}

/**
 * What was put in order, and what it became: several items can be handed the same list of thousands of
 * tokens, which is looked through once. Answers are never changed in place.
 */
const known = new WeakMap<object, unknown>();

/**
 * The same value with all of its fields, also in the lists and objects inside: what people read comes
 * first, Novu's housekeeping last. What {@link WRITTEN_BY_USERS users have written} and what
 * {@link asItIs} was told of stay as they are. What is in order already is not copied.
 */
export function inReadingOrder<T>(value: T): T {
	if (typeof value !== 'object' || value === null) return value;
	if (!known.has(value)) known.set(value, Array.isArray(value) ? listOf(value) : sorted(value));
	return known.get(value) as T;
}

/** Keeps the order that an object and all inside of it have. */
export function asItIs<T extends object>(value: T): T {
	known.set(value, value);
	return value;
}

/** Keeps the order of an object's own fields, as Simplify has chosen them; not of what is inside. */
export function inOwnOrder(value: IDataObject): IDataObject {
	return asItIs(withFields(value, Object.keys(value)));
}

function listOf(list: readonly unknown[]): readonly unknown[] {
	const entries = list.map(inReadingOrder);
	return entries.some((entry, i) => entry !== list[i]) ? entries : list;
}

function sorted(value: object): object {
	const names = Object.keys(value);
	const ranks = names.map(rankOf);
	const isSorted = ranks.every((rank, i) => i === 0 || ranks[i - 1] <= rank);
	if (!isSorted) names.sort((a, b) => rankOf(a) - rankOf(b));
	return withFields(value as IDataObject, names, !isSorted);
}

/** The object with its fields in this order, and in order inside; itself where nothing moves. */
function withFields(value: IDataObject, names: readonly string[], moves = false): IDataObject {
	const fields = names.map((name): [string, unknown] => {
		const inner = value[name];
		return [name, WRITTEN_BY_USERS.has(name) ? inner : inReadingOrder(inner)];
	});
	const isSame = !moves && fields.every(([name, inner]) => inner === value[name]);
	return isSame ? value : (Object.fromEntries(fields) as IDataObject);
}

/** Whether a value under a name is an object whose fields are Novu's, or this node's. */
export function isNovus(name: string, value: unknown): value is IDataObject | unknown[] {
	return !WRITTEN_BY_USERS.has(name) && (isObject(value) || Array.isArray(value));
}
