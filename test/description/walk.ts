import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type NodeParameterValue,
} from 'n8n-workflow';
import { loadPackage } from '../../sandbox/runner';

/** A built node, as n8n loads it. */
export interface BuiltNode {
	description: INodeTypeDescription;
	methods: NonNullable<INodeType['methods']>;
}

/** All nodes of the package. */
export async function builtNodes(): Promise<BuiltNode[]> {
	const { loader, name, nodeTypes } = await loadPackage();
	return Object.keys(loader.nodeTypes).map((node) => {
		const { description, methods = {} } = nodeTypes.getByNameAndVersion(
			`${name}.${node}`,
		) as INodeType;
		return { description, methods };
	});
}

/** A parameter, and where it stands. */
export interface Found {
	/** For messages, e.g. `novu subscriber.get options.timeout` */
	where: string;
	property: INodeProperties;
	/** The parameters of the same level */
	level: readonly INodeProperties[];
	/** Whether it is an entry of a collection */
	nested: boolean;
}

/** The fields of all credentials of the package. */
export async function credentialFields(): Promise<Found[]> {
	const { loader } = await loadPackage();
	return Object.values(loader.credentialTypes).flatMap(({ type }) =>
		type.properties.flatMap((property) => below(property, type.name, type.properties, false)),
	);
}

/** What n8n itself adds to every node that polls. */
const ADDED_BY_N8N = ['pollTimes'];

/** All parameters of a node, entries of collections included. */
export function parametersOf({ name, properties }: INodeTypeDescription): Found[] {
	const own = properties.filter((property) => !ADDED_BY_N8N.includes(property.name));
	return own.flatMap((property) => {
		const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
		const at = [resource.join('|'), operation.join('|')].filter(Boolean).join('.');
		return below(property, at ? `${name} ${at}` : name, properties, false);
	});
}

function below(
	property: INodeProperties,
	at: string,
	level: readonly INodeProperties[],
	nested: boolean,
): Found[] {
	const where = nested ? `${at}.${property.name}` : `${at} ${property.name}`;
	return [
		{ where, property, level, nested },
		...entriesOf(property).flatMap(({ values, name }) =>
			values.flatMap((entry) => below(entry, name ? `${where}.${name}` : where, values, true)),
		),
	];
}

/** The parameters inside of a collection, or inside of each group of a fixed collection. */
export function entriesOf({
	type,
	options = [],
}: INodeProperties): Array<{ name?: string; values: INodeProperties[] }> {
	if (type === 'collection') return [{ values: options as INodeProperties[] }];
	if (type === 'fixedCollection') return options as INodePropertyCollection[];
	return [];
}

/** The values of a list; empty for other parameters. */
export function choicesOf({ type, options = [] }: INodeProperties): INodePropertyOptions[] {
	return ['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];
}

/** A resource with one of its operations; neither for a node that has none. */
export interface Selection {
	resource?: string;
	operation?: string;
}

/** All operations that the node offers. */
export function selectionsOf({ properties }: INodeTypeDescription): Selection[] {
	const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);
	if (resources.length === 0) return [{}];
	return resources.flatMap(({ value }) =>
		properties
			.filter((property) => property.name === 'operation' && suits(property, 'resource', value))
			.flatMap(choicesOf)
			.map((operation) => ({ resource: String(value), operation: String(operation.value) })),
	);
}

/** For messages: `subscriber.get`. */
export function nameOf({ resource, operation }: Selection): string {
	return resource ? `${resource}.${operation}` : 'node';
}

function suits(property: INodeProperties, name: string, value: unknown): boolean {
	const wanted: readonly unknown[] | undefined = property.displayOptions?.show?.[name];
	return !wanted || wanted.includes(value);
}

/** The top-level parameters that belong to an operation, shown or not. */
export function parametersFor(
	{ properties }: INodeTypeDescription,
	{ resource, operation }: Selection,
): INodeProperties[] {
	if (!resource) return properties;
	return properties.filter(
		(property) => suits(property, 'resource', resource) && suits(property, 'operation', operation),
	);
}

/** Conditions on values in a property's display options, as `[name, value]`; `/` and `@` are kept. */
export function conditionsOf({ displayOptions = {} }: INodeProperties): Array<[string, unknown]> {
	return [displayOptions.show, displayOptions.hide].flatMap((side = {}) =>
		Object.entries(side).flatMap(([name, values = []]) =>
			values.map((value): [string, unknown] => [name, value]),
		),
	);
}

/** A value that n8n finds out for each item. */
export const EXPRESSION = '={{ $json.value }}';
/** What the editor goes by where an expression finds nothing: it looks at what it finds. */
const FINDS_NOTHING = undefined;
const MOST_COMBINATIONS = 20_000;

/**
 * What a user can make of an operation's parameters: every combination of the values that decide
 * what is shown, an expression included where the editor offers it.
 * @returns for each combination the parameters that are shown
 * @throws {Error} where there are too many combinations to try
 */
export function* shownCombinations(
	description: INodeTypeDescription,
	selection: Selection,
): Generator<{ values: INodeParameters; shown: INodeProperties[] }> {
	const properties = parametersFor(description, selection);
	const domains = decidingNames(properties).map(
		(name) => [name, domainOf(name, properties)] as const,
	);
	const count = domains.reduce((product, [, domain]) => product * domain.length, 1);
	if (count > MOST_COMBINATIONS) {
		throw new Error(`${nameOf(selection)} has ${count} combinations of what decides on display`);
	}
	for (const combination of combinations(domains)) {
		const values = { ...selection, ...combination } as INodeParameters;
		yield { values, shown: shownWith(description, properties, values) };
		yield { values, shown: shownWith(asTool(description), properties, values) };
	}
}

/** What n8n goes by for `@tool`. */
export function asTool(description: INodeTypeDescription): INodeTypeDescription {
	return { ...description, name: `${description.name}Tool` };
}

/** Whether a parameter is the one that n8n shows in the place of another where the node is a tool. */
export function isForTools({ displayOptions }: INodeProperties): boolean {
	return displayOptions?.show?.['@tool']?.includes(true) === true;
}

function decidingNames(properties: readonly INodeProperties[]): string[] {
	const names = properties.flatMap(conditionsOf).map(([name]) => name.replace(/^\//, ''));
	return [...new Set(names)].filter(
		(name) => !['resource', 'operation'].includes(name) && !name.startsWith('@'),
	);
}

function domainOf(name: string, properties: readonly INodeProperties[]): NodeParameterValue[] {
	const variants = properties.filter((property) => property.name === name);
	const free = variants.some(({ noDataExpression }) => !noDataExpression);
	const asked = properties
		.flatMap(conditionsOf)
		.filter(([condition, value]) => condition === name && typeof value !== 'object')
		.map(([, value]) => value as NodeParameterValue);
	const open = free ? [EXPRESSION, FINDS_NOTHING] : [];
	return [...new Set([...variants.flatMap(valuesOf), ...asked, ...open])];
}

/** The values that a parameter can have, as far as they can be listed. */
export function valuesOf(property: INodeProperties): NodeParameterValue[] {
	if (property.type === 'boolean') return [true, false];
	if (['options', 'multiOptions'].includes(property.type)) {
		return choicesOf(property).map(({ value }) => value);
	}
	return ['', 'text'];
}

function* combinations(
	domains: ReadonlyArray<readonly [string, readonly NodeParameterValue[]]>,
): Generator<INodeParameters> {
	const [first, ...others] = domains;
	if (!first) return yield {};
	const [name, domain] = first;
	for (const value of domain) {
		for (const rest of combinations(others)) yield { [name]: value, ...rest };
	}
}

/**
 * The parameters that n8n shows with these values. One that is not shown has no value, and hides what
 * depends on it.
 */
export function shownWith(
	description: INodeTypeDescription,
	properties: readonly INodeProperties[],
	values: INodeParameters,
): INodeProperties[] {
	const shown = properties.filter((property) => isShown(property, values, description));
	const names = new Set(shown.map(({ name }) => name));
	const kept = Object.entries(values).filter(([name]) => names.has(name));
	if (kept.length === Object.keys(values).length) return shown;
	return shownWith(description, properties, Object.fromEntries(kept));
}

/** Whether n8n shows a parameter with these values. */
export function isShown(
	property: INodeProperties,
	values: INodeParameters,
	description: INodeTypeDescription,
): boolean {
	return NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description);
}
