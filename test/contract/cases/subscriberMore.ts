import { AWKWARD_IDS, PROFILE, casesWithId, settled, type ContractCase } from '../case';

const of = casesWithId('subscriber', 'subscriberId');

/** What the bulk call answers about one subscriber. */
function created(subscriberId: string): ContractCase['answers'] {
	return [
		{ status: 201, body: { data: { created: [{ subscriberId }], updated: [], failed: [] } } },
	];
}

const upsertMany: ContractCase[] = [
	of(
		'upsertMany',
		'least',
		'ann',
		{},
		async (novu) => await novu.subscribers.createBulk({ subscribers: [{ subscriberId: 'ann' }] }),
		created('ann'),
	),
	of(
		'upsertMany',
		'full',
		4711,
		{
			additionalFields: {
				...PROFILE,
				data: '{ "plan": "pro", "seats": 0, "trial": false, "tags": [], "seller": null }',
			},
		},
		async (novu) =>
			await novu.subscribers.createBulk({
				subscribers: [
					{
						subscriberId: '4711',
						...PROFILE,
						data: { plan: 'pro', seats: 0, trial: false, tags: [], seller: null },
					},
				],
			}),
		created('4711'),
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'upsertMany',
			`empty texts and fields to clear, the ID ${id}`,
			id,
			{ additionalFields: { firstName: '', clearFields: ['email', 'data'] } },
			async (novu) =>
				await novu.subscribers.createBulk({
					subscribers: [{ subscriberId: id, firstName: '', email: null, data: null }],
				}),
			created(id),
		),
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'least',
		'ann',
		{ updateFields: { firstName: 'Ann' } },
		async (novu) => await novu.subscribers.patch({ firstName: 'Ann' }, 'ann'),
	),
	of(
		'update',
		'full',
		'ann',
		{
			updateFields: {
				...PROFILE,
				data: '={{ { plan: "pro", seats: 0, trial: false, tags: [], seller: null } }}',
			},
		},
		async (novu) =>
			await novu.subscribers.patch(
				{
					...PROFILE,
					data: { plan: 'pro', seats: 0, trial: false, tags: [], seller: null },
				},
				'ann',
			),
	),
	...AWKWARD_IDS.map((id) =>
		of(
			'update',
			`empty texts and fields to clear, the ID ${id}`,
			id,
			{ updateFields: { lastName: '', clearFields: ['phone', 'data'] } },
			async (novu) => await novu.subscribers.patch({ lastName: '', phone: null, data: null }, id),
		),
	),
];

const deleteSubscriber: ContractCase[] = ['ann', 4711, ...AWKWARD_IDS].map((id) =>
	of('delete', `the ID ${id}`, id, {}, async (novu) => await novu.subscribers.delete(String(id))),
);

const updateOnlineStatus: ContractCase[] = [
	...['ann', AWKWARD_IDS[1]].map((id) =>
		of(
			'updateOnlineStatus',
			`online, the ID ${id}`,
			id,
			{ isOnline: true },
			async (novu) => await novu.subscribers.properties.updateOnlineFlag({ isOnline: true }, id),
		),
	),
	of(
		'updateOnlineStatus',
		'offline',
		'ann',
		{ isOnline: false },
		async (novu) => await novu.subscribers.properties.updateOnlineFlag({ isOnline: false }, 'ann'),
	),
];

const noEntries: ContractCase['answers'] = [{ body: { data: [], next: null, previous: null } }];

const getAll: ContractCase[] = [
	{
		operation: 'subscriber.getAll',
		input: 'least',
		parameters: {},
		sdk: async (novu) => await novu.subscribers.search({ limit: 50 }),
		answers: noEntries,
	},
	{
		operation: 'subscriber.getAll',
		input: 'full',
		parameters: {
			limit: 3,
			filters: {
				email: 'größe+1@example.com',
				name: 'Ann & Bo',
				phone: '+45',
				subscriberId: AWKWARD_IDS[0],
			},
			sort: { orderBy: 'updatedAt', orderDirection: 'ASC' },
		},
		sdk: async (novu) =>
			await novu.subscribers.search({
				limit: 3,
				email: 'größe+1@example.com',
				name: 'Ann & Bo',
				phone: '+45',
				subscriberId: AWKWARD_IDS[0],
				orderBy: 'updatedAt',
				orderDirection: 'ASC',
			}),
		answers: noEntries,
	},
	{
		operation: 'subscriber.getAll',
		input: 'all of two pages, with empty filters',
		parameters: { returnAll: true, filters: { email: '', name: '' } },
		sdk: async (novu) => {
			await settled(novu.subscribers.search({ limit: 100 }));
			await settled(novu.subscribers.search({ limit: 100, after: '66e1f0c0ffee0000000000aa' }));
		},
		answers: [
			{ body: { data: [{ subscriberId: 'ann' }], next: '66e1f0c0ffee0000000000aa' } },
			{ body: { data: [{ subscriberId: 'bo' }], next: null } },
		],
	},
];

const getTopics: ContractCase[] = [
	of(
		'getTopics',
		'least',
		'ann',
		{},
		async (novu) => await novu.subscribers.topics.list({ subscriberId: 'ann', limit: 50 }),
		noEntries,
	),
	of(
		'getTopics',
		'full',
		'ann',
		{ limit: 2, filters: { topicKey: 'news & more', contextKeys: 'tenant:acme, app:größe' } },
		async (novu) =>
			await novu.subscribers.topics.list({
				subscriberId: 'ann',
				limit: 2,
				key: 'news & more',
				contextKeys: ['tenant:acme', 'app:größe'],
			}),
		noEntries,
	),
	of(
		'getTopics',
		'all of two pages',
		AWKWARD_IDS[1],
		{ returnAll: true, filters: { contextKeys: '={{ [] }}' } },
		async (novu) => {
			const request = { subscriberId: AWKWARD_IDS[1], limit: 100 };
			await settled(novu.subscribers.topics.list(request));
			await settled(novu.subscribers.topics.list({ ...request, after: 'cursor/2' }));
		},
		[
			{ body: { data: [{ identifier: 'one' }], next: 'cursor/2' } },
			{ body: { data: [{ identifier: 'two' }], next: null } },
		],
	),
];

export const subscriberMore: readonly ContractCase[] = [
	...upsertMany,
	...update,
	...deleteSubscriber,
	...updateOnlineStatus,
	...getAll,
	...getTopics,
];
