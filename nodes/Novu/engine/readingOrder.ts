import type { IDataObject } from 'n8n-workflow';
import { isObject } from './errors';

/** What a person looks for first, in whatever Novu answers. */
const FIRST = [
	'subscriberId',
	'identifier',
	'key',
	'workflowId',
	'topicKey',
	'name',
	'channels',
	'email',
	'firstName',
	'lastName',
	'phone',
];
/** Novu's own housekeeping. */
const LAST = [
	'createdAt',
	'updatedAt',
	'_id',
	'_organizationId',
	'_environmentId',
	'_parentId',
	'__v',
	'deleted',
];

/** The same object with all of its fields: what people read comes first, Novu's housekeeping last. */
export function inReadingOrder<T>(value: T): T {
	if (!isObject(value)) return value;
	const names = Object.keys(value).sort((a, b) => rankOf(a) - rankOf(b));
	return Object.fromEntries(names.map((name) => [name, (value as IDataObject)[name]])) as T;
}

/** Ranks of the named fields; all others are 0. */
const RANKS = new Map<string, number>([
	...FIRST.map((name, i): [string, number] => [name, i - FIRST.length]),
	...LAST.map((name, i): [string, number] => [name, i + 1]),
]);

function rankOf(name: string): number {
	return RANKS.get(name) ?? 0;
}
