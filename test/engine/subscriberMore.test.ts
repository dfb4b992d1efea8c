import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { addTopic, subscribe } from '../../sandbox/topics';
import { answering, startOddServer } from './oddServer';
import { byId, calls, useNovu } from './support';

const subscriber = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'subscriber',
	operation,
	subscriberId: byId('={{ $json.id }}'),
	...parameters,
});
const continueOnFail = { onError: 'continueRegularOutput' } as const;

describe('Create or Update Many', () => {
	const novu = useNovu();
	const upsertMany = subscriber('upsertMany', {
		additionalFields: { firstName: '={{ $json.name }}' },
	});
	const bodies = () =>
		novu.sandbox.requests.map(
			({ body }) => (body as { subscribers: Array<{ subscriberId: string }> }).subscribers,
		);

	it('writes the subscribers of all items in one request, each with its own outcome', async () => {
		const { items, error, hints } = await novu.run(upsertMany, [
			{ id: 'new-1', name: 'Ann' },
			{ id: 'crm-1001', name: 'Ada K.' },
			{ id: 'new-2', name: 'Bo' },
		]);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox)).toEqual(['POST /v1/subscribers/bulk']);
		expect(items('Novu')).toEqual([
			{ json: { subscriberId: 'new-1', created: true, updated: false }, pairedItem: { item: 0 } },
			{
				json: { subscriberId: 'crm-1001', created: false, updated: true },
				pairedItem: { item: 1 },
			},
			{ json: { subscriberId: 'new-2', created: true, updated: false }, pairedItem: { item: 2 } },
		]);
		expect(hints('Novu').join()).toContain('3 items shared 1 request');
	});

	it('keeps the data of a subscriber where it is left out', async () => {
		const { store } = novu.sandbox;
		store.addSubscriber('keeps', { data: { plan: 'pro' } });
		await novu.run(upsertMany, [{ id: 'keeps', name: 'Ann' }]);
		expect(store.subscriber('keeps')).toMatchObject({ firstName: 'Ann', data: { plan: 'pro' } });
	});

	it('sends at most 500 in one request', async () => {
		const people = Array.from({ length: 1001 }, (_, i) => ({ id: `many-${i}`, name: `N${i}` }));
		const { items } = await novu.run(upsertMany, people);
		expect(bodies().map((list) => list.length)).toEqual([500, 500, 1]);
		expect(items('Novu').map(({ json }) => json.subscriberId)).toEqual(people.map(({ id }) => id));
	});

	it('sends at most 100 kB in one request, counted in bytes', async () => {
		// 30 kB each as UTF-8, half of that in characters
		const people = Array.from({ length: 7 }, (_, i) => ({
			id: `big-${i}`,
			name: 'é'.repeat(15_000),
		}));
		const { error } = await novu.run(upsertMany, people);
		expect(error).toBeUndefined();
		expect(bodies().map((list) => list.length)).toEqual([3, 3, 1]);
	});

	it('refuses an item that is too large by itself before anything is sent', async () => {
		const { error } = await novu.run(upsertMany, [
			{ id: 'small', name: 'Ann' },
			{ id: 'huge', name: 'x'.repeat(110_000) },
		]);
		expect(error?.message).toContain('Novu takes at most 102400');
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it('never puts two items for one subscriber into a request; the last one counts', async () => {
		const { items } = await novu.run(upsertMany, [
			{ id: 'twice', name: 'First' },
			{ id: 'other', name: 'Ann' },
			{ id: ' twice ', name: 'Second' },
		]);
		expect(bodies().map((list) => list.map(({ subscriberId }) => subscriberId))).toEqual([
			['twice', 'other'],
			['twice'],
		]);
		expect(novu.sandbox.store.subscriber('twice')?.firstName).toBe('Second');
		expect(items('Novu').map(({ json }) => json.created)).toEqual([true, true, false]);
	});

	it('leaves out what Novu refuses, by its place, and carries the others', async () => {
		const parameters = subscriber('upsertMany', {
			additionalFields: { email: '={{ $json.email }}' },
		});
		const people = Array.from({ length: 40 }, (_, i) => ({
			id: `mail-${i}`,
			email: i % 20 === 7 ? 'nobody' : `n${i}@example.com`,
		}));
		const { items } = await novu.run(parameters, people, continueOnFail);
		expect(novu.sandbox.requests).toHaveLength(2);
		const failed = items('Novu').filter(({ json }) => json.error);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 7 }, { item: 27 }]);
		expect(String(failed[0].json.error)).toMatch(
			/^email must be an email \(HTTP 4\d\d\) \[item 7\]$/,
		);
		expect(novu.sandbox.store.subscriber('mail-39')?.email).toBe('n39@example.com');
		expect(novu.sandbox.store.subscriber('mail-7')).toBeUndefined();
	});

	it("fails those that Novu's answer does not name, in the words of a failure without an ID", async () => {
		const odd = await startOddServer();
		const data = {
			created: [{ subscriberId: 'kept' }],
			updated: [],
			failed: [{ message: 'The environment is full' }],
		};
		odd.answer = answering(201, { data });
		const { items } = await runWorkflow({
			workflow: novuWorkflow(upsertMany, continueOnFail),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: odd.url } },
			items: [
				{ id: 'kept', name: 'Ann' },
				{ id: 'lost', name: 'Bo' },
			],
		});
		await odd.close();
		expect(items('Novu').map(({ json }) => json.error ?? json.subscriberId)).toEqual([
			'kept',
			'Novu did not keep this subscriber. Novu said: The environment is full [item 1]',
		]);
	});

	it('tells the first item that Novu refuses where the run stops at mistakes', async () => {
		const parameters = subscriber('upsertMany', { additionalFields: { email: 'nobody' } });
		const { error } = await novu.run(parameters, [{ id: 'a' }, { id: 'b' }]);
		expect(error?.message).toContain('email must be an email');
		expect(error?.message).toContain('[item 0]');
	});
});

describe('Get Many', () => {
	const novu = useNovu();
	const ids = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.subscriberId);

	it('gets up to the limit, simplified', async () => {
		const { items } = await novu.run(subscriber('getAll', { limit: 2 }));
		expect(ids(items('Novu'))).toEqual(['crm-1012', 'crm-1011']);
		expect(items('Novu')[0].json).toMatchObject({ firstName: 'Margaret' });
		expect(items('Novu')[0].json).not.toHaveProperty('_organizationId');
	});

	it('gets all of them, page by page, each once', async () => {
		for (let i = 0; i < 230; i++) novu.sandbox.store.addSubscriber(`page-${i}`, {});
		const { items } = await novu.run(subscriber('getAll', { returnAll: true, simplify: false }));
		expect(new Set(ids(items('Novu'))).size).toBe(242);
		expect(items('Novu')).toHaveLength(242);
		expect(items('Novu')[0].json).toHaveProperty('_organizationId');
	});

	it('gets those that match, oldest first', async () => {
		const { items } = await novu.run(
			subscriber('getAll', {
				filters: { email: 'DIJKSTRA@EXAMPLE' },
				sort: { orderBy: 'createdAt', orderDirection: 'ASC' },
			}),
		);
		expect(ids(items('Novu'))).toEqual(['crm-1005']);
		const found = await novu.run(subscriber('getAll', { filters: { name: 'ada love' } }));
		expect(ids(found.items('Novu'))).toEqual(['crm-1001']);
	});
});

describe('single subscribers', () => {
	const novu = useNovu();

	it('are updated: what was added, nothing else', async () => {
		const { store } = novu.sandbox;
		store.addSubscriber('ann', { firstName: 'Ann', email: 'ann@example.com', data: { a: 1 } });
		const update = subscriber('update', {
			updateFields: { lastName: 'Lee', clearFields: ['email'] },
		});
		const { items } = await novu.run(update, [{ id: 'ann' }]);
		expect(items('Novu')[0].json).toMatchObject({
			firstName: 'Ann',
			lastName: 'Lee',
			email: null,
			data: { a: 1 },
		});
	});

	it('are not created by an update, and the message says what would', async () => {
		const update = subscriber('update', { updateFields: { lastName: 'Lee' } });
		const { error } = await novu.run(update, [{ id: 'nobody' }]);
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toContain('Create or Update');
	});

	it('need something to update before anything is sent', async () => {
		const { error } = await novu.run(subscriber('update'), [{ id: 'crm-1001' }]);
		expect(error?.message).toContain('nothing to update');
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it('are deleted', async () => {
		const { items } = await novu.run(subscriber('delete'), [{ id: 'crm-1001' }]);
		expect(items('Novu')).toEqual([
			{ json: { deleted: true, subscriberId: 'crm-1001' }, pairedItem: { item: 0 } },
		]);
		expect(novu.sandbox.store.subscriber('crm-1001')).toBeUndefined();
	});

	it('are marked as online and offline, also by a text', async () => {
		const update = subscriber('updateOnlineStatus', { isOnline: '={{ $json.online }}' });
		const { items } = await novu.run(update, [
			{ id: 'crm-1001', online: true },
			{ id: 'crm-1002', online: 'false' },
		]);
		expect(items('Novu').map(({ json }) => json.isOnline)).toEqual([true, false]);
	});

	it.each(['yes', 1, null])('are not marked by %p', async (online) => {
		const update = subscriber('updateOnlineStatus', { isOnline: '={{ $json.online }}' });
		const { error } = await novu.run(update, [{ id: 'crm-1001', online }]);
		expect(error?.message).toContain("'Online' is");
		expect(novu.sandbox.requests).toHaveLength(0);
	});

	it('have topics', async () => {
		const { store } = novu.sandbox;
		const ann = store.addSubscriber('ann', {});
		for (let i = 0; i < 120; i++) subscribe(store, addTopic(store, `topic-${i}`, `T${i}`), ann);
		const all = await novu.run(subscriber('getTopics', { returnAll: true }), [{ id: 'ann' }]);
		expect(all.items('Novu')).toHaveLength(120);
		const some = await novu.run(subscriber('getTopics', { filters: { topicKey: 'topic-11' } }), [
			{ id: 'ann' },
		]);
		expect(some.items('Novu')).toHaveLength(11);
		expect(some.items('Novu')[0].json).toMatchObject({ subscriber: { subscriberId: 'ann' } });
	});
});

describe('Create or Update', () => {
	it('updates a subscriber that somebody else has added in the meantime', async () => {
		const odd = await startOddServer();
		const [missing, taken] = [answering(404, { message: 'not found' }), answering(409, {})];
		const found = answering(200, { data: { subscriberId: 'ann', firstName: 'Ann' } });
		const answers = [missing, taken, found];
		odd.answer = async (reply) => await (answers.shift() ?? found)(reply);
		const { items, error } = await runWorkflow({
			workflow: novuWorkflow(
				subscriber('upsert', { additionalFields: { firstName: 'Ann' }, options: { retries: 0 } }),
			),
			credentials: { novuApi: { apiKey: 'key', region: 'custom', baseUrl: odd.url } },
			items: [{ id: 'ann' }],
		});
		await odd.close();
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json).toEqual({ subscriberId: 'ann', firstName: 'Ann' });
		expect(odd.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'PATCH /v2/subscribers/ann',
			'POST /v2/subscribers?failIfExists=true',
			'PATCH /v2/subscribers/ann',
		]);
	});
});

describe('Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it('updates, deletes and lists by the older calls', async () => {
		const updated = await novu.run(
			subscriber('update', { updateFields: { lastName: 'Lee', clearFields: ['email'] } }),
			[{ id: 'crm-1001' }],
		);
		expect(updated.items('Novu')[0].json).toMatchObject({ lastName: 'Lee', email: null });
		const deleted = await novu.run(subscriber('delete'), [{ id: 'crm-1002' }]);
		expect(deleted.items('Novu')[0].json).toEqual({ deleted: true, subscriberId: 'crm-1002' });
		const { items } = await novu.run(subscriber('getAll', { returnAll: true }));
		expect(items('Novu')).toHaveLength(11);
	});

	it('says that it is too old for what it would pass over', async () => {
		const clear = await novu.run(
			subscriber('update', { updateFields: { clearFields: ['firstName'] } }),
			[{ id: 'crm-1001' }],
		);
		expect(clear.error?.description).toContain('Novu 2.1.2');
		const filtered = await novu.run(subscriber('getAll', { filters: { email: 'ada' } }));
		expect(filtered.error?.description).toContain('Novu 2.1.2');
		const topics = await novu.run(subscriber('getTopics'), [{ id: 'crm-1001' }]);
		expect(topics.error?.description).toContain('Novu 2.1.13');
	});

	it.each([
		['a field to clear', { clearFields: ['firstName'] }],
		['data to clear', { clearFields: ['data'] }],
		['a time zone', { timezone: 'Europe/Berlin' }],
	])('says so for %s in Create or Update, too', async (_, additionalFields) => {
		const { error } = await novu.run(subscriber('upsert', { additionalFields }), [
			{ id: 'crm-1001' },
		]);
		expect(error?.description).toContain('Novu 2.1.2');
		expect(novu.sandbox.store.subscriber('crm-1001')).toMatchObject({ firstName: 'Ada' });
		expect(calls(novu.sandbox).some((call) => call.includes('/v1/'))).toBe(false);
	});

	it('clears the email by the older call, which can', async () => {
		const additionalFields = { clearFields: ['email'] };
		const { items, error } = await novu.run(subscriber('upsert', { additionalFields }), [
			{ id: 'crm-1001' },
		]);
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json.email).toBeNull();
	});

	it('says that a subscriber is unknown', async () => {
		const update = subscriber('update', { updateFields: { lastName: 'Lee' } });
		const { error } = await novu.run(update, [{ id: 'nobody' }]);
		expect(error?.message).toContain('not found');
		expect(error?.description).toContain('Create or Update');
	});
});
