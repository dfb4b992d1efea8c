import type { IDataObject } from 'n8n-workflow';
import { byId, settled, type ContractCase } from '../case';

const awkward: IDataObject = { name: 'Größe 🙂', seats: 0, trial: false, tags: [], owner: null };
const ofType = (operation: string, key: string, sdk: ContractCase['sdk']): ContractCase => ({
	operation: `context.${operation}`,
	input: key,
	parameters: { contextKey: byId(key) },
	sdk,
});

const create: ContractCase[] = [
	{
		operation: 'context.create',
		input: 'least',
		parameters: { contextType: 'tenant', contextId: 'acme' },
		sdk: async (novu) => await novu.contexts.create({ type: 'tenant', id: 'acme' }),
	},
	{
		operation: 'context.create',
		input: 'full',
		parameters: {
			contextType: 'tenant',
			contextId: 'acme',
			additionalFields: {
				data: JSON.stringify(awkward),
				bridgeUrl: 'https://example.com/api/novu',
			},
		},
		sdk: async (novu) =>
			await novu.contexts.create({
				type: 'tenant',
				id: 'acme',
				data: awkward,
				bridgeUrl: 'https://example.com/api/novu',
			}),
	},
	{
		operation: 'context.create',
		input: 'a number as ID, empty data',
		parameters: {
			contextType: 'tenant',
			contextId: '={{ $json.id }}',
			additionalFields: { data: '{}' },
		},
		item: { id: 0 },
		sdk: async (novu) => await novu.contexts.create({ type: 'tenant', id: '0', data: {} }),
	},
];

const single: ContractCase[] = [
	['tenant', 'acme'],
	['app', 'größe/ä ö'],
	['region', 'eu?x=1&y#z'],
].flatMap(([type, id]) => [
	ofType('get', `${type}:${id}`, async (novu) => await novu.contexts.retrieve(id, type)),
	ofType('delete', `${type}:${id}`, async (novu) => await novu.contexts.delete(id, type)),
]);

const update: ContractCase[] = [
	{
		operation: 'context.update',
		input: 'least',
		parameters: { contextKey: byId('tenant:acme'), updateFields: { data: '{"plan":"pro"}' } },
		sdk: async (novu) =>
			await novu.contexts.update({
				type: 'tenant',
				id: 'acme',
				updateContextRequestDto: { data: { plan: 'pro' } },
			}),
	},
	{
		operation: 'context.update',
		input: 'awkward data, cleared bridge',
		parameters: {
			contextKey: byId('tenant:acme'),
			updateFields: { data: JSON.stringify(awkward), clearFields: ['bridgeUrl'] },
		},
		sdk: async (novu) =>
			await novu.contexts.update({
				type: 'tenant',
				id: 'acme',
				updateContextRequestDto: { data: awkward, bridgeUrl: null },
			}),
	},
	{
		operation: 'context.update',
		input: 'only the bridge: the data is read and kept',
		parameters: {
			contextKey: byId('tenant:acme'),
			updateFields: { bridgeUrl: 'https://example.com/b' },
		},
		answers: [{ body: { data: { type: 'tenant', id: 'acme', data: { plan: 'pro' } } } }],
		sdk: async (novu) => {
			await settled(novu.contexts.retrieve('acme', 'tenant'));
			return await novu.contexts.update({
				type: 'tenant',
				id: 'acme',
				updateContextRequestDto: { data: { plan: 'pro' }, bridgeUrl: 'https://example.com/b' },
			});
		},
	},
];

const empty = [{ body: { data: [], next: null, previous: null } }];
const getAll: ContractCase[] = [
	{
		operation: 'context.getAll',
		input: 'least',
		parameters: {},
		answers: empty,
		sdk: async (novu) => await novu.contexts.list({ limit: 50 }),
	},
	{
		operation: 'context.getAll',
		input: 'filters',
		parameters: { limit: 7, filters: { contextId: 'größe/ä', search: 'a b&c' } },
		answers: empty,
		sdk: async (novu) => await novu.contexts.list({ limit: 7, id: 'größe/ä', search: 'a b&c' }),
	},
	{
		operation: 'context.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [
			{ body: { data: [{ type: 'tenant', id: 'a' }], next: 'c1', previous: null } },
			{ body: { data: [{ type: 'tenant', id: 'b' }], next: null, previous: 'c0' } },
		],
		sdk: async (novu) => {
			await settled(novu.contexts.list({ limit: 100 }));
			return await novu.contexts.list({ limit: 100, after: 'c1' });
		},
	},
];

export const context: readonly ContractCase[] = [...create, ...single, ...update, ...getAll];
