import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, useNovu } from './support';

describe.each(['3.19', '2.0'] as const)('pick lists on Novu %s', (generation) => {
	const novu = useNovu({ novu: generation });
	const search = async (method: string, filter?: string, paginationToken?: string) =>
		await runListSearch({
			method,
			credentials: novu.credentials,
			parameters: { resource: 'subscriber', operation: 'updateCredentials', providerId: 'fcm' },
			filter,
			paginationToken,
		});
	const all = async (filter?: string) => {
		const found = [];
		let token: string | undefined;
		for (let page = 0; page < 50; page++) {
			const { results, paginationToken } = await search('searchSubscribers', filter, token);
			found.push(...results);
			if (!paginationToken) return found;
			token = String(paginationToken);
		}
		throw new Error('The list does not end');
	};

	it('show subscribers by name and ID', async () => {
		const { results } = await search('searchSubscribers');
		expect(results).toContainEqual({ name: 'Ada Lovelace (crm-1001)', value: 'crm-1001' });
	});

	it.each([
		['a name', 'lovelace', 'crm-1001'],
		['an exact ID', 'crm-1007', 'crm-1007'],
		['an email address', 'ann@', 'with-mail'],
		['a phone number', '+45123', 'with-phone'],
	])('find a subscriber by %s', async (_, filter, value) => {
		novu.sandbox.store.addSubscriber('with-mail', { email: 'ann@example.com' });
		novu.sandbox.store.addSubscriber('with-phone', { phone: '+4512345678' });
		expect((await all(filter)).map((choice) => choice.value)).toEqual([value]);
	});

	it('page through all subscribers', async () => {
		for (let i = 0; i < 130; i++) novu.sandbox.store.addSubscriber(`many-${i}`);
		const values = (await all()).map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		expect(values.length).toBeGreaterThanOrEqual(130 + 12);
		expect(values).toEqual(expect.arrayContaining(['many-0', 'many-129', 'crm-1001']));
	});

	it('show the active integrations of the chosen provider, and none of their secrets', async () => {
		const { results: listed } = await search('searchIntegrations');
		const [first, ...results] = listed;
		expect(first).toEqual({ name: 'The newest active one', value: '' });
		expect(results.map(({ value }) => value).sort()).toEqual(['fcm-android', 'fcm-ios']);
		expect(Object.keys(results[0]).sort()).toEqual(['name', 'value']);
		const { results: found } = await search('searchIntegrations', 'android');
		expect(found).toEqual([{ name: 'FCM Android (fcm-android)', value: 'fcm-android' }]);
	});

	it('say why they cannot be loaded, and leave the status to the editor', async () => {
		const wrong = { novuApi: { ...novu.credentials.novuApi, apiKey: 'dummy-wrong' } };
		await expect(
			runListSearch({ method: 'searchSubscribers', credentials: wrong }),
		).rejects.toMatchObject({
			message: 'API Key not found',
			httpCode: '401',
			description: expect.stringContaining('Check key and region') as string,
		});
	});
});

describe('the list of subscriptions', () => {
	const novu = useNovu();
	const names = async (parameters: IDataObject) => {
		const { results } = await runListSearch({
			method: 'searchTopicSubscriptions',
			credentials: novu.credentials,
			parameters,
		});
		return results.map(({ name }) => name);
	};

	it('is that of the topic, and of the one subscriber where one is chosen beside it', async () => {
		const topicKey = byId('customers');
		const all = await names({ topicKey });
		const own = all.filter((name) => name.includes('crm-1003'));
		expect([all.length > 1, own.length]).toEqual([true, 1]);
		expect(await names({ topicKey, subscriberId: byId('crm-1003') })).toEqual(own);
		expect(await names({ topicKey, subscriberId: byId('={{ $json.id }}') })).toEqual(all);
	});
});
