import fc from 'fast-check';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { itemOf } from '../../nodes/Novu/parameters/item';
import { simpleValue } from '../../nodes/Novu/parameters/simpleExpressions';
import { additionalDataFor, loadPackage, novuWorkflow, workflowOf } from '../../sandbox/runner';
import { core } from '../../sandbox/runner/engine';

/** The context that n8n's engine hands to a node with these parameters and items. */
async function contextFor(
	payload: unknown,
	items: INodeExecutionData[],
): Promise<IExecuteFunctions> {
	const loaded = await loadPackage();
	const flow = workflowOf(novuWorkflow({}), loaded);
	const node = flow.getNode('Novu') as INode;
	node.parameters = { payload } as INodeParameters;
	const additionalData = additionalDataFor(loaded, {}) as IWorkflowExecuteAdditionalData;
	const input = { main: [items] };
	const runData = { resultData: { runData: {} } } as never;
	const executeData = { node, data: input, source: { main: [{ previousNode: 'Start' }] } };
	return new core.ExecuteContext(
		flow,
		node,
		additionalData,
		'trigger',
		runData,
		0,
		items,
		input,
		executeData as never,
		[],
	) as unknown as IExecuteFunctions;
}

/** The value, or the error, by the quick way where it is taken, and by n8n's. */
async function bothWays(payload: unknown, json: IDataObject) {
	const context = await contextFor(payload, [{ json }]);
	const quick = simpleValue(context, 'payload', 0, json);
	const read = () => context.getNodeParameter('payload', 0, null) as unknown;
	return {
		quick,
		slow: outcomeOf(read),
		read: outcomeOf(() => itemOf(context, 0, json).parameter('payload')),
	};
}

function outcomeOf(read: () => unknown): { value?: unknown; error?: string } {
	try {
		return { value: read() };
	} catch (error) {
		return { error: (error as Error).message };
	}
}

class Custom {
	own = 'x';
}

const names = fc.oneof(
	fc.constantFrom('a', 'b', 'a b', 'größe', 'length', 'constructor', '__proto__', 'prototype'),
	fc.constantFrom('toString', 'caller', 'binding', 'x.constructor', 'a"b', "a'b", 'a\\b', 'first('),
	fc.constantFrom('$', '$x', 'class', 'this', 'json', '0', '}}', '__isArray', ''),
	fc.string({ maxLength: 6 }),
);

const leaf = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.double(),
	fc.integer(),
	fc.boolean(),
	fc.constantFrom<unknown>(
		null,
		undefined,
		-0,
		NaN,
		10n,
		'={{ $json.a }}',
		'2026-01-01T00:00:00.000Z',
	),
	fc.constant(0).map(() => new Date(0)),
	fc.constant(0).map(() => new Custom()),
	fc.constant(0).map(() => Object.create({ a: 'inherited' }) as unknown),
	fc.constant(0).map(() => Object.defineProperty({}, 'a', { get: () => 'got', enumerable: true })),
);

const { data } = fc.letrec<{ data: unknown; object: IDataObject }>((tie) => ({
	data: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('data'), { maxLength: 3 }), tie('object')),
	object: fc.dictionary(names, tie('data'), {
		maxKeys: 4,
		noNullPrototype: true,
	}) as fc.Arbitrary<IDataObject>,
}));
const wild = fc.dictionary(names, data, {
	maxKeys: 4,
	noNullPrototype: true,
}) as fc.Arbitrary<IDataObject>;

/** What items mostly hold. */
const usual = fc.dictionary(
	fc.constantFrom('id', 'a b', 'größe', 'tokens'),
	fc.oneof(
		fc.string(),
		fc.integer(),
		fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
		fc.record({ id: fc.integer(), 'a b': fc.boolean() }, { noNullPrototype: true }),
	),
	{ minKeys: 1, noNullPrototype: true },
) as fc.Arbitrary<IDataObject>;
const object = fc.oneof(wild, usual);

/** A path that exists in the data more often than not. */
function pathIn(json: IDataObject): fc.Arbitrary<string> {
	const steps = fc.array(fc.tuple(fc.nat(), names, fc.nat({ max: 9 })), {
		minLength: 1,
		maxLength: 4,
	});
	return steps.map((chosen) => {
		let here: unknown = json;
		let path = '';
		for (const [pick, other, style] of chosen) {
			const keys = typeof here === 'object' && here !== null ? Object.keys(here) : [];
			const key = keys.length > 0 && style !== 9 ? keys[pick % keys.length] : other;
			path += stepText(key, style, Array.isArray(here));
			here = Object.getOwnPropertyDescriptor(Object(here), key)?.value as unknown;
		}
		return path;
	});
}

function stepText(key: string, style: number, inList: boolean): string {
	if (inList && style < 8) return `[${key}]`;
	if (/^[A-Za-z_$][\w$]*$/.test(key) && style < 5) return `.${key}`;
	return style % 2 === 0 ? `["${key}"]` : `['${key}']`;
}

const cases = object.chain((json) =>
	fc.record({
		json: fc.constant(json),
		path: pathIn(json),
		around: fc.constantFrom<(text: string) => unknown>(
			(text) => text,
			(text) => ({ __rl: true, mode: 'id', value: text }),
			(text) => ({ fixed: 1, list: [text, 'plain', { deep: text }] }),
		),
	}),
);

describe('reading what drag and drop makes', () => {
	it('gives the value that n8n gives, of the same type, or leaves it to n8n', async () => {
		let quickOnes = 0;
		await fc.assert(
			fc.asyncProperty(cases, async ({ json, path, around }) => {
				const { quick, slow } = await bothWays(around(`={{ $json${path} }}`), json);
				if (!quick) return;
				quickOnes += 1;
				expect(slow).toStrictEqual({ value: quick.value });
			}),
			{ numRuns: 600 },
		);
		expect(quickOnes).toBeGreaterThan(60);
	});

	it('gives what the same path in parentheses gives, which n8n works out', async () => {
		await fc.assert(
			fc.asyncProperty(cases, async ({ json, path, around }) => {
				const plain = await bothWays(around(`={{ $json${path} }}`), json);
				const wrapped = await bothWays(around(`={{ ($json${path}) }}`), json);
				expect(wrapped.quick).toBeUndefined();
				expect(plain.read).toStrictEqual(wrapped.read);
			}),
			{ numRuns: 300 },
		);
	});

	it.each([
		['={{ $json.a }}', 'text'],
		['={{$json.a}}', 'text'],
		['={{ $json["a b"][0] }}', 'first'],
		["={{ $json['a b'][1].c }}", 7],
		['={{ $json.none }}', null],
		['={{ $json.list }}', ['x', { y: null }]],
		['fixed', 'fixed'],
		[
			{ __rl: true, mode: 'id', value: '={{ $json.a }}' },
			{ __rl: true, mode: 'id', value: 'text' },
		],
	])('looks %j up', async (payload, value) => {
		const json = { a: 'text', 'a b': ['first', { c: 7 }], none: null, list: ['x', { y: null }] };
		const { quick, slow } = await bothWays(payload, json);
		expect(quick).toStrictEqual({ value });
		expect(slow).toStrictEqual({ value });
	});

	it.each([
		'={{ $json.missing }}',
		'={{ $json.missing.deeper }}',
		'={{ $json.list.length }}',
		'={{ $json.list["0"] }}',
		'={{ $json.inherited.a }}',
		'={{ $json.accessor.a }}',
		'={{ $json.custom }}',
		'={{ $json.custom.own }}',
		'={{ $json.date }}',
		'={{ $json.cycle }}',
		'={{ $json.a.constructor }}',
		'={{ $json["__proto__"] }}',
		'={{ $json.a?.b }}',
		'={{ $json.a.toUpperCase() }}',
		'={{ $json.a }} ',
		' ={{ $json.a }}',
		'=x{{ $json.a }}',
		'={{ $json.a }}{{ $json.a }}',
		'={{ $json }}',
		'={{ $item.json.a }}',
		'={{ $fromAI("a") }}',
	])('leaves %j to n8n, or to what is no expression', async (payload) => {
		const cycle: IDataObject = {};
		cycle.cycle = cycle;
		const json = {
			a: 'text',
			list: ['x'],
			inherited: Object.create({ a: 1 }) as IDataObject,
			accessor: Object.defineProperty({}, 'a', { get: () => 1, enumerable: true }),
			custom: new Custom(),
			date: new Date(0),
			cycle,
		} as unknown as IDataObject;
		const { quick } = await bothWays(payload, json);
		expect(quick).toEqual(payload.startsWith('=') ? undefined : { value: payload });
	});

	it('hands out copies, so that nothing that is done to a value reaches the item', async () => {
		const json = { list: [{ a: 1 }] };
		const context = await contextFor('={{ $json.list }}', [{ json }]);
		const value = itemOf(context, 0, json).parameter('payload') as IDataObject[];
		value[0].a = 2;
		expect(json).toEqual({ list: [{ a: 1 }] });
	});

	it.each([
		['an entry is missing', Object.assign(Array.from({ length: 0 }), { 1: 'x' })],
		['something stands beside the entries', Object.assign([1, 2], { more: 1 })],
	])('leaves a list to n8n where %s', async (_, list) => {
		const json = { list } as unknown as IDataObject;
		const context = await contextFor('={{ $json.list }}', [{ json }]);
		expect(simpleValue(context, 'payload', 0, json)).toBeUndefined();
	});

	it('leaves an item to n8n that is not the one of the input', async () => {
		const context = await contextFor('={{ $json.a }}', [{ json: { a: 'the input' } }]);
		expect(simpleValue(context, 'payload', 0, { a: 'another' })).toBeUndefined();
	});
});
