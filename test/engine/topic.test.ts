import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

const topic = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'topic',
	operation,
	topicKey: byId('={{ $json.key }}'),
	...parameters,
});
const customers = [{ key: 'customers' }];

describe('topics', () => {
	const novu = useNovu();

	it('are created, then updated by the same operation', async () => {
		const upsert = topic('upsert', { additionalFields: { name: '={{ $json.name }}' } });
		const { items } = await novu.run(upsert, [
			{ key: 'news', name: 'News' },
			{ key: 'news', name: 'All news' },
		]);
		expect(items('Novu').map(({ json }) => json)).toMatchObject([
			{ key: 'news', name: 'News' },
			{ key: 'news', name: 'All news' },
		]);
		expect(novu.sandbox.store.topics.lookup('key', 'news')).toHaveLength(1);
	});

	it('are made once where many items ask for the same at the same time', async () => {
		const items = Array.from({ length: 20 }, (_, i) => ({ key: `new-${i % 2}` }));
		await novu.run(topic('upsert'), items);
		expect(novu.sandbox.store.topics.lookup('key', 'new-0')).toHaveLength(1);
		expect(novu.sandbox.store.topics.lookup('key', 'new-1')).toHaveLength(1);
	});

	it('that exist are left alone where that is asked for', async () => {
		const parameters = topic('upsert', {
			additionalFields: { name: 'Other' },
			options: { failIfExists: true },
		});
		const { error } = await novu.run(parameters, customers);
		expect(error).toMatchObject({ httpCode: '409' });
		expect(novu.sandbox.store.topics.first('key', 'customers')?.name).toBe('Customers');
	});

	it('are read, renamed and deleted', async () => {
		const found = await novu.run(topic('get'), customers);
		expect(found.items('Novu')[0].json).toMatchObject({ key: 'customers', name: 'Customers' });
		const renamed = await novu.run(
			topic('update', { updateFields: { name: 'Clients' } }),
			customers,
		);
		expect(renamed.items('Novu')[0].json).toMatchObject({ key: 'customers', name: 'Clients' });
		const deleted = await novu.run(topic('delete'), customers);
		expect(deleted.items('Novu')).toEqual([
			{ json: { deleted: true, topicKey: 'customers' }, pairedItem: { item: 0 } },
		]);
		expect(novu.sandbox.store.topics.first('key', 'customers')).toBeUndefined();
	});

	it('need something to change before anything is sent', async () => {
		const { error } = await novu.run(topic('update', { updateFields: {} }), customers);
		expect(error?.message).toBe("'Update Fields' holds nothing to change [item 0]");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('say that their data is not kept, where the server is not new enough', async () => {
		const data = '{ "plan": "pro" }';
		const upsert = topic('upsert', { additionalFields: { name: 'Clients', data } });
		const created = await novu.run(upsert, customers);
		expect(created.error?.message).toContain(
			'The topic "customers" is saved, but without its data',
		);
		expect(created.error?.description).toContain("Take 'Data (JSON)' out");
		expect(novu.sandbox.store.topics.first('key', 'customers')?.name).toBe('Clients');
		const both = topic('update', { updateFields: { name: 'Buyers', data } });
		expect((await novu.run(both, customers)).error?.message).toContain('without its data');
		const alone = topic('update', { updateFields: { data } });
		expect((await novu.run(alone, customers)).error?.message).toContain('no update without a name');
		expect(novu.sandbox.store.topics.first('key', 'customers')?.name).toBe('Buyers');
	});

	it('lose their data only where it is asked for', async () => {
		const update = (updateFields: IDataObject) => topic('update', { updateFields });
		await novu.run(update({ name: 'Clients' }), customers);
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({ name: 'Clients' });
		const cleared = await novu.run(update({ clearFields: ['data'] }), customers);
		expect(novu.sandbox.requests.at(-1)?.body).toEqual({ data: null });
		// Novu 3.19.0 keeps none.
		expect(cleared.error?.description).toContain('There is none to clear');
		const both = update({ data: '{ "a": 1 }', clearFields: ['data'] });
		const { error } = await novu.run(both, customers);
		expect(error?.message).toContain("both given and in 'Fields to Clear'");
	});

	it('are looked at again only where the answer does not show their name', async () => {
		const upsert = topic('upsert', { additionalFields: { name: '={{ $json.name }}' } });
		const { items } = await novu.run(upsert, [
			{ key: 'news', name: 'News' },
			{ key: 'news', name: 'News' },
			{ key: 'news', name: 'All news' },
		]);
		expect(calls(novu.sandbox)).toEqual([
			...Array(3).fill('POST /v2/topics'),
			'GET /v2/topics/news',
		]);
		expect(items('Novu')[2].json.name).toBe('All news');
	});

	it('are listed over all pages, up to a limit, and by a part of their name', async () => {
		const items = Array.from({ length: 130 }, (_, i) => ({ key: `many-${i}` }));
		await novu.run(topic('upsert'), items);
		const all = await novu.run({ resource: 'topic', operation: 'getAll', returnAll: true });
		expect(all.items('Novu')).toHaveLength(132);
		const some = await novu.run({ resource: 'topic', operation: 'getAll', limit: 101 });
		expect(some.items('Novu')).toHaveLength(101);
		const found = await novu.run({
			resource: 'topic',
			operation: 'getAll',
			filters: { name: 'TESTERS' },
		});
		expect(found.items('Novu').map(({ json }) => json.key)).toEqual(['beta-testers']);
	});

	it('that are not there are told', async () => {
		for (const operation of ['get', 'update', 'delete']) {
			const { error } = await novu.run(topic(operation, { updateFields: { name: 'X' } }), [
				{ key: 'no-topic' },
			]);
			expect(error).toMatchObject({ httpCode: '404' });
		}
	});

	it('tell whether a subscriber is in them, also where it is not', async () => {
		const check = topic('checkSubscriber', { subscriberId: byId('={{ $json.id }}') });
		const { items } = await novu.run(check, [
			{ key: 'customers', id: 'crm-1001' },
			{ key: 'customers', id: 'nobody' },
			{ key: 'no-topic', id: 'crm-1001' },
		]);
		expect(items('Novu').map(({ json }) => json)).toMatchObject([
			{ subscribed: true, topicKey: 'customers', subscriberId: 'crm-1001' },
			{ subscribed: false, topicKey: 'customers', subscriberId: 'nobody' },
			{ subscribed: false, topicKey: 'no-topic', subscriberId: 'crm-1001' },
		]);
	});
});

describe('topics on Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it('are created with the key as their name, and updated', async () => {
		const upsert = topic('upsert', { additionalFields: { name: '={{ $json.name }}' } });
		const { error } = await novu.run(upsert, [{ key: 'news' }, { key: 'news', name: 'All news' }]);
		expect(error).toBeUndefined();
		expect(novu.sandbox.store.topics.first('key', 'news')?.name).toBe('All news');
	});

	it('keep their name where none is given', async () => {
		const { items } = await novu.run(topic('upsert'), customers);
		expect(items('Novu')[0].json).toMatchObject({ key: 'customers', name: 'Customers' });
	});

	it('are read, renamed and listed', async () => {
		const found = await novu.run(topic('get'), customers);
		expect(found.items('Novu')[0].json).toMatchObject({ key: 'customers', name: 'Customers' });
		await novu.run(topic('update', { updateFields: { name: 'Clients' } }), customers);
		const items = Array.from({ length: 23 }, (_, i) => ({ key: `many-${i}` }));
		await novu.run(topic('upsert'), items);
		const all = await novu.run({ resource: 'topic', operation: 'getAll', returnAll: true });
		expect(all.items('Novu')).toHaveLength(25);
		const some = await novu.run({ resource: 'topic', operation: 'getAll', limit: 12 });
		expect(some.items('Novu')).toHaveLength(12);
		const filters = { name: 'client' };
		const named = await novu.run({ resource: 'topic', operation: 'getAll', limit: 5, filters });
		expect(named.items('Novu').map(({ json }) => json.key)).toEqual(['customers']);
	});

	it('that have subscribers are not deleted, and the message says what to do', async () => {
		const { error } = await novu.run(topic('delete'), customers);
		expect(error?.description).toContain('Take them out first');
		await novu.run(
			{
				resource: 'topicSubscription',
				operation: 'remove',
				topicKey: byId('customers'),
				subscriberId: byId('={{ $json.id }}'),
			},
			Array.from({ length: 8 }, (_, i) => ({ id: `crm-${1001 + i}` })),
		);
		const { items } = await novu.run(topic('delete'), customers);
		expect(items('Novu')[0].json).toEqual({ deleted: true, topicKey: 'customers' });
	});

	it('know no data, and the message says so', async () => {
		const parameters = topic('update', { updateFields: { data: '{ "plan": "pro" }' } });
		const { error } = await novu.run(parameters, customers);
		expect(error?.description).toContain('came with Novu 2.1.13');
	});
});
