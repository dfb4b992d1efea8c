import { AWKWARD_IDS, byId, settled, type ContractCase, type SendAsRecorded } from '../case';

type Sdk = ContractCase['sdk'];

/** A case of an operation on one topic's subscriptions. */
function of(
	operation: string,
	input: string,
	topicKey: string,
	parameters: ContractCase['parameters'],
	sdk: Sdk,
	answers?: ContractCase['answers'],
): ContractCase {
	return {
		operation: `topicSubscription.${operation}`,
		input,
		parameters: { topicKey: byId(topicKey), ...parameters },
		sdk,
		answers,
	};
}

/** Subscriptions of which nothing but the subscriber is said. */
const wanted = (...ids: string[]) => ids.map((subscriberId) => ({ subscriberId }));

/**
 * The SDK wants an identifier of every object and sends the others as texts, which 3.12 to 3.19 refuse.
 */
const addAsRecorded = async (send: SendAsRecorded, topicKey: string, ...ids: string[]) =>
	await send('POST', `/v2/topics/${encodeURIComponent(topicKey)}/subscriptions`, {
		subscriptions: wanted(...ids),
	});

const condition = { '===': [{ var: 'payload.tier' }, 0] };

const add: ContractCase[] = [
	of(
		'add',
		'least',
		'news',
		{ subscriberId: byId('ann') },
		async (_novu, send) => await addAsRecorded(send, 'news', 'ann'),
	),
	of(
		'add',
		'full',
		'news',
		{
			subscriberId: byId('ann'),
			additionalFields: {
				identifier: 'ann-weekly',
				name: 'Weekly',
				topicName: 'Größe 🙂',
				context: '{ "tenant": "acme", "app": { "id": "web", "data": { "plan": null } } }',
				preferences: JSON.stringify([
					'welcome',
					{ workflowId: 'order', enabled: false, condition },
					{ filter: { workflowIds: [], tags: ['a'] }, enabled: true },
				]),
			},
		},
		async (novu) =>
			await novu.topics.subscriptions.create(
				{
					subscriptions: [{ identifier: 'ann-weekly', subscriberId: 'ann', name: 'Weekly' }],
					name: 'Größe 🙂',
					context: { tenant: 'acme', app: { id: 'web', data: { plan: null } } },
					preferences: [
						{ workflowId: 'welcome', enabled: true },
						{ workflowId: 'order', enabled: false, condition },
						{ filter: { workflowIds: [], tags: ['a'] }, enabled: true },
					],
				},
				'news',
			),
	),
	of(
		'add',
		'several, empty lists beside them',
		AWKWARD_IDS[1],
		{
			subscribers: 'several',
			subscriberIds: `={{ ${JSON.stringify(AWKWARD_IDS)} }}`,
			additionalFields: { context: '{}', preferences: '[]' },
		},
		async (_novu, send) => await addAsRecorded(send, AWKWARD_IDS[1], ...AWKWARD_IDS),
	),
	of(
		'add',
		'more than fit one request',
		'news',
		{ subscribers: 'several', subscriberIds: '={{ Array.from({ length: 101 }, (_, i) => i) }}' },
		async (_novu, send) => {
			const ids = Array.from({ length: 101 }, (_, i) => String(i));
			await addAsRecorded(send, 'news', ...ids.slice(0, 100));
			await addAsRecorded(send, 'news', ...ids.slice(100));
		},
	),
];

const remove: ContractCase[] = [
	of(
		'remove',
		'least',
		'news',
		{ subscriberId: byId('ann') },
		async (novu) =>
			await novu.topics.subscriptions.delete({ subscriptions: wanted('ann') }, 'news'),
	),
	of(
		'remove',
		'one subscription',
		'news',
		{ subscriberId: byId('ann'), additionalFields: { subscriptionIdentifier: byId('ann-weekly') } },
		async (novu) => {
			await settled(
				novu.topics.subscriptions.list({ topicKey: 'news', subscriberId: 'ann', limit: 100 }),
			);
			await novu.topics.subscriptions.delete(
				{ subscriptions: [{ identifier: 'ann-weekly' }] },
				'news',
			);
		},
		[
			{
				body: {
					data: [{ _id: 'a', identifier: 'ann-weekly', topic: null, subscriber: null }],
					next: null,
					previous: null,
				},
			},
		],
	),
	of(
		'remove',
		'several',
		AWKWARD_IDS[1],
		{ subscribers: 'several', subscriberIds: AWKWARD_IDS.join('\n') },
		async (novu) =>
			await novu.topics.subscriptions.delete(
				{ subscriptions: wanted(...AWKWARD_IDS) },
				AWKWARD_IDS[1],
			),
	),
];

const page = (next: string | null, ...ids: string[]) => ({
	body: { data: ids.map((_id) => ({ _id })), next, previous: null },
});

const getAll: ContractCase[] = [
	of(
		'getAll',
		'least',
		'news',
		{},
		async (novu) => await novu.topics.subscriptions.list({ topicKey: 'news', limit: 50 }),
		[page(null)],
	),
	of(
		'getAll',
		'filtered',
		AWKWARD_IDS[1],
		{
			limit: 2,
			filters: { subscriberId: AWKWARD_IDS[3], contextKeys: 'tenant:größe, app:web' },
		},
		async (novu) =>
			await novu.topics.subscriptions.list({
				topicKey: AWKWARD_IDS[1],
				limit: 2,
				subscriberId: AWKWARD_IDS[3],
				contextKeys: ['tenant:größe', 'app:web'],
			}),
		[page('b', 'a', 'b')],
	),
	of(
		'getAll',
		'all, over two pages',
		'news',
		{ returnAll: true },
		async (novu) => {
			await settled(novu.topics.subscriptions.list({ topicKey: 'news', limit: 100 }));
			await settled(novu.topics.subscriptions.list({ topicKey: 'news', limit: 100, after: 'a' }));
		},
		[page('a', 'a'), page(null, 'b')],
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'least',
		'news',
		{ subscriptionIdentifier: byId('ann-weekly'), updateFields: { name: 'Weekly' } },
		async (novu) =>
			await novu.topics.subscriptions.update({
				topicKey: 'news',
				identifier: 'ann-weekly',
				updateTopicSubscriptionRequestDto: { name: 'Weekly' },
			}),
	),
	of(
		'update',
		'full',
		'news',
		{
			subscriptionIdentifier: byId('ann-weekly'),
			updateFields: {
				name: '日本 🙂',
				preferences: JSON.stringify([{ workflowId: 'order', condition }]),
			},
		},
		async (novu) =>
			await novu.topics.subscriptions.update({
				topicKey: 'news',
				identifier: 'ann-weekly',
				updateTopicSubscriptionRequestDto: {
					name: '日本 🙂',
					preferences: [{ workflowId: 'order', condition }],
				},
			}),
	),
	of(
		'update',
		'an empty name, no preferences',
		AWKWARD_IDS[0],
		{
			subscriptionIdentifier: byId(AWKWARD_IDS[1]),
			updateFields: { name: '', preferences: '[]' },
		},
		async (novu) =>
			await novu.topics.subscriptions.update({
				topicKey: AWKWARD_IDS[0],
				identifier: AWKWARD_IDS[1],
				updateTopicSubscriptionRequestDto: { name: '', preferences: [] },
			}),
	),
];

export const topicSubscription: readonly ContractCase[] = [
	...add,
	...remove,
	...getAll,
	...update,
	...['ann', ...AWKWARD_IDS].map((id) =>
		of(
			'get',
			`the identifier ${id}`,
			id,
			{ subscriptionIdentifier: byId(id) },
			async (novu) => await novu.topics.subscriptions.getSubscription(id, id),
		),
	),
];
