import type { IDataObject } from 'n8n-workflow';
import { exampleWorkflows } from '../description/files';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { answering, startOddServer } from './oddServer';
import { byId, calls, useNovu } from './support';

const ALERT = ['alertUid', 'title', 'imageUrl', 'state', 'externalUrl'];
const slack = 'https://hooks.test/1';

const credentials = (providerId: string, more: IDataObject): IDataObject => ({
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId,
	options: { confirmTokens: 'never' },
	...more,
});
const people = [{ id: 'crm-1001' }, { id: 'crm-1002' }];

describe('what Novu does not say of credentials', () => {
	const novu = useNovu();

	it.each(ALERT)('that it does not keep %s', async (name) => {
		const parameters = credentials('grafana-on-call', {
			webhookUrl: slack,
			additionalProperties: { [name]: 'https://x.test/1' },
		});
		const { error, hints } = await novu.run(parameters, people);
		expect(error).toBeUndefined();
		expect(hints('Novu')).toEqual([
			`2 items: Novu took ${name} and does not keep it: the integration in Novu holds the values that count.`,
		]);
	});

	it('that a provider does not use a property that Novu keeps', async () => {
		const parameters = credentials('slack', {
			webhookUrl: slack,
			additionalProperties: { channel: 'general', deviceTokens: 'a' },
		});
		const { hints } = await novu.run(parameters, people);
		expect(hints('Novu').join()).toContain(
			'2 items: Slack does not use channel and deviceTokens: Novu keeps it, and delivers without it.',
		);
	});

	it('that a provider cannot deliver through what was written', async () => {
		novu.sandbox.store.addIntegration('telegram', 'chat', { name: 'Telegram' });
		const parameters = credentials('telegram', { webhookUrl: slack });
		const { error, hints } = await novu.run(parameters, people);
		expect(error).toBeUndefined();
		expect(hints('Novu')).toHaveLength(1);
		expect(hints('Novu')[0]).toMatch(/^2 items: Novu cannot deliver to Telegram/);
	});

	it('which of several integrations it took where none was chosen', async () => {
		const fcm = { deviceTokens: '={{ $json.token }}' };
		for (const [identifier, token] of [
			['fcm-ios', 'a'],
			['fcm-android', 'b'],
		]) {
			const chosen = { ...fcm, integrationIdentifier: byId(identifier) };
			const { hints } = await novu.run(credentials('fcm', chosen), [{ id: 'crm-1001', token }]);
			expect(hints('Novu')).toEqual([]);
		}
		const { hints } = await novu.run(credentials('fcm', fcm), [{ id: 'crm-1001', token: 'c' }]);
		expect(hints('Novu')).toHaveLength(1);
		expect(hints('Novu')[0]).toContain('none was chosen: Novu took the integration with the ID');
		const channels = novu.sandbox.store.subscriber('crm-1001')?.channels ?? [];
		const written = channels.find(({ credentials: kept }) => JSON.stringify(kept).includes('"c"'));
		expect(hints('Novu')[0]).toContain(String(written?._integrationId));
	});

	describe('which of several integrations it took for a first write', () => {
		const first = { deviceTokens: 'a', options: {} };

		it('where none was chosen, with the integrations read once', async () => {
			const { error, hints } = await novu.run(credentials('fcm', first), people);
			expect(error).toBeUndefined();
			expect(hints('Novu')).toHaveLength(1);
			expect(hints('Novu')[0]).toContain(
				'2 items: This environment has 2 active integrations of Firebase',
			);
			const [entry] = novu.sandbox.store.subscriber('crm-1001')?.channels ?? [];
			const took = novu.sandbox.store.integrations
				.lookup('provider', 'fcm')
				.find(({ _id }) => _id === entry._integrationId);
			expect(hints('Novu')[0]).toContain(`Novu took "${took?.identifier}"`);
			const lists = calls(novu.sandbox).filter((call) => call === 'GET /v1/integrations');
			expect(lists).toHaveLength(1);
		});

		it('not where one was chosen, or there is only one', async () => {
			const chosen = { ...first, integrationIdentifier: byId('fcm-ios') };
			expect((await novu.run(credentials('fcm', chosen), people)).hints('Novu')).toEqual([]);
			expect((await novu.run(credentials('expo', first), people)).hints('Novu')).toEqual([]);
		});
	});

	it('and the items are done where Novu does not hand out its integrations', async () => {
		const odd = await startOddServer();
		const channels = [
			{ providerId: 'fcm', _integrationId: 'i', credentials: { deviceTokens: ['a'] } },
		];
		const data = { _id: 's', subscriberId: 'crm-1001', channels };
		odd.answer = async (reply) => {
			const isSubscriber = reply.request.url.includes('/subscribers/');
			return await answering(isSubscriber ? 200 : 403, isSubscriber ? { data } : {})(reply);
		};
		const { items, error, hints } = await runWorkflow({
			workflow: novuWorkflow(credentials('fcm', { deviceTokens: 'a', options: {} })),
			credentials: { novuApi: { apiKey: 'k', region: 'custom', baseUrl: odd.url } },
			items: [{ json: { id: 'crm-1001' } }],
		});
		await odd.close();
		expect(error).toBeUndefined();
		expect(items('Novu')).toHaveLength(1);
		expect(hints('Novu')).toEqual([]);
		expect(odd.requests.map(({ method }) => method)).toEqual(['PATCH', 'GET', 'GET']);
	});

	it('nothing where there is nothing to say', async () => {
		const parameters = credentials('slack', { webhookUrl: slack });
		expect((await novu.run(parameters, people)).hints('Novu')).toEqual([]);
	});
});

describe('what Novu does not say of what was not there', () => {
	const novu = useNovu();

	it('tokens to remove', async () => {
		const parameters = {
			...credentials('expo', { deviceTokens: '={{ $json.token }}' }),
			operation: 'removeDeviceTokens',
		};
		await novu.run(credentials('expo', { deviceTokens: '={{ $json.token }}' }), [
			{ id: 'crm-1001', token: 'a' },
			{ id: 'crm-1002', token: 'b' },
		]);
		const items = [
			{ id: 'crm-1001', token: 'a' },
			{ id: 'crm-1002', token: 'x' },
			{ id: 'crm-1003', token: 'y' },
		];
		const { error, hints } = await novu.run(parameters, items);
		expect(error).toBeUndefined();
		expect(hints('Novu').join()).toContain('2 items: The token to remove was not there for Expo');
		expect(novu.sandbox.store.deviceTokens('crm-1001')).toEqual([]);
		expect(novu.sandbox.store.deviceTokens('crm-1002')).toEqual(['b']);
	});

	it('credentials to delete', async () => {
		const parameters = { ...credentials('expo', {}), operation: 'deleteCredentials', options: {} };
		const { hints } = await novu.run(parameters, people);
		expect(hints('Novu').join()).toContain('2 items: There were no credentials for Expo');
	});

	it('a topic that was made by adding to it', async () => {
		const add = (topicKey: string) => ({
			resource: 'topicSubscription',
			operation: 'add',
			topicKey: byId(topicKey),
			subscriberId: byId('={{ $json.id }}'),
		});
		const made = await novu.run(add('beta-tester'), people);
		expect(made.hints('Novu').join()).toContain('2 items: The topic "beta-tester" is new');
		const again = await novu.run(add('beta-tester'), people);
		expect(again.hints('Novu').join()).not.toContain('is new');
		const realNow = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 60_000);
		const known = await novu.run(add('beta-testers'), [{ id: 'crm-1012' }]);
		jest.restoreAllMocks();
		expect(known.error).toBeUndefined();
		expect(known.hints('Novu').join()).not.toContain('is new');
	});
});

describe('what Novu does not say of the recipients of an event', () => {
	const novu = useNovu();
	const event = (unknownSubscribers?: string, more: IDataObject = {}): IDataObject => ({
		resource: 'event',
		operation: 'trigger',
		workflowId: byId('order-shipped'),
		to: 'subscriber',
		subscriberId: byId('={{ $json.id }}'),
		payloadMode: 'json',
		payload: '{"orderId":"1"}',
		...more,
		options: unknownSubscribers ? { unknownSubscribers } : {},
	});
	const some = [{ id: 'crm-1001' }, { id: 'crm-100l' }, { id: 'crm-1002' }, { id: 'crm-200l' }];
	const ADDED = '2 items: Novu did not know a subscriber, and the event adds it';

	it.each(['trigger', 'triggerBulk'])('that %s adds one, if asked', async (operation) => {
		const { error, items, hints } = await novu.run(event('hint', { operation }), some);
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ json }) => json.status)).toEqual(Array(4).fill('processed'));
		expect(hints('Novu').join()).toContain(ADDED);
	});

	it.each(['trigger', 'triggerBulk'])(
		'and %s sends nothing to one, if asked',
		async (operation) => {
			const parameters = event('error', { operation });
			const { items } = await novu.run(parameters, some, { onError: 'continueErrorOutput' });
			expect(items('Novu').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
			expect(items('Novu', 1).map(({ json }) => json.error)).toEqual([
				expect.stringContaining('Novu does not know the subscriber "crm-100l"'),
				expect.stringContaining('Novu does not know the subscriber "crm-200l"'),
			]);
			const sent = novu.sandbox.requests.filter(({ method }) => method === 'POST');
			expect(JSON.stringify(sent.map(({ body }) => body))).not.toMatch(/crm-[12]00l/);
		},
	);

	it('names the first of several recipients, and counts the others', async () => {
		const several = { to: 'subscribers', subscriberIds: 'crm-1001, nobody, no-one' };
		const { error } = await novu.run(event('error', several), [{}]);
		expect(error?.message).toContain('"nobody" and 1 more of the recipients');
		expect(novu.sandbox.requests.map(({ method }) => method)).not.toContain('POST');
	});

	it('asks nothing of a recipient with a profile, or of a topic', async () => {
		const mix = {
			to: 'mix',
			recipients: '[{"subscriberId":"new","email":"a@b.test"},{"type":"Topic","topicKey":"t"}]',
		};
		const { error, hints } = await novu.run(event('error', mix), [{}]);
		expect(error).toBeUndefined();
		expect(hints('Novu').join()).not.toContain('did not know');
		expect(novu.sandbox.requests.map(({ method }) => method)).toEqual(['POST']);
	});

	it('reads no recipient unless asked', async () => {
		await novu.run(event(), some);
		expect(novu.sandbox.requests.map(({ method }) => method)).not.toContain('GET');
	});

	it("takes no web page of a proxy for Novu's word that a subscriber is unknown", async () => {
		const odd = await startOddServer();
		odd.answer = async (reply) => await answering(404, '<html>Not Found</html>')(reply);
		const { items } = await runWorkflow({
			workflow: novuWorkflow(event('error'), { onError: 'continueErrorOutput' }),
			credentials: { novuApi: { apiKey: 'k', region: 'custom', baseUrl: odd.url } },
			items: [{ json: { id: 'crm-1001' } }],
		});
		const methods = odd.requests.map(({ method }) => method);
		await odd.close();
		expect(methods).not.toContain('POST');
		expect(String(items('Novu', 1)[0].json.error)).toContain('A web page came back');
	});

	it('sends the event all the same where recipients cannot be read', async () => {
		const odd = await startOddServer();
		const done = { data: { acknowledged: true, status: 'processed', transactionId: 't' } };
		odd.answer = async (reply) =>
			await answering(reply.request.method === 'GET' ? 403 : 201, done)(reply);
		const { items, error, hints } = await runWorkflow({
			workflow: novuWorkflow(event('hint')),
			credentials: { novuApi: { apiKey: 'k', region: 'custom', baseUrl: odd.url } },
			items: [{ json: { id: 'crm-1001' } }],
		});
		await odd.close();
		expect([error, items('Novu').length, hints('Novu')]).toEqual([undefined, 1, []]);
	});
});

describe("the call of Novu's documentation", () => {
	const novu = useNovu();

	it('goes out whole from its example, and Novu keeps three of the eight', async () => {
		const [, workflow] = [...exampleWorkflows()].find(([file]) =>
			file.includes('slack-all-credentials'),
		) as [string, Parameters<typeof runWorkflow>[0]['workflow']];
		const { error, hints } = await runWorkflow({
			workflow,
			credentials: novu.credentials,
			items: [{ json: {} }],
		});
		expect(error).toBeUndefined();
		const credentialsSent = {
			webhookUrl: 'https://hooks.example.com/services/T0/B0/xyz',
			channel: 'general',
			deviceTokens: ['token-1', 'token-2'],
			alertUid: 'alert-1',
			title: 'Disk full',
			imageUrl: 'https://example.com/disk.png',
			state: 'alerting',
			externalUrl: 'https://example.com/alerts/1',
		};
		expect(novu.sandbox.requests.find(({ method }) => method === 'PUT')?.body).toEqual({
			providerId: 'slack',
			credentials: credentialsSent,
		});
		const { webhookUrl, channel, deviceTokens } = credentialsSent;
		expect(novu.sandbox.store.subscriber('crm-4711')?.channels).toMatchObject([
			{ providerId: 'slack', credentials: { webhookUrl, channel, deviceTokens } },
		]);
		for (const name of ALERT) expect(hints('Update Credentials').join()).toContain(name);
	});
});
