import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

/**
 * A field that decides which others are shown, given as an expression: n8n then shows all of them, and
 * the item says which one counts.
 */
const KIND = '={{ $json.kind }}';

describe('a value that decides on other fields, given as an expression', () => {
	const novu = useNovu();
	const bodies = () => novu.sandbox.requests.map(({ body }) => body as IDataObject);
	const identifierOf = (providerId: string) =>
		novu.sandbox.store.integrations.all.find((one) => one.providerId === providerId)?.identifier;

	const trigger: IDataObject = {
		resource: 'event',
		operation: 'trigger',
		workflowId: byId('order-shipped'),
		to: KIND,
		payloadMode: 'json',
		payload: '{ "orderId": "4711" }',
	};

	it.each(['trigger', 'triggerBulk'])(
		'To of %s takes the field of each item',
		async (operation) => {
			const parameters = {
				...trigger,
				operation,
				subscriberId: byId('={{ $json.id }}'),
				subscriberIds: '={{ $json.ids }}',
				topicKey: byId('={{ $json.topic }}'),
				recipients: '={{ $json.all }}',
			};
			const { error } = await novu.run(parameters, [
				{ kind: 'subscriber', id: 'crm-1001' },
				{ kind: 'subscribers', ids: ['crm-1001', 'crm-1002'] },
				{ kind: 'topic', topic: 'customers' },
				{ kind: 'mix', all: ['crm-1003'] },
			]);
			expect(error).toBeUndefined();
			const sent = bodies().flatMap((body) => (body.events as IDataObject[] | undefined) ?? [body]);
			expect(sent.map(({ to }) => to)).toEqual(
				expect.arrayContaining([
					'crm-1001',
					['crm-1001', 'crm-1002'],
					{ type: 'Topic', topicKey: 'customers' },
					['crm-1003'],
				]),
			);
		},
	);

	it('To asks for no more than the field that counts', async () => {
		const { error } = await novu.run({ ...trigger, subscriberId: byId('crm-1001') }, [
			{ kind: 'subscriber' },
		]);
		expect(error).toBeUndefined();
		expect(bodies()[0].to).toBe('crm-1001');
	});

	it.each([
		['subscriber', "'Subscriber' is empty"],
		['subscribers', "'Subscriber IDs' names nobody"],
		['topic', "'Topic' is empty"],
		['mix', "'Recipients (JSON)' names nobody"],
		['team', '\'To\' is "team", and one of mix, subscribers, subscriber, topic is needed'],
		[undefined, "'To' is empty"],
		[7, "'To' is a value of type number"],
	])('To %p with nothing else is told before anything is sent', async (kind, message) => {
		const { error } = await novu.run(trigger, [{ kind: kind as string }]);
		expect(error?.message).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('Payload takes JSON or the fields', async () => {
		const parameters = {
			...trigger,
			to: 'subscriber',
			subscriberId: byId('crm-1001'),
			payloadMode: KIND,
			payloadFields: { mappingMode: 'defineBelow', value: { orderId: 'mapped' }, schema: [] },
		};
		await novu.run(parameters, [{ kind: 'json' }, { kind: 'fields' }]);
		expect(bodies().map(({ payload }) => payload)).toEqual([
			{ orderId: '4711' },
			{ orderId: 'mapped' },
		]);
		const { error } = await novu.run(parameters, [{ kind: 'text' }]);
		expect(error?.message).toContain('\'Payload\' is "text", and one of fields, json is needed');
		expect(calls(novu.sandbox)).toHaveLength(2);
	});

	it('When Nothing Was Sent is one of its values', async () => {
		const parameters = {
			...trigger,
			to: 'subscriber',
			subscriberId: byId('crm-1001'),
			options: { whenNothingWasSent: KIND },
		};
		const { error } = await novu.run(parameters, [{ kind: 'stop' }]);
		expect(error?.message).toContain('\'When Nothing Was Sent\' is "stop"');
		expect(calls(novu.sandbox)).toEqual([]);
	});

	const preference: IDataObject = {
		resource: 'subscriberPreference',
		operation: 'update',
		subscriberId: byId('crm-1001'),
		preferencesFor: KIND,
		updateFields: { email: false },
	};

	it('Preferences For asks for a workflow only where one is meant', async () => {
		const { error } = await novu.run(preference, [{ kind: 'global' }]);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ channels: { email: false } }]);
		const without = await novu.run(preference, [{ kind: 'workflow' }]);
		expect(without.error?.message).toContain("'Workflow' is empty");
		const unknown = await novu.run(preference, [{ kind: 'one' }]);
		expect(unknown.error?.message).toContain('\'Preferences For\' is "one"');
		expect(calls(novu.sandbox)).toHaveLength(1);
		await novu.run({ ...preference, workflowId: byId('order-shipped') }, [{ kind: 'workflow' }]);
		expect(bodies()[1]).toMatchObject({ workflowId: 'order-shipped' });
	});

	it.each([
		['channelConnection', 'create', { workspaceId: 'T1', accessToken: 'xoxb-token' }],
		['integration', 'generateConnectOAuthUrl', {}],
	])('Connection Mode of %s takes subscriber or context', async (resource, operation, own) => {
		const parameters: IDataObject = {
			resource,
			operation,
			integrationIdentifier: byId('slack-main'),
			connectionMode: KIND,
			...own,
		};
		const shared = { ...parameters, context: '{ "tenant": "acme" }' };
		expect((await novu.run(shared, [{ kind: 'shared' }])).error).toBeUndefined();
		const entry = { ...parameters, additionalFields: { context: '{ "tenant": "beta" }' } };
		expect((await novu.run(entry, [{ kind: 'shared' }])).error).toBeUndefined();
		const owned = { ...shared, subscriberId: byId('crm-1001') };
		expect((await novu.run(owned, [{ kind: 'subscriber' }])).error).toBeUndefined();
		expect(bodies()).toMatchObject([
			{ connectionMode: 'shared', context: { tenant: 'acme' } },
			{ connectionMode: 'shared', context: { tenant: 'beta' } },
			{ connectionMode: 'subscriber', subscriberId: 'crm-1001', context: { tenant: 'acme' } },
		]);
		for (const [kind, message] of [
			['shared', "'Context (JSON)' is empty"],
			['subscriber', "'Subscriber' is empty"],
			['all', '\'Connection Mode\' is "all"'],
		]) {
			expect((await novu.run(parameters, [{ kind }])).error?.message).toContain(message);
		}
		expect(calls(novu.sandbox)).toHaveLength(3);
	});

	const endpoint: IDataObject = {
		resource: 'channelEndpoint',
		subscriberId: byId('crm-1001'),
		integrationIdentifier: byId('slack-main'),
		endpointIdentifier: byId('ada-slack'),
		type: '={{ $json.type }}',
		endpointSource: KIND,
		additionalFields: { identifier: 'ada-slack' },
	};

	it.each(['create', 'upsert'])(
		'Specify Endpoint of %s takes fields or JSON',
		async (operation) => {
			const parameters = { ...endpoint, operation, userId: 'U1', endpoint: '{ "userId": "U2" }' };
			for (const kind of ['fields', 'json']) {
				novu.sandbox.reset();
				const { error } = await novu.run(parameters, [{ type: 'slack_user', kind }]);
				expect(error).toBeUndefined();
				const userId = kind === 'json' ? 'U2' : 'U1';
				expect(bodies().at(-1)).toMatchObject({ type: 'slack_user', endpoint: { userId } });
			}
		},
	);

	it('Specify Endpoint of update asks for no type where JSON is given', async () => {
		await novu.run({ ...endpoint, operation: 'create', userId: 'U1' }, [
			{ type: 'slack_user', kind: 'fields' },
		]);
		const update = {
			...endpoint,
			operation: 'update',
			endpoint: '{ "userId": "U2" }',
			userId: 'U3',
		};
		expect((await novu.run(update, [{ kind: 'json' }])).error).toBeUndefined();
		expect(
			(await novu.run(update, [{ kind: 'fields', type: 'slack_user' }])).error,
		).toBeUndefined();
		expect(bodies().slice(1)).toEqual([
			{ endpoint: { userId: 'U2' } },
			{ endpoint: { userId: 'U3' } },
		]);
	});

	it.each([
		[{ type: 'slack_user', kind: 'fields' }, "'User ID' is empty"],
		[{ type: 'slack_user', kind: 'json' }, "'Endpoint (JSON)' is empty"],
		[{ type: 'slack_user', kind: 'text' }, '\'Specify Endpoint\' is "text"'],
		[{ kind: 'fields' }, "'Type' is empty"],
	])('an endpoint of %j is told before anything is sent', async (item, message) => {
		const { error } = await novu.run({ ...endpoint, operation: 'create' }, [item]);
		expect(error?.message).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	const subscription = (operation: string, parameters: IDataObject = {}): IDataObject => ({
		resource: 'topicSubscription',
		operation,
		topicKey: byId('beta-testers'),
		subscribers: KIND,
		...parameters,
	});

	it('Subscribers takes the one or the list', async () => {
		const add = subscription('add', { subscriberId: byId('crm-1010'), subscriberIds: 'crm-1011' });
		const { error } = await novu.run(add, [{ kind: 'one' }, { kind: 'several' }]);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([
			{ subscriptions: [{ subscriberId: 'crm-1010' }, { subscriberId: 'crm-1011' }] },
		]);
	});

	it.each([
		[{ kind: 'one' }, "'Subscriber' is empty"],
		[{ kind: 'several' }, "'Subscriber IDs' is empty"],
		[{ kind: 'all' }, '\'Subscribers\' is "all"'],
	])('Subscribers %j with nothing else is told before anything is sent', async (item, message) => {
		for (const operation of ['add', 'remove']) {
			const { error } = await novu.run(subscription(operation), [item]);
			expect(error?.message).toContain(message);
		}
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('an identifier is for one subscriber, and is not passed over', async () => {
		for (const [operation, label, additionalFields] of [
			['add', 'Identifier', { identifier: 'x' }],
			['remove', 'Subscription', { subscriptionIdentifier: byId('x') }],
		] as const) {
			const several = { subscriberIds: 'crm-1001, crm-1002', additionalFields };
			const { error } = await novu.run(subscription(operation, several), [{ kind: 'several' }]);
			expect(error?.message).toContain(`'${label}' is given, and the item`);
		}
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('Token Mode is one of its values, and Append where nothing is said', async () => {
		const parameters: IDataObject = {
			resource: 'subscriber',
			operation: 'updateCredentials',
			subscriberId: byId('crm-1012'),
			providerId: 'fcm',
			tokenMode: KIND,
			deviceTokens: 'device-1',
		};
		const { error } = await novu.run(parameters, [{ kind: 'overwrite' }]);
		expect(error?.message).toContain('\'Token Mode\' is "overwrite", and one of append, replace');
		expect(calls(novu.sandbox)).toEqual([]);
		await novu.run(parameters, [{}]);
		expect(novu.sandbox.requests[0].method).toBe('PATCH');
	});

	it('the provider of an integration brings its channel, or needs one', async () => {
		const parameters: IDataObject = {
			resource: 'integration',
			operation: 'create',
			providerId: KIND,
		};
		const { error } = await novu.run(parameters, [{ kind: 'twilio' }]);
		expect(error).toBeUndefined();
		expect(bodies()[0]).toMatchObject({ providerId: 'twilio', channel: 'sms' });
		expect(identifierOf('twilio')).toBeDefined();
		const unknown = await novu.run(parameters, [{ kind: 'carrier-pigeon' }]);
		expect(unknown.error?.message).toContain('its channel is not known');
		expect(calls(novu.sandbox)).toHaveLength(1);
	});

	it('Active of an integration is understood as text, too', async () => {
		const parameters: IDataObject = {
			resource: 'integration',
			operation: 'create',
			providerId: 'twilio',
			active: KIND,
		};
		await novu.run(parameters, [{ kind: 'false' }]);
		expect(bodies()[0]).toMatchObject({ active: false });
		const { error } = await novu.run(parameters, [{ kind: 'off' }]);
		expect(error?.message).toContain('\'Active\' is "off"');
	});
});

describe('how many to get, given as an expression', () => {
	const novu = useNovu();
	const list: IDataObject = {
		resource: 'subscriber',
		operation: 'getAll',
		returnAll: '={{ $json.all }}',
		limit: '={{ $json.limit }}',
	};

	it.each([
		[{ all: 'true', limit: 2 }, 12],
		[{ all: 'false', limit: '2' }, 2],
		[{ all: false }, 12],
		[{ all: false, limit: 2.9 }, 2],
	])('%j gets %p of twelve', async (item, count) => {
		const { items, error } = await novu.run(list, [item]);
		expect(error).toBeUndefined();
		expect(items('Novu')).toHaveLength(count);
	});

	it.each([0, -1, 'ten', '', [2]])('Limit %j is told before anything is sent', async (limit) => {
		const { error } = await novu.run(list, [{ all: false, limit }]);
		expect(error?.message).toContain("'Limit' is ");
		expect(calls(novu.sandbox)).toEqual([]);
	});
});

describe('a condition that was added and finds nothing', () => {
	const novu = useNovu();

	it('does not let the messages of all channels be deleted', async () => {
		const parameters: IDataObject = {
			resource: 'message',
			operation: 'deleteByTransaction',
			transactionId: 'tx-1',
			filters: { channel: '={{ $json.channel }}' },
		};
		const { error } = await novu.run(parameters, [{}]);
		expect(error?.message).toContain("The filter 'Channel' is empty");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('does not let all subscriptions of a subscriber be removed', async () => {
		const parameters: IDataObject = {
			resource: 'topicSubscription',
			operation: 'remove',
			topicKey: byId('beta-testers'),
			subscriberId: byId('crm-1001'),
			additionalFields: { subscriptionIdentifier: byId('={{ $json.identifier }}') },
		};
		const { error } = await novu.run(parameters, [{}]);
		expect(error?.message).toContain("'Subscription' was added and is empty");
		expect(calls(novu.sandbox)).toEqual([]);
	});
});
