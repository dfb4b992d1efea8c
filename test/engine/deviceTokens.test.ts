import { sleep, type IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

const operation = (value: string, more: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation: value,
	subscriberId: byId('={{ $json.id }}'),
	providerId: 'fcm',
	...more,
});
const remove = operation('removeDeviceTokens', { deviceTokens: '={{ $json.tokens }}' });

describe.each(['3.19', '2.0'] as const)('device tokens on Novu %s', (generation) => {
	const novu = useNovu({ novu: generation });
	const integration = (identifier: string) =>
		novu.sandbox.store.integrations
			.lookup('provider', identifier.split('-')[0])
			.find((candidate) => candidate.identifier === identifier)!;
	const entry = (identifier: string, deviceTokens: string[]) => ({
		providerId: identifier.split('-')[0],
		_integrationId: integration(identifier)._id,
		credentials: { deviceTokens },
	});
	const add = (id: string, ...entries: Array<ReturnType<typeof entry>>) =>
		novu.sandbox.store.addSubscriber(id, { channels: entries });
	const channels = (id: string) => novu.sandbox.store.subscriber(id)?.channels;

	it('are removed, and all others stay', async () => {
		add(
			's',
			entry('fcm-ios', ['a', 'b', 'c']),
			entry('fcm-android', ['b', 'd']),
			entry('expo-main', ['b']),
		);
		const { items, error } = await novu.run(remove, [{ id: 's', tokens: 'b' }]);
		expect(error).toBeUndefined();
		const left = [
			entry('fcm-ios', ['a', 'c']),
			entry('fcm-android', ['d']),
			entry('expo-main', ['b']),
		];
		expect(channels('s')).toMatchObject(left);
		expect(items('Novu')[0].json).toMatchObject({ subscriberId: 's', channels: left });
	});

	it('are removed from the chosen integration alone', async () => {
		add('s', entry('fcm-ios', ['a', 'b']), entry('fcm-android', ['b', 'c']));
		await novu.run({ ...remove, integrationIdentifier: byId('fcm-ios') }, [
			{ id: 's', tokens: 'b' },
		]);
		expect(channels('s')).toMatchObject([
			entry('fcm-ios', ['a']),
			entry('fcm-android', ['b', 'c']),
		]);
	});

	it('leave no empty list behind: the last one takes the entry with it', async () => {
		add('s', entry('fcm-ios', ['a']), entry('expo-main', ['x']));
		const { items } = await novu.run(remove, [{ id: 's', tokens: 'a' }]);
		expect(channels('s')).toMatchObject([entry('expo-main', ['x'])]);
		expect(items('Novu')[0].json.channels).toHaveLength(1);
	});

	it('take the entry with them, and keep that of another integration of the provider', async () => {
		add('s', entry('fcm-ios', ['a']), entry('fcm-android', ['b', 'c']));
		await novu.run(remove, [{ id: 's', tokens: 'a' }]);
		expect(channels('s')).toMatchObject([entry('fcm-android', ['b', 'c'])]);
		expect(channels('s')).toHaveLength(1);
	});

	it('change nothing where the subscriber does not have them', async () => {
		add('s', entry('fcm-ios', ['a']));
		const { items } = await novu.run(remove, [{ id: 's', tokens: 'other' }]);
		expect(items('Novu')[0].json).toMatchObject({ subscriberId: 's' });
		expect(calls(novu.sandbox).filter((call) => !call.startsWith('GET'))).toEqual([]);
	});

	it('change nothing where an entry could not be written back', async () => {
		add('s', entry('fcm-ios', ['a']), entry('fcm-android', ['b']));
		integration('fcm-android').active = false;
		const { error } = await novu.run(remove, [{ id: 's', tokens: 'a' }]);
		expect(error?.message).toContain('"fcm-android" is switched off');
		expect(channels('s')).toMatchObject([entry('fcm-ios', ['a']), entry('fcm-android', ['b'])]);
	});

	it('of many items are removed with few requests', async () => {
		add('s', entry('fcm-ios', ['a', 'b', 'c', 'd']));
		const items = ['a', 'b', 'c'].map((tokens) => ({ id: 's', tokens }));
		const result = await novu.run(remove, items);
		expect(result.items('Novu')).toHaveLength(3);
		expect(channels('s')).toMatchObject([entry('fcm-ios', ['d'])]);
		expect(calls(novu.sandbox).filter((call) => call.startsWith('PUT'))).toHaveLength(1);
	});

	it("are shown with their integration's identifier and name", async () => {
		add('s', entry('fcm-ios', ['a']), entry('fcm-ios', ['b']));
		const { items } = await novu.run(operation('getCredentials'), [{ id: 's' }]);
		expect(items('Novu')[0].json).toEqual({
			subscriberId: 's',
			credentials: ['a', 'b'].map((token) => ({
				providerId: 'fcm',
				integrationIdentifier: 'fcm-ios',
				integrationName: 'FCM iOS',
				active: true,
				_integrationId: integration('fcm-ios')._id,
				credentials: { deviceTokens: [token] },
			})),
			duplicatedProviders: ['fcm'],
		});
	});

	it('of double entries are united, with nothing lost', async () => {
		add(
			's',
			entry('fcm-ios', ['a', 'b']),
			entry('fcm-android', ['x']),
			entry('fcm-ios', ['b', 'c']),
		);
		const { items, error } = await novu.run(operation('mergeDuplicateEntries'), [{ id: 's' }]);
		expect(error).toBeUndefined();
		const united = [entry('fcm-ios', ['a', 'b', 'c']), entry('fcm-android', ['x'])];
		expect(channels('s')).toMatchObject(united);
		expect(channels('s')).toHaveLength(2);
		expect(items('Novu')[0].json).toMatchObject({ channels: united });
	});

	it('are left as they are where nothing is double', async () => {
		add('s', entry('fcm-ios', ['a']));
		await novu.run(operation('mergeDuplicateEntries'), [{ id: 's' }]);
		expect(calls(novu.sandbox).filter((call) => !call.startsWith('GET'))).toEqual([]);
	});

	describe('of a chat provider, with double entries', () => {
		const merge = operation('mergeDuplicateEntries', { providerId: 'slack' });
		const chat = (credentials: IDataObject, of = integration('slack-main')) => ({
			providerId: 'slack',
			_integrationId: of._id,
			credentials,
		});
		const run = async (...entries: Array<ReturnType<typeof chat>>) => {
			novu.sandbox.store.addSubscriber('s', { channels: entries as never });
			return await novu.run(merge, [{ id: 's' }]);
		};

		it.each<[string, IDataObject, IDataObject]>([
			['webhookUrl', { webhookUrl: 'https://a.test' }, { webhookUrl: 'https://b.test' }],
			[
				'channel',
				{ webhookUrl: 'https://a.test', channel: 'one' },
				{ webhookUrl: 'https://a.test', channel: 'other' },
			],
		])('are not united where two values of %s differ', async (name, first, second) => {
			const { error } = await run(chat(first), chat(second));
			expect(error?.message).toContain(`different values of ${name}, and only one can be kept`);
			expect(calls(novu.sandbox).filter((call) => !call.startsWith('GET'))).toEqual([]);
			expect(channels('s')).toHaveLength(2);
		});

		it.each<[string, IDataObject]>([
			['the same', { webhookUrl: 'https://a.test' }],
			['none', {}],
			['an empty one', { webhookUrl: '' }],
			['null', { webhookUrl: null }],
		])('are united where the other has %s', async (_, second) => {
			const { error } = await run(chat({ webhookUrl: 'https://a.test' }), chat(second));
			expect(error).toBeUndefined();
			expect(channels('s')).toMatchObject([chat({ webhookUrl: 'https://a.test' })]);
			expect(channels('s')).toHaveLength(1);
		});

		it('are united for each integration, whatever another one has', async () => {
			novu.sandbox.store.addIntegration('slack', 'chat', { name: 'Slack 2' });
			const [first, second] = novu.sandbox.store.integrations.lookup('provider', 'slack');
			const { error } = await run(
				chat({ webhookUrl: 'https://a.test' }, first),
				chat({ webhookUrl: 'https://b.test' }, second),
				chat({ webhookUrl: 'https://a.test' }, first),
			);
			expect(error).toBeUndefined();
			expect(channels('s')).toMatchObject([
				chat({ webhookUrl: 'https://a.test' }, first),
				chat({ webhookUrl: 'https://b.test' }, second),
			]);
			expect(channels('s')).toHaveLength(2);
		});
	});

	it('that could not be written back stand in the error', async () => {
		add('s', entry('fcm-ios', ['a']), entry('fcm-ios', ['b']));
		// the integration goes while the entries are being written anew
		const running = novu.run(
			{ ...operation('mergeDuplicateEntries'), options: { retries: 0 } },
			[{ id: 's' }],
			{ onError: 'continueErrorOutput' },
		);
		novu.sandbox.configure({ latencyMs: 30 });
		const isDeleted = () => calls(novu.sandbox).some((call) => call.startsWith('DELETE'));
		for (let i = 0; i < 5000 && !isDeleted(); i++) await sleep(1);
		novu.sandbox.store.integrations.delete(integration('fcm-ios'));
		const { items } = await running;
		const [{ json }] = items('Novu', 1);
		expect(json.message).toContain('could not be written back');
		expect(json.message).toContain(
			'{"providerId":"fcm","integrationIdentifier":"fcm-ios","credentials":{"deviceTokens":["a","b"]}}',
		);
	});

	it('go with Delete Credentials', async () => {
		add('s', entry('fcm-ios', ['a']), entry('expo-main', ['x']));
		const { items } = await novu.run(operation('deleteCredentials'), [{ id: 's' }]);
		expect(items('Novu')[0].json).toEqual({ deleted: true, subscriberId: 's', providerId: 'fcm' });
		expect(channels('s')).toMatchObject([entry('expo-main', ['x'])]);
	});
});
