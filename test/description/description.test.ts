import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { operationsPage, sampleSchemas } from './files';
import { RULES } from './rules';
import {
	builtNodes,
	choicesOf,
	conditionsOf,
	credentialFields,
	EXPRESSION,
	isForTools,
	nameOf,
	parametersFor,
	parametersOf,
	selectionsOf,
	shownCombinations,
	shownWith,
	valuesOf,
	type BuiltNode,
	type Found,
	type Selection,
} from './walk';

let nodes: BuiltNode[];

beforeAll(async () => {
	nodes = await builtNodes();
	expect(nodes.map(({ description }) => description.name)).toContain('novu');
});

/** What is wrong with any operation of any node, each with its place. */
function problemsOfOperations(
	check: (description: INodeTypeDescription, selection: Selection) => string[],
): string[] {
	return nodes.flatMap(({ description }) =>
		selectionsOf(description).flatMap((selection) =>
			check(description, selection).map(
				(text) => `${description.name} ${nameOf(selection)}: ${text}`,
			),
		),
	);
}

/** Whether a condition names a parameter that can have the value. */
function isMet(condition: string, value: unknown, properties: readonly INodeProperties[]): boolean {
	if (condition.startsWith('@')) return true;
	const name = condition.replace(/^\//, '');
	const named = properties.filter((property) => property.name === name);
	if (typeof value === 'object' && value !== null) return named.length > 0;
	return named.some(
		(property) =>
			(valuesOf(property) as unknown[]).includes(value) ||
			['string', 'number', 'resourceLocator'].includes(property.type),
	);
}

const waitsFor = (name: string, value: unknown) => `waits for ${name} = ${String(value)}`;
const isSelection = (name: string) => ['resource', 'operation'].includes(name);

describe("n8n's rules hold for every parameter", () => {
	it.each(Object.entries(RULES))('%s', async (_, rule) => {
		const found: Found[] = [
			...nodes.flatMap(({ description }) => parametersOf(description)),
			...(await credentialFields()).filter(({ property }) => property.type !== 'hidden'),
		];
		const wrong = found.flatMap((one) => rule(one).map((text) => `${one.where}: ${text}`));
		expect([...new Set(wrong)]).toEqual([]);
	});
});

describe('what is shown', () => {
	it('depends on parameters and values that the operation has', () => {
		const wrong = problemsOfOperations((description, selection) => {
			const own = parametersFor(description, selection);
			return own.flatMap((property) =>
				conditionsOf(property)
					.filter(([name, value]) => !isSelection(name) && !isMet(name, value, own))
					.map(([name, value]) => `${property.name} ${waitsFor(name, value)}`),
			);
		});
		expect(wrong).toEqual([]);
	});

	it('depends on resources and operations that exist', () => {
		const wrong = nodes.flatMap(({ description }) => {
			const known = selectionsOf(description);
			return parametersOf(description)
				.filter(({ nested }) => !nested)
				.flatMap(({ property, where }) =>
					conditionsOf(property)
						.filter(([name]) => isSelection(name))
						.filter(([name, value]) => !known.some((one) => one[name as keyof Selection] === value))
						.map(([name, value]) => `${where} ${waitsFor(name, value)}`),
				);
		});
		expect(wrong).toEqual([]);
	});

	it('depends, inside of a collection, on entries and values beside it', () => {
		const wrong = nodes.flatMap(({ description }) =>
			parametersOf(description)
				.filter(({ nested }) => nested)
				.flatMap(({ property, level, where }) =>
					conditionsOf(property)
						.filter(([name, value]) => {
							const there = name.startsWith('/') ? description.properties : level;
							return !isMet(name, value, there);
						})
						.map(([name, value]) => `${where} ${waitsFor(name, value)}`),
				),
		);
		expect(wrong).toEqual([]);
	});

	it('never is two parameters of one name', () => {
		const wrong = problemsOfOperations((description, selection) => {
			const found = new Map<string, string>();
			for (const { values, shown } of shownCombinations(description, selection)) {
				const names = shown.map(({ name }) => name);
				for (const name of names.filter((one, i) => names.indexOf(one) !== i)) {
					if (!found.has(name)) found.set(name, `${name} with ${JSON.stringify(values)}`);
				}
			}
			return [...found.values()];
		});
		expect(wrong).toEqual([]);
	});

	/**
	 * n8n takes a condition on a value that is an expression as met, and starts no workflow in which a
	 * required parameter is empty: nobody could leave out what the other values ask for.
	 */
	it('is not required where it depends on a value that is an expression', () => {
		const wrong = problemsOfOperations((description, selection) =>
			[...shownCombinations(description, selection)].flatMap(({ values, shown }) => {
				const isExpression = ([name]: [string, unknown]) => String(values[name]).startsWith('=');
				return shown
					.filter((property) => property.required && conditionsOf(property).some(isExpression))
					.map(({ name }) => `${name} with ${JSON.stringify(values)}`);
			}),
		);
		expect(wrong).toEqual([]);
	});

	it('is still there where a value becomes an expression', () => {
		const wrong = problemsOfOperations((description, selection) => {
			const own = parametersFor(description, selection);
			const isOpen = (name: string) =>
				own.some((property) => property.name === name && !property.noDataExpression);
			return [...shownCombinations(description, selection)].flatMap(({ values, shown }) =>
				Object.keys(values)
					.filter((name) => isOpen(name) && values[name] !== undefined)
					.flatMap((name) => {
						const open = shownWith(description, own, { ...values, [name]: EXPRESSION });
						return shown
							.filter(({ type }) => type !== 'notice')
							.filter((property) => !isForTools(property))
							.filter((property) => open.every((other) => other.name !== property.name))
							.map((property) => `${property.name}, where ${name} was ${String(values[name])}`);
					}),
			);
		});
		expect([...new Set(wrong)]).toEqual([]);
	});

	it('is no notice about one of many values where the value is an expression', () => {
		const wrong = problemsOfOperations((description, selection) => {
			const combinations = [...shownCombinations(description, selection)];
			return combinations
				.filter(({ values }) =>
					Object.values(values).some((value) => String(value).startsWith('=')),
				)
				.map(({ shown }) => shown.filter(({ type }) => type === 'notice').map(({ name }) => name))
				.filter((notices) => notices.length > 1)
				.map((notices) => notices.join());
		});
		expect([...new Set(wrong)]).toEqual([]);
	});

	it('is every parameter, at some time', () => {
		const wrong = problemsOfOperations((description, selection) => {
			const seen = new Set<INodeProperties>();
			for (const { shown } of shownCombinations(description, selection)) {
				for (const property of shown) seen.add(property);
			}
			return parametersFor(description, selection)
				.filter((property) => !seen.has(property))
				.map(({ name }) => `${name} is never shown`);
		});
		expect(wrong).toEqual([]);
	});
});

describe('what is asked of Novu in the editor', () => {
	it('has a method of the node behind it', () => {
		const wrong = nodes.flatMap(({ description, methods }) =>
			parametersOf(description).flatMap(({ property, where }) =>
				methodsOf(property)
					.filter(([kind, name]) => !(methods[kind] && name in methods[kind]))
					.map(([kind, name]) => `${where}: the node has no ${kind} "${name}"`),
			),
		);
		expect(wrong).toEqual([]);
	});

	/** The methods that a parameter asks for, with their kind. */
	function methodsOf({ typeOptions = {}, modes = [] }: INodeProperties) {
		const { loadOptionsMethod, resourceMapper } = typeOptions;
		const searches = modes.map((mode) => mode.typeOptions?.searchListMethod);
		const found: Array<['listSearch' | 'loadOptions' | 'resourceMapping', string | undefined]> = [
			...searches.map((name) => ['listSearch', name] as ['listSearch', string | undefined]),
			['loadOptions', loadOptionsMethod],
			['resourceMapping', resourceMapper?.resourceMapperMethod],
		];
		return found.flatMap(([kind, name]) => (name ? [[kind, name] as const] : []));
	}

	it('is a list that can be searched, with the ID as the alternative', () => {
		const locators = nodes
			.flatMap(({ description }) => parametersOf(description))
			.filter(({ property }) => property.type === 'resourceLocator');
		expect(locators).not.toHaveLength(0);
		for (const { property, where } of locators) {
			const { modes = [], default: initial } = property;
			expect({ where, modes: modes.slice(0, 2) }).toMatchObject({
				where,
				modes: [
					{ name: 'list', type: 'list', typeOptions: { searchable: true } },
					{ name: 'id', type: 'string' },
				],
			});
			expect({ where, initial }).toEqual({
				where,
				initial: { mode: expect.stringMatching(/^(list|id)$/) as string, value: '' },
			});
		}
	});
});

describe('the table of operations in docs/operations.md', () => {
	/** Lines of its head: the names of the columns, and what underlines them. */
	const HEAD = 2;
	/** Its rows: a resource, which stands for the rows below it as well, and operations. */
	const rows = (): Map<string, string[]> => {
		const found = new Map<string, string[]>();
		let resource = '';
		const [section] = operationsPage().split('\n## ');
		const lines = section.split('\n').filter((one) => one.startsWith('| '));
		for (const line of lines.slice(HEAD)) {
			const [named, operations] = line.slice(1).split('|');
			resource = named.replace('(activity)', '').trim() || resource;
			const names = operations.split(',').map((name) => name.trim());
			found.set(resource, [...(found.get(resource) ?? []), ...names]);
		}
		return found;
	};

	it('has each of them once, and no other, and the resources in the order of the node', () => {
		const novu = nodes.find(({ description }) => description.name === 'novu');
		const resources = choicesOf(novu!.description.properties[0]);
		const table = rows();
		expect([...table.keys()]).toEqual(resources.map(({ name }) => name));
		for (const { name, value } of resources) {
			const operations = parametersFor(novu!.description, { resource: String(value) })
				.filter((property) => property.name === 'operation')
				.flatMap(choicesOf);
			expect({ resource: name, operations: [...(table.get(name) ?? [])].sort() }).toEqual({
				resource: name,
				operations: operations.map((operation) => operation.name).sort(),
			});
		}
	});
});

describe('every operation has a sample of its output', () => {
	it('with fields and their types', () => {
		const schemas = sampleSchemas();
		const wrong = problemsOfOperations((_, { resource, operation }) => {
			if (!resource) return [];
			const schema = schemas.get(`v1.0.0/${resource}/${operation}.json`);
			if (!schema) return ['there is no schema'];
			const fields = Object.entries(schema.properties ?? {});
			const untyped = fields.filter(([, { type }]) => !type).map(([name]) => name);
			return [
				...(schema.type === 'object' && fields.length > 0 ? [] : ['the schema has no properties']),
				...(typeof schema.version === 'number' ? [] : ['the schema has no version']),
				...untyped.map((name) => `the schema tells no type of ${name}`),
			];
		});
		expect(wrong).toEqual([]);
	});

	/** n8n's convention. */
	it('of at most ten fields, or the operation has Simplify to make them fewer', () => {
		const schemas = sampleSchemas();
		const wrong = problemsOfOperations((description, selection) => {
			const { resource, operation } = selection;
			const { properties = {} } = schemas.get(`v1.0.0/${resource}/${operation}.json`) ?? {};
			const count = Object.keys(properties).length;
			const simplify = parametersFor(description, selection).find(
				({ name }) => name === 'simplify',
			);
			return count <= 10 || simplify?.default === false ? [] : [`${count} fields come out`];
		});
		expect(wrong).toEqual([]);
	});

	it('and no sample is left over', () => {
		const known = nodes.flatMap(({ description }) =>
			selectionsOf(description).map(
				({ resource, operation }) => `v1.0.0/${resource}/${operation}.json`,
			),
		);
		expect([...sampleSchemas().keys()].filter((file) => !known.includes(file))).toEqual([]);
	});
});
