import type { IDataObject } from 'n8n-workflow';
import { byId, useNovu } from './support';

const EACH = byId('={{ $json.id }}');
const subscriber = (operation: string, more: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation,
	subscriberId: EACH,
	options: { confirmTokens: 'never' },
	...more,
});
const tokens: IDataObject = { deviceTokens: '={{ $json.token }}' };
const update = subscriber('updateCredentials', { ...tokens, providerId: 'fcm' });
const subscribe: IDataObject = {
	resource: 'topicSubscription',
	operation: 'add',
	topicKey: byId('={{ $json.topic ?? "customers" }}'),
	subscriberId: EACH,
};
const ann = { id: 'crm-1001', token: 'a' };
const again = { ...ann, token: 'b' };
const bulk: IDataObject = {
	resource: 'event',
	operation: 'triggerBulk',
	workflowId: byId('welcome'),
	to: 'subscriber',
	subscriberId: EACH,
	payloadMode: 'json',
	payload: '{}',
};
const preferences: IDataObject = {
	resource: 'subscriberPreference',
	operation: 'updateMany',
	subscriberId: EACH,
	workflowId: byId('={{ $json.workflow ?? "welcome" }}'),
	updateFields: { email: false },
};

/** Two items, each with what it says, that may or may not share a request. */
type Case = [what: string, parameters: IDataObject, items: [IDataObject, IDataObject]];

const SHARED: Case[] = [
	['tokens for one entry', update, [ann, again]],
	[
		'tokens that replace, and others behind them',
		{ ...update, tokenMode: '={{ $json.mode }}' },
		[
			{ ...ann, mode: 'replace' },
			{ ...again, mode: 'append' },
		],
	],
	['the same tokens that replace, twice', { ...update, tokenMode: 'replace' }, [ann, ann]],
	['tokens to remove', { ...update, operation: 'removeDeviceTokens' }, [ann, again]],
	['subscribers', subscriber('upsertMany'), [ann, { id: 'crm-1002' }]],
	['events', bulk, [ann, ann]],
	['subscribers of one topic', subscribe, [ann, { id: 'crm-1002' }]],
	[
		'workflows of one subscriber',
		preferences,
		[
			{ ...ann, workflow: 'welcome' },
			{ ...ann, workflow: 'incident' },
		],
	],
];

const APART: Case[] = [
	['tokens of two subscribers', update, [ann, { ...again, id: 'crm-1002' }]],
	[
		'tokens of two providers',
		{ ...update, providerId: '={{ $json.provider }}' },
		[
			{ ...ann, provider: 'fcm' },
			{ ...again, provider: 'expo' },
		],
	],
	[
		'tokens of two integrations',
		{ ...update, integrationIdentifier: byId('={{ $json.integration }}') },
		[
			{ ...ann, integration: 'fcm-ios' },
			{ ...again, integration: 'fcm-android' },
		],
	],
	[
		'tokens with other properties beside them',
		{ ...update, additionalProperties: { title: '={{ $json.title }}' } },
		[
			{ ...ann, title: 'one' },
			{ ...again, title: 'other' },
		],
	],
	[
		'tokens for a subscriber that may be added, and may not',
		{
			...update,
			createSubscriberIfMissing: '={{ $json.create }}',
		},
		[
			{ ...ann, create: true },
			{ ...again, create: false },
		],
	],
	[
		'tokens that are added, and others that replace them',
		{ ...update, tokenMode: '={{ $json.mode }}' },
		[
			{ ...ann, mode: 'append' },
			{ ...again, mode: 'replace' },
		],
	],
	[
		'tokens that replace, and others that replace them',
		{ ...update, tokenMode: 'replace' },
		[ann, again],
	],
	['two profiles of one subscriber', subscriber('upsertMany'), [ann, ann]],
	['subscribers of two topics', subscribe, [ann, { ...ann, topic: 'beta-testers' }]],
	[
		'subscriptions with different preferences',
		{ ...subscribe, additionalFields: { preferences: '={{ $json.preferences }}' } },
		[
			{ ...ann, preferences: '["welcome"]' },
			{ id: 'crm-1002', preferences: '["incident"]' },
		],
	],
	[
		'two names for one subscription',
		{
			...subscribe,
			additionalFields: { identifier: 'ann-weekly', name: '={{ $json.name }}' },
		},
		[
			{ ...ann, name: 'Weekly' },
			{ ...ann, name: 'Daily' },
		],
	],
	['preferences of two subscribers', preferences, [ann, { id: 'crm-1002' }]],
	[
		'preferences in two contexts',
		{ ...preferences, options: { context: '={{ $json.context }}' } },
		[
			{ ...ann, context: '{"tenant":"acme"}' },
			{ ...ann, context: '{"tenant":"other"}' },
		],
	],
];

describe('a request', () => {
	const novu = useNovu();
	const writes = () => novu.sandbox.requests.filter(({ method }) => method !== 'GET');

	beforeEach(() => {
		const { store } = novu.sandbox;
		const [integration] = store.integrations.lookup('provider', 'fcm');
		for (const id of ['crm-1001', 'crm-1002']) {
			store.subscriber(id)!.channels = [
				{
					providerId: 'fcm',
					_integrationId: integration._id,
					credentials: { deviceTokens: ['a', 'b', 'c'] },
				},
			];
		}
	});

	it.each(SHARED)('is shared by %s', async (_, parameters, items) => {
		const { error, items: out, hints } = await novu.run(parameters, items);
		expect(error).toBeUndefined();
		expect(out('Novu')).toHaveLength(2);
		expect(writes()).toHaveLength(1);
		expect(hints('Novu').join()).toContain('2 items shared 1 request.');
	});

	it.each(APART)('is not shared by %s', async (_, parameters, items) => {
		const { error, items: out, hints } = await novu.run(parameters, items);
		expect(error).toBeUndefined();
		expect(out('Novu')).toHaveLength(2);
		expect(writes()).toHaveLength(2);
		expect(hints('Novu').join()).not.toContain('shared');
	});
});

describe('tokens of one subscriber', () => {
	const novu = useNovu();
	const integration = (identifier: string) =>
		novu.sandbox.store.integrations
			.lookup('provider', 'fcm')
			.find((one) => one.identifier === identifier)!;
	/** The tokens of each integration, by its identifier. */
	const kept = () =>
		Object.fromEntries(
			['fcm-ios', 'fcm-android'].map((name) => [
				name,
				novu.sandbox.store
					.subscriber('crm-1001')
					?.channels.filter(({ _integrationId }) => _integrationId === integration(name)._id)
					.flatMap(({ credentials }) => credentials?.deviceTokens ?? []),
			]),
		);
	const of = { integrationIdentifier: byId('={{ $json.integration }}') };

	it('go to the integration of their item', async () => {
		await novu.run({ ...update, ...of }, [
			{ ...ann, integration: 'fcm-ios' },
			{ ...again, integration: 'fcm-android' },
		]);
		expect(kept()).toEqual({ 'fcm-ios': ['a'], 'fcm-android': ['b'] });
	});

	it('are taken from the integration of their item', async () => {
		novu.sandbox.store.subscriber('crm-1001')!.channels = ['fcm-ios', 'fcm-android'].map(
			(name) => ({
				providerId: 'fcm',
				_integrationId: integration(name)._id,
				credentials: { deviceTokens: ['a', 'b', 'c'] },
			}),
		);
		await novu.run({ ...update, ...of, operation: 'removeDeviceTokens' }, [
			{ ...ann, integration: 'fcm-ios' },
			{ ...again, integration: 'fcm-android' },
		]);
		expect(kept()).toEqual({ 'fcm-ios': ['b', 'c'], 'fcm-android': ['a', 'c'] });
	});

	it('are gone where a later item replaces them', async () => {
		await novu.run({ ...update, tokenMode: '={{ $json.mode }}' }, [
			{ ...ann, mode: 'append' },
			{ ...again, mode: 'replace' },
		]);
		expect(novu.sandbox.store.deviceTokens('crm-1001')).toEqual(['b']);
	});
});

describe("what a request costs of Novu's limit", () => {
	/** Of a server that comes to a second bulk request only after a moment. */
	const bucket = { limit: 1000, burst: 150 };
	const novu = useNovu({ rateLimits: { trigger: bucket, configuration: bucket, global: bucket } });

	it.each<[operation: string, parameters: IDataObject]>([
		['Broadcast', { ...bulk, operation: 'broadcast', sendToAll: true }],
		['Trigger in Bulk', bulk],
		['Create or Update Many', subscriber('upsertMany')],
	])('is known for %s, so that the next one is not refused', async (_, parameters) => {
		for (let i = 0; i < 3; i++) {
			const { error } = await novu.run(parameters, [ann]);
			expect(error).toBeUndefined();
		}
		const statuses = novu.sandbox.requests.map(({ status }) => status);
		expect(statuses).toHaveLength(3);
		expect(statuses).not.toContain(429);
	});
});
