import type { Schema } from '../description/files';

/**
 * What comes out and is not as the sample schema says. Null stands for any type; an object without
 * properties in the schema may hold anything.
 */
export function differences(schema: Schema, outputs: readonly unknown[]): string[] {
	return [...new Set(outputs.flatMap((output) => compared(schema, output, '', new Set())))];
}

/**
 * Fields that the sample schemas have and that come out of none of the operations.
 * @param pairs the schema of each operation, and what it hands out
 * @param seldom paths that need not come out, with all below them, and must not
 */
export function unseenFields(
	pairs: ReadonlyArray<readonly [schema: Schema, outputs: readonly unknown[]]>,
	seldom: readonly string[],
): string[] {
	const seen = new Set<string>();
	for (const [schema, outputs] of pairs) {
		for (const output of outputs) compared(schema, output, '', seen);
	}
	const known = new Set(pairs.flatMap(([schema]) => fieldsOf(schema, '')));
	const isSeldom = (path: string) =>
		seldom.some((one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[]`));
	return [
		...[...known]
			.filter((path) => !seen.has(path) && !isSeldom(path))
			.map((path) => `${path} is in the schema and never comes out`),
		...seldom
			.filter((path) => seen.has(path))
			.map((path) => `${path} comes out, and is on the list of what seldom does`),
	];
}

/** @param seen gets the paths of what comes out */
function compared(schema: Schema, value: unknown, path: string, seen: Set<string>): string[] {
	if (path) seen.add(path);
	if (value === null || value === undefined) return [];
	const type = typeIn(value);
	if (type !== schema.type && !(type === 'integer' && schema.type === 'number')) {
		return [`${path} is ${worded(type)}, and ${worded(String(schema.type))} in the schema`];
	}
	if (Array.isArray(value)) {
		const { items } = schema;
		return items ? value.flatMap((one) => compared(items, one, `${path}[]`, seen)) : [];
	}
	const { properties } = schema;
	if (!properties) return [];
	return Object.entries(value as object).flatMap(([name, inner]: [string, unknown]) => {
		const at = path ? `${path}.${name}` : name;
		if (Object.hasOwn(properties, name)) return compared(properties[name], inner, at, seen);
		return inner === undefined ? [] : [`${at} comes out and is not in the schema`];
	});
}

function typeIn(value: unknown): string {
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

function worded(type: string): string {
	return `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** The paths of all fields that a schema has. */
function fieldsOf({ properties = {}, items }: Schema, path: string): string[] {
	if (items) return fieldsOf(items, `${path}[]`);
	return Object.entries(properties).flatMap(([name, inner]) => {
		const at = path ? `${path}.${name}` : name;
		return [at, ...fieldsOf(inner, at)];
	});
}
