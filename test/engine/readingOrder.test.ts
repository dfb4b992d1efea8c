import type { IDataObject } from 'n8n-workflow';
import type { RunResult } from '../../sandbox/runner';
import { WRITTEN_BY_USERS } from '../../nodes/Novu/engine/readingOrder';
import { sampleSchemas } from '../description/files';
import { builtNodes, nameOf, parametersFor, selectionsOf } from '../description/walk';
import { STEPS } from '../e2e/tour';
import { misplaced, openFields, shapeOf } from './readingOrder';
import { byId, useNovu } from './support';
import { runTour, withSimplify } from './tourRun';

/**
 * Resources whose `_id` is what their other operations take, as Delete does: with Simplify it comes first.
 * Everywhere else `_id` comes last.
 */
const BY_ID = ['integration', 'message', 'notification'];

const schemas = sampleSchemas();
const toured = [...new Set(STEPS.map(({ operation }) => operation))].sort();

/** Operations with Simplify, and whether their output is simplified unless somebody changes that. */
const simplifies = new Map<string, unknown>();
beforeAll(async () => {
	const novu = (await builtNodes()).find(({ description }) => description.name === 'novu')!;
	for (const selection of selectionsOf(novu.description)) {
		const own = parametersFor(novu.description, selection);
		const simplify = own.find(({ name }) => name === 'simplify');
		if (simplify) simplifies.set(nameOf(selection), simplify.default);
	}
});

/** The order that an operation's output has, with a Simplify that is set or as it is by default. */
function orderOf(operation: string, simplify = simplifies.get(operation)) {
	const own = simplify === true && simplifies.has(operation);
	return { own, byId: own && BY_ID.includes(operation.split('.')[0]) };
}

describe.each([
	['by default', undefined],
	['with Simplify', true],
	['without Simplify', false],
])('what comes out is in an order for people %s', (_, simplify) => {
	let result: RunResult;
	beforeAll(async () => {
		result = await runTour((node) => withSimplify(node, simplify));
	});

	it.each(toured)('of %s', (operation) => {
		expect(result.error).toBeUndefined();
		const outputs = STEPS.filter((step) => step.operation === operation).flatMap(({ name }) =>
			result.items(name).map(({ json }) => json),
		);
		expect(outputs).not.toEqual([]);
		const order = orderOf(operation, simplify);
		expect(outputs.flatMap((output) => misplaced(output, order))).toEqual([]);
	});
});

describe('sample schemas are in an order for people', () => {
	it.each([...schemas.keys()])('%s', (file) => {
		const [, resource, name] = file.replace('.json', '').split('/');
		const operation = `${resource}.${name}`;
		expect(misplaced(shapeOf(schemas.get(file)!), orderOf(operation))).toEqual([]);
	});

	/** Objects that may hold anything, and whose names are Novu's all the same. */
	const NOVUS = ['conditions', 'credentials', 'issues', 'weeklySchedule'];
	/** What a translation's export has below these is the user's. */
	const EXPORTED = ['layouts', 'workflows'];

	it('and what may hold anything there is what users have written, or known as Novu’s', () => {
		const open = new Set([...schemas.values()].flatMap((schema) => openFields(schema)));
		const others = [...open].filter((name) => !WRITTEN_BY_USERS.has(name));
		expect(others.sort()).toEqual([...NOVUS, ...EXPORTED].sort());
	});
});

describe('what users have written keeps its order', () => {
	const novu = useNovu();
	const OWN = { zone: 1, _id: 'x', deleted: 'no', name: 'n', list: [{ b: 1, _c: 2, key: 3 }] };
	const run = async (resource: string, operation: string, parameters: IDataObject) => {
		const { items, error } = await novu.run({ resource, operation, ...parameters });
		expect(error).toBeUndefined();
		return items('Novu').map(({ json }) => json);
	};
	const subscriberId = byId('crm-9');

	it('in the data of a subscriber, whole and with Simplify', async () => {
		const additionalFields = { data: JSON.stringify(OWN) };
		const [written] = await run('subscriber', 'upsert', { subscriberId, additionalFields });
		const [simple] = await run('subscriber', 'get', { subscriberId, simplify: true });
		for (const { data } of [written, simple]) {
			expect(JSON.stringify(data)).toBe(JSON.stringify(OWN));
		}
	});

	it('in the data of a context', async () => {
		const additionalFields = { data: JSON.stringify(OWN) };
		const context = { contextType: 'tenant', contextId: 'acme', additionalFields };
		const [{ data }] = await run('context', 'create', context);
		expect(JSON.stringify(data)).toBe(JSON.stringify(OWN));
	});

	it('in translations, one or all', async () => {
		const texts = { zone: 'Zone', _id: 'ID', name: 'Name' };
		const content = JSON.stringify(texts);
		const one = { resourceType: 'workflow', resourceId: 'welcome', locale: 'de_DE', content };
		const [set] = await run('translation', 'set', one);
		const [{ workflows }] = await run('translation', 'export', { locale: 'de_DE' });
		expect(JSON.stringify(set.content)).toBe(content);
		expect(JSON.stringify((workflows as IDataObject).welcome)).toBe(content);
	});
});

describe('what is out of order is told', () => {
	it.each<[IDataObject, string[]]>([
		[{ subscriberId: 'a', name: 'b', data: { _id: 1, a: 2 }, _id: 'c', deleted: false }, []],
		[{ _id: 'c', slug: 'a' }, [': _id stands before another field']],
		[{ slug: 'a', name: 'b' }, [': name does not come first']],
		[
			{ steps: [{ _id: 1, slug: 'a' }], topic: { deleted: false, a: 1 } },
			['steps[]: _id stands before another field', 'topic: deleted stands before another field'],
		],
	])('%j', (output, problems) => {
		expect(misplaced(output)).toEqual(problems);
	});

	it('but for what Simplify has chosen', () => {
		expect(misplaced({ slug: 'a', name: 'b' }, { own: true })).toEqual([]);
		expect(misplaced({ _id: 1, slug: 'a' }, { own: true, byId: true })).toEqual([]);
		expect(misplaced({ _id: 1, slug: 'a' }, { own: true })).toHaveLength(1);
	});
});
