import type { IDataObject } from 'n8n-workflow';
import { AWKWARD_IDS, byId, casesWithId, settled, type ContractCase } from '../case';

const of = casesWithId('topic', 'topicKey');

const awkward: IDataObject = { plan: 'pro', seats: 0, trial: false, tags: [] };

const upsert: ContractCase[] = [
	of('upsert', 'least', 'news', {}, async (novu) => await novu.topics.create({ key: 'news' })),
	of(
		'upsert',
		'full',
		'news:2026@example.com',
		{
			additionalFields: { name: 'Größe 🙂', data: JSON.stringify(awkward) },
			options: { failIfExists: true },
		},
		async (novu) =>
			await novu.topics.create(
				{ key: 'news:2026@example.com', name: 'Größe 🙂', data: awkward },
				true,
			),
	),
	of(
		'upsert',
		'a number as key, an empty name, empty data',
		4711,
		{ additionalFields: { name: '', data: '{}' } },
		async (novu) => await novu.topics.create({ key: '4711', data: {} }),
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'least',
		'news',
		{ updateFields: { name: 'News' } },
		async (novu) => await novu.topics.update({ name: 'News' }, 'news'),
	),
	of(
		'update',
		'an empty name and data to clear',
		AWKWARD_IDS[1],
		{ updateFields: { name: '', clearFields: ['data'] } },
		async (novu) => await novu.topics.update({ name: '', data: null }, AWKWARD_IDS[1]),
	),
	of(
		'update',
		'full',
		'news',
		{ updateFields: { name: 'News', data: JSON.stringify(awkward) } },
		async (novu) => await novu.topics.update({ name: 'News', data: awkward }, 'news'),
	),
];

const IDS = ['news', ...AWKWARD_IDS];
const page = (next: string | null, ...keys: string[]) => ({
	body: { data: keys.map((key) => ({ _id: key, key })), next, previous: null },
});

const getAll: ContractCase[] = [
	{
		operation: 'topic.getAll',
		input: 'least',
		parameters: {},
		sdk: async (novu) => await novu.topics.list({ limit: 50 }),
		answers: [page(null)],
	},
	{
		operation: 'topic.getAll',
		input: 'filtered, a small limit',
		parameters: { limit: 3, filters: { topicKey: 'größe/ä?', name: '日本 🙂' } },
		sdk: async (novu) => await novu.topics.list({ limit: 3, key: 'größe/ä?', name: '日本 🙂' }),
		answers: [page('b', 'a', 'b', 'c')],
	},
	{
		operation: 'topic.getAll',
		input: 'all, over two pages',
		parameters: { returnAll: true },
		sdk: async (novu) => {
			await settled(novu.topics.list({ limit: 100 }));
			await settled(novu.topics.list({ limit: 100, after: 'b' }));
		},
		answers: [page('b', 'a', 'b'), page(null, 'c')],
	},
];

export const topic: readonly ContractCase[] = [
	...upsert,
	...update,
	...getAll,
	...IDS.map((id) => of('get', `the key ${id}`, id, {}, async (novu) => await novu.topics.get(id))),
	...IDS.map((id) =>
		of('delete', `the key ${id}`, id, {}, async (novu) => await novu.topics.delete(id)),
	),
	...IDS.map((id) =>
		of(
			'checkSubscriber',
			`the IDs ${id}`,
			id,
			{ subscriberId: byId(id) },
			async (novu) => await novu.topics.subscribers.retrieve(id, id),
		),
	),
];
