import { WRITTEN_BY_USERS } from '../../nodes/Novu/engine/readingOrder';
import type { Schema } from '../description/files';

/** What a person looks for, in the order in which it comes. */
const FIRST = [
	'subscriberId',
	'identifier',
	'key',
	'workflowId',
	'layoutId',
	'stepId',
	'name',
	'channels',
	'email',
	'firstName',
	'lastName',
];
const isInternal = (name: string) => name.startsWith('_') || name === 'deleted';

/** How the fields of an output itself are ordered; what is inside is in reading order always. */
export interface Order {
	/** Whether they have the order that Simplify gives them */
	own: boolean;
	/** Whether `_id` may come first */
	byId?: boolean;
}

/**
 * What of an output is not in reading order, but in what users have written: one of Novu's internals
 * before another field, or a field that people look for behind one that they do not.
 */
export function misplaced(output: unknown, order: Order = { own: false }): string[] {
	return problemsOf(output, '', order);
}

function problemsOf(value: unknown, path: string, order: Order): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => problemsOf(one, `${path}[]`, order));
	if (typeof value !== 'object' || value === null) return [];
	const names = Object.keys(value);
	const inside = Object.entries(value)
		.filter(([name]) => !WRITTEN_BY_USERS.has(name))
		.flatMap(([name, inner]) => problemsOf(inner, path ? `${path}.${name}` : name, { own: false }));
	return [
		...internalsIn(names, order).map((name) => `${path}: ${name} stands before another field`),
		...(order.own ? [] : lateIn(names)).map((name) => `${path}: ${name} does not come first`),
		...inside,
	];
}

function internalsIn(names: string[], { byId = false }: Order): string[] {
	const looked = byId && names[0] === '_id' ? names.slice(1) : names;
	return looked.filter((name, i) => isInternal(name) && !looked.slice(i).every(isInternal));
}

function lateIn(names: string[]): string[] {
	const wanted = FIRST.filter((name) => names.includes(name));
	const found = names.filter((name) => !['topicKey', 'workflow'].includes(name));
	return wanted.filter((name, i) => found[i] !== name);
}

/** Something of the shape that a schema says, its fields in the schema's order. */
export function shapeOf({ type, properties = {}, items }: Schema): unknown {
	if (type === 'array') return items ? [shapeOf(items)] : [];
	if (type !== 'object') return type;
	return Object.fromEntries(
		Object.entries(properties).map(([name, inner]) => [name, shapeOf(inner)]),
	);
}

/** The names of a schema's objects that may hold anything. */
export function openFields({ type, properties, items }: Schema, name = ''): string[] {
	if (items) return openFields(items, name);
	if (type === 'object' && !properties) return [name];
	return Object.entries(properties ?? {}).flatMap(([inner, schema]) => openFields(schema, inner));
}
