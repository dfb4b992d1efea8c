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

/** Objects whose order is as it should be, whatever it is. */
const settled = new WeakSet<object>();

/**
 * Long lists that were looked through, and what became of them: thousands of items can be handed the same
 * list of thousands of tokens. Answers are never changed in place.
 */
const longLists = new WeakMap<readonly unknown[], readonly unknown[]>();
const LONG = 100;

/**
 * The same value with all of its fields, also in the lists and objects inside: what people read comes
 * first, Novu's housekeeping last. What {@link WRITTEN_BY_USERS users have written} and what
 * {@link asItIs} was told of stay as they are. What is in order already is not copied.
 */
export function inReadingOrder<T>(value: T): T {
	if (Array.isArray(value)) return listOf(value) as T;
	if (!isObject(value) || settled.has(value)) return value;
	const names = Object.keys(value);
	const moves = !isInOrder(names);
	return withFields(value, moves ? inOrder(names) : names, moves) as T;
}

/** Keeps the order that an object and all inside of it have. */
export function asItIs<T extends object>(value: T): T {
	settled.add(value);
	return value;
}

/** Keeps the order of an object's own fields, as Simplify has chosen them; not of what is inside. */
export function inOwnOrder(value: IDataObject): IDataObject {
	return asItIs(withFields(value, Object.keys(value), false));
}

function listOf(list: readonly unknown[]): readonly unknown[] {
	const seen = longLists.get(list);
	if (seen) return seen;
	const entries = list.map(inReadingOrder);
	const ordered = entries.some((entry, i) => entry !== list[i]) ? entries : list;
	if (list.length >= LONG) longLists.set(list, ordered);
	return ordered;
}

function isInOrder(names: readonly string[]): boolean {
	return names.every((name, i) => i === 0 || rankOf(names[i - 1]) <= rankOf(name));
}

function inOrder(names: string[]): string[] {
	return names.sort((a, b) => rankOf(a) - rankOf(b));
}

/** The object with its fields in this order, and in order inside; itself where nothing moves. */
function withFields(value: IDataObject, names: readonly string[], moves: boolean): IDataObject {
	// It would be set as the prototype.
	if (names.includes('__proto__')) return value;
	const ordered: IDataObject = {};
	let isSame = !moves;
	for (const name of names) {
		const inner = value[name];
		ordered[name] = WRITTEN_BY_USERS.has(name) ? inner : inReadingOrder(inner);
		isSame &&= ordered[name] === inner;
	}
	return isSame ? value : ordered;
}

/** Whether a value under a name is an object whose fields are Novu's, or this node's. */
export function isNovus(name: string, value: unknown): value is IDataObject | unknown[] {
	return !WRITTEN_BY_USERS.has(name) && (isObject(value) || Array.isArray(value));
}
