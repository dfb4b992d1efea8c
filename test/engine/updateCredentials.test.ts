import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

const push: IDataObject = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('={{ $json.id }}'),
	providerId: 'expo',
	tokenMode: 'append',
	deviceTokens: '={{ $json.tokens }}',
};
/** Without the look at the tokens a moment later. */
const writeAlone: IDataObject = { options: { confirmTokens: 'never' } };
const chat = (providerId: string, more: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: byId('crm-1001'),
	providerId,
	webhookUrl: 'https://hooks.test/1',
	...more,
});

describe('Update Credentials for push', () => {
	const novu = useNovu();
	const tokens = (id: string) => novu.sandbox.store.deviceTokens(id);

	it("hands out Novu's subscriber, one item for each, paired", async () => {
		const { items, error } = await novu.run(push, [
			{ id: 'crm-1001', tokens: 'a' },
			{ id: 'crm-1002', tokens: ['b', 'c'] },
		]);
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items('Novu')[1].json).toMatchObject({
			subscriberId: 'crm-1002',
			firstName: 'Grace',
			channels: [{ providerId: 'expo', credentials: { deviceTokens: ['b', 'c'] } }],
		});
		const stored = novu.sandbox.store.subscriber('crm-1002');
		expect(items('Novu')[1].json._id).toBe(stored?._id);
	});

	it('appends with PATCH and replaces with PUT', async () => {
		await novu.run({ ...push, ...writeAlone }, [{ id: 'crm-1001', tokens: 'a' }]);
		await novu.run({ ...push, ...writeAlone }, [{ id: 'crm-1001', tokens: 'b' }]);
		expect(tokens('crm-1001')).toEqual(['a', 'b']);
		await novu.run({ ...push, tokenMode: 'replace' }, [{ id: 'crm-1001', tokens: 'c' }]);
		expect(tokens('crm-1001')).toEqual(['c']);
		expect(calls(novu.sandbox).map((call) => call.split(' ')[0])).toEqual([
			'PATCH',
			'PATCH',
			'PUT',
		]);
	});

	it.each([
		['a list', ['a', ' b ', 'a']],
		['a JSON list', '["a", "b"]'],
		['commas', 'a, b,'],
		['lines', 'a\r\nb\n'],
	])('takes tokens as %s', async (_, value) => {
		await novu.run(push, [{ id: 'crm-1001', tokens: value as IDataObject['x'] }]);
		expect(tokens('crm-1001')).toEqual(['a', 'b']);
	});

	it('loses no token when many items write to one subscriber, and sends one request', async () => {
		const items = Array.from({ length: 60 }, (_, i) => ({ id: 'crm-1001', tokens: `t${i}` }));
		const result = await novu.run({ ...push, ...writeAlone }, items);
		expect(tokens('crm-1001')).toEqual(items.map((item) => item.tokens));
		expect(novu.sandbox.store.subscriber('crm-1001')?.channels).toHaveLength(1);
		expect(novu.sandbox.requests).toHaveLength(1);
		expect(result.items('Novu')).toHaveLength(60);
		expect(result.hints('Novu')).toEqual(['60 items shared 1 request.']);
	});

	it('keeps the order of append and replace', async () => {
		const parameters = { ...push, tokenMode: '={{ $json.mode }}' };
		const { items } = await novu.run(parameters, [
			{ id: 'crm-1001', tokens: 'a', mode: 'append' },
			{ id: 'crm-1001', tokens: 'b', mode: 'replace' },
			{ id: 'crm-1001', tokens: 'c', mode: 'append' },
		]);
		expect(tokens('crm-1001')).toEqual(['b', 'c']);
		expect(items('Novu')[0].json).toMatchObject({
			channels: [{ credentials: { deviceTokens: ['a'] } }],
		});
	});

	it('reads the credentials once, however many items there are', async () => {
		const items = Array.from({ length: 30 }, (_, i) => ({
			id: `crm-10${10 + (i % 3)}`,
			tokens: 'a',
		}));
		const { credentialReads } = await novu.run(push, items);
		expect(credentialReads).toBe(1);
	});

	it('writes to the chosen integration', async () => {
		const parameters = { ...push, providerId: 'fcm', integrationIdentifier: byId('fcm-ios') };
		await novu.run(parameters, [{ id: 'crm-1001', tokens: 'a' }]);
		const [integration] = novu.sandbox.store.integrations
			.lookup('provider', 'fcm')
			.filter(({ identifier }) => identifier === 'fcm-ios');
		expect(novu.sandbox.store.subscriber('crm-1001')?.channels).toMatchObject([
			{ _integrationId: integration._id },
		]);
	});

	it('takes an expression as provider, and for each item what that provider uses', async () => {
		const { error } = await novu.run(
			{ ...push, providerId: '={{ $json.provider }}', webhookUrl: 'https://hooks.test/1' },
			[
				{ id: 'crm-1001', tokens: 'a', provider: 'expo' },
				{ id: 'crm-1001', tokens: 'a', provider: 'slack' },
			],
		);
		expect(error).toBeUndefined();
		expect(novu.sandbox.requests.map(({ body }) => body)).toEqual([
			{ providerId: 'expo', credentials: { deviceTokens: ['a'] } },
			{ providerId: 'slack', credentials: { webhookUrl: 'https://hooks.test/1' } },
		]);
	});

	it.each([
		['push', { ...push }, { providerId: 'fcm', credentials: { deviceTokens: ['a'] } }],
		[
			'chat',
			{ subscriberId: push.subscriberId, webhookUrl: 'https://hooks.test/1' },
			{ providerId: 'slack', credentials: { webhookUrl: 'https://hooks.test/1' } },
		],
	])('needs only what is for %s where the provider is an expression', async (_, fields, body) => {
		const { error } = await novu.run({ ...fields, providerId: '={{ $json.provider }}' }, [
			{ id: 'crm-1001', tokens: 'a', provider: body.providerId },
		]);
		expect(error).toBeUndefined();
		expect(novu.sandbox.requests.map((request) => request.body)).toEqual([body]);
	});

	it('takes a number as the ID of a subscriber', async () => {
		novu.sandbox.store.addSubscriber('4711');
		const { error } = await novu.run(push, [{ id: 4711, tokens: 'a' }]);
		expect(error).toBeUndefined();
		expect(tokens('4711')).toEqual(['a']);
	});

	it.each(['auth0|1', 'a/b', 'ann@example.com', 'ü ñ', '100%', 'a?b#c', '🙂'])(
		'reaches a subscriber called %s',
		async (id) => {
			novu.sandbox.store.addSubscriber(id);
			const { error } = await novu.run(push, [{ id, tokens: 'a' }]);
			expect(error).toBeUndefined();
			expect(tokens(id)).toEqual(['a']);
		},
	);
});

describe('what is never sent', () => {
	const novu = useNovu();

	it.each([
		['no token', { id: 'crm-1001', tokens: '' }, "'Device Tokens' is empty"],
		['an expression that finds nothing', { id: 'crm-1001' }, "'Device Tokens' is empty"],
		['an empty list', { id: 'crm-1001', tokens: [] }, "'Device Tokens' is empty"],
		['a list with null', { id: 'crm-1001', tokens: ['a', null] }, 'of type null (number 2'],
		['a number', { id: 'crm-1001', tokens: 5 }, "'Device Tokens' is a value of type number"],
		['no subscriber', { tokens: 'a' }, "'Subscriber' is empty"],
		['a subscriber of spaces', { id: '  ', tokens: 'a' }, "'Subscriber' is empty"],
		['the subscriber .', { id: '.', tokens: 'a' }, 'cannot stand in a URL'],
		['the subscriber ..', { id: '..', tokens: 'a' }, 'cannot stand in a URL'],
		['half a character', { id: 'a\ud83d', tokens: 'a' }, 'half of a character'],
		['an object as subscriber', { id: { x: 1 }, tokens: 'a' }, 'of type object'],
		[
			'too many tokens',
			{ id: 'crm-1001', tokens: Array.from({ length: 101 }, (_, i) => `t${i}`) },
			'holds 101 tokens',
		],
		[
			'too large a body',
			{ id: 'crm-1001', tokens: 'x'.repeat(103_000) },
			'Novu takes at most 102400',
		],
	])('%s', async (_, item, message) => {
		const { error } = await novu.run(push, [item as IDataObject]);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 0]');
		expect(error?.description).toBeTruthy();
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it('anything, where one of many items cannot be sent', async () => {
		const { error } = await novu.run(push, [
			{ id: 'crm-1001', tokens: 'a' },
			{ id: 'crm-1002', tokens: '' },
		]);
		expect(error?.message).toContain('[item 1]');
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it.each(['not a url', 'ftp://hooks.test/1', 'hooks.test', 'javascript:alert(1)'])(
		'the webhook URL %s',
		async (webhookUrl) => {
			const { error } = await novu.run(chat('slack', { webhookUrl }));
			expect(error?.message).toContain("'Webhook URL' is not an http(s) address");
			expect(novu.sandbox.requests).toHaveLength(0);
		},
	);
});

describe('Update Credentials for chat', () => {
	const novu = useNovu();
	const entries = () => novu.sandbox.store.subscriber('crm-1001')?.channels;

	it('sets the webhook URL with PUT', async () => {
		const { items } = await novu.run(chat('slack', { integrationIdentifier: byId('slack-main') }));
		expect(novu.sandbox.requests).toMatchObject([
			{
				method: 'PUT',
				body: {
					providerId: 'slack',
					integrationIdentifier: 'slack-main',
					credentials: { webhookUrl: 'https://hooks.test/1' },
				},
			},
		]);
		expect(items('Novu')[0].json).toMatchObject({ channels: [{ providerId: 'slack' }] });
	});

	it.each(['mattermost', 'rocket-chat', 'chat-webhook'])('sends the channel to %s', async (id) => {
		const { error } = await novu.run(chat(id, { channel: 'general' }));
		expect(error).toBeUndefined();
		expect(entries()).toMatchObject([
			{ credentials: { webhookUrl: 'https://hooks.test/1', channel: 'general' } },
		]);
	});

	it('asks for the room that Rocket.Chat needs', async () => {
		const { error } = await novu.run({ ...chat('rocket-chat'), channel: '={{ $json.missing }}' });
		expect(error?.message).toContain("'Channel' is empty, and Rocket.Chat needs it");
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it("sends all of Grafana's properties", async () => {
		const alert = {
			alertUid: 'uid-1',
			title: 'Disk full',
			imageUrl: 'https://x.test/i.png',
			state: 'alerting',
			externalUrl: 'https://x.test',
		};
		const { error } = await novu.run(chat('grafana-on-call', { additionalProperties: alert }));
		expect(error).toBeUndefined();
		expect(novu.sandbox.requests[0].body).toMatchObject({
			credentials: { webhookUrl: 'https://hooks.test/1', ...alert },
		});
	});

	it('sends nothing where nothing was given for a provider that uses none of it', async () => {
		const { error } = await novu.run(chat('whatsapp-business', { webhookUrl: '' }));
		expect(error?.description).toContain('does harm');
		expect(novu.sandbox.requests).toHaveLength(0);
	});
});

describe('Create Subscriber if Missing', () => {
	const parameters = { ...push, createSubscriberIfMissing: true };

	describe.each(['3.19', '2.0'] as const)('on Novu %s', (generation) => {
		const novu = useNovu({ novu: generation });

		it('adds the subscriber and writes', async () => {
			const { items, error } = await novu.run(parameters, [{ id: 'new-1', tokens: 'a' }]);
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({
				subscriberId: 'new-1',
				channels: [{ credentials: { deviceTokens: ['a'] } }],
			});
		});

		it('finds the subscriber again where its ID has spaces around it', async () => {
			const { items, error } = await novu.run(parameters, [{ id: ' new-1', tokens: 'a' }]);
			expect(error).toBeUndefined();
			expect(items('Novu')[0].json).toMatchObject({ subscriberId: 'new-1' });
		});

		it('makes one subscriber of many items', async () => {
			const items = Array.from({ length: 20 }, (_, i) => ({ id: 'new-1', tokens: `t${i}` }));
			const { error } = await novu.run(parameters, items);
			expect(error).toBeUndefined();
			expect(novu.sandbox.store.subscribers.lookup('subscriberId', 'new-1')).toHaveLength(1);
			expect(novu.sandbox.store.deviceTokens('new-1')).toHaveLength(20);
		});

		it('leaves profile and data of one that exists as they are', async () => {
			novu.sandbox.store.addSubscriber('known', { firstName: 'Ann', data: { plan: 'pro' } });
			await novu.run(parameters, [{ id: 'known', tokens: 'a' }]);
			expect(novu.sandbox.store.subscriber('known')).toMatchObject({
				firstName: 'Ann',
				data: { plan: 'pro' },
			});
			expect(calls(novu.sandbox)[0]).toBe('PATCH /v1/subscribers/known/credentials');
			expect(calls(novu.sandbox).filter((call) => call.startsWith('POST'))).toEqual([]);
		});
	});
});
