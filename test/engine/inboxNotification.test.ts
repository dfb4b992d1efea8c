import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu, type TestNovu } from './support';

const OWNER = 'crm-1001';

const inbox = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'inboxNotification',
	operation,
	subscriberId: byId(OWNER),
	notificationId: byId('={{ $json.id }}'),
	...parameters,
});

/** Sends a workflow to the owner of the inbox as often as there are payloads. */
async function fill({ sandbox }: TestNovu, name: string, ...payloads: IDataObject[]) {
	for (const payload of payloads) {
		await axios.post(
			`${sandbox.url}/v1/events/trigger`,
			{ name, to: OWNER, payload },
			{ headers: { authorization: `ApiKey ${sandbox.apiKey}` } },
		);
	}
	sandbox.requests.length = 0;
	const all = sandbox.store.messages.all.filter(({ channel }) => channel === 'in_app');
	return all.map(({ _id }) => _id);
}

function orders(count: number): IDataObject[] {
	return Array.from({ length: count }, (_, orderId) => ({ orderId: String(orderId) }));
}

/**
 * Sends a workflow without a context, for tenant acme, for acme and the app web, and for tenant beta.
 * @returns the IDs of the notifications, in this order
 */
async function fillContexts({ sandbox }: TestNovu): Promise<string[]> {
	const contexts = [
		undefined,
		{ tenant: 'acme' },
		{ tenant: 'acme', app: 'web' },
		{ tenant: 'beta' },
	];
	for (const context of contexts) {
		await axios.post(
			`${sandbox.url}/v1/events/trigger`,
			{ name: 'welcome', to: OWNER, payload: {}, context },
			{ headers: { authorization: `ApiKey ${sandbox.apiKey}` } },
		);
	}
	sandbox.requests.length = 0;
	return sandbox.store.messages.all.map(({ _id }) => _id);
}

describe('one inbox notification', () => {
	const novu = useNovu();

	it.each([
		['markAsRead', 'read', { isRead: true }],
		['markAsUnread', 'unread', { isRead: false }],
		['archive', 'archive', { isArchived: true }],
		['unarchive', 'unarchive', { isArchived: false }],
	])('is changed by %s', async (operation, change, expected) => {
		const [id] = await fill(novu, 'welcome', {});
		const { items, error } = await novu.run(inbox(operation), [{ id }]);
		expect(error).toBeUndefined();
		expect(items('Novu')).toMatchObject([
			{ json: { id, workflowId: 'welcome', ...expected }, pairedItem: { item: 0 } },
		]);
		expect(Object.keys(items('Novu')[0].json).length).toBeLessThanOrEqual(10);
		expect(calls(novu.sandbox)).toEqual([
			`PATCH /v2/subscribers/${OWNER}/notifications/${id}/${change}`,
		]);
	});

	it('is snoozed until a time in the time zone of the workflow, and comes back', async () => {
		const [id] = await fill(novu, 'welcome', {});
		const { sandbox } = novu;
		sandbox.configure({ snoozeHours: 1_000_000 });
		const parameters = inbox('snooze', { snoozeUntil: '={{ $json.until }}', simplify: false });
		const untils = {
			'2099-07-01T09:00:00': '2099-07-01T13:00:00.000Z',
			'2099-01-01 09:00': '2099-01-01T14:00:00.000Z',
			'2099-01-01T09:00:00+02:00': '2099-01-01T07:00:00.000Z',
			'2099-01-01T09:00:00.000Z': '2099-01-01T09:00:00.000Z',
		};
		const { items } = await novu.run(
			parameters,
			Object.keys(untils).map((until) => ({ id, until })),
		);
		expect(items('Novu').map(({ json }) => json.snoozedUntil)).toEqual(Object.values(untils));
		const back = await novu.run(inbox('unsnooze', { simplify: false }), [{ id }]);
		expect(back.items('Novu')[0].json).toMatchObject({ isSnoozed: false });
		expect(back.items('Novu')[0].json).not.toHaveProperty('snoozedUntil');
		expect(sandbox.requests).toHaveLength(5);
	});

	it.each(['', 'tomorrow', '2099-13-01T00:00:00', { a: 1 }])(
		'is not snoozed until %j',
		async (until) => {
			const parameters = inbox('snooze', { snoozeUntil: '={{ $json.until }}' });
			const { error } = await novu.run(parameters, [{ id: '1', until }]);
			expect(error?.message).toContain("'Snooze Until' is");
			expect(novu.sandbox.requests).toHaveLength(0);
		},
	);

	it('has actions that are completed and reverted', async () => {
		const [id] = await fill(novu, 'welcome', {});
		const secondary = { actionType: 'secondary', simplify: false };
		const done = await novu.run(inbox('completeAction', secondary), [{ id }]);
		expect(done.items('Novu')[0].json).toMatchObject({
			primaryAction: { isCompleted: false },
			secondaryAction: { isCompleted: true },
		});
		const undone = await novu.run(inbox('revertAction', secondary), [{ id }]);
		expect(undone.items('Novu')[0].json).toMatchObject({ secondaryAction: { isCompleted: false } });
		const odd = await novu.run(inbox('completeAction', { actionType: '={{ "third" }}' }), [{ id }]);
		expect(odd.error?.message).toContain('\'Action\' is "third"');
	});

	it('is deleted', async () => {
		const [id] = await fill(novu, 'welcome', {});
		const { items } = await novu.run(inbox('delete'), [{ id }]);
		expect(items('Novu')[0].json).toEqual({
			deleted: true,
			notificationId: id,
			subscriberId: OWNER,
		});
		expect(novu.sandbox.store.messages.get(id)).toBeUndefined();
	});

	it('that is unknown is told with its item', async () => {
		const { error } = await novu.run(inbox('markAsRead'), [{ id: '507f1f77bcf86cd799439011' }]);
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.message).toContain('507f1f77bcf86cd799439011');
	});
});

describe('many inbox notifications', () => {
	const novu = useNovu();
	const messages = () => novu.sandbox.store.messages.all.filter((one) => one.channel === 'in_app');

	it('are marked as seen in few requests', async () => {
		const ids = await fill(novu, 'welcome', ...orders(120));
		const { items } = await novu.run(
			inbox('markAsSeen'),
			ids.map((id) => ({ id })),
		);
		expect(items('Novu')).toHaveLength(120);
		expect(items('Novu')[119]).toEqual({
			json: { seen: true, notificationId: ids[119], subscriberId: OWNER },
			pairedItem: { item: 119 },
		});
		expect(novu.sandbox.requests).toHaveLength(2);
		expect(messages().every(({ seen }) => seen)).toBe(true);
	});

	it.each([
		['markAllAsRead', 'read', { read: true }],
		['markAllAsSeen', 'seen', { seen: true }],
		['archiveAll', 'archive', { archived: true }],
		['archiveAllRead', 'read-archive', { archived: true }],
		['deleteAll', 'delete', { deleted: true }],
	])('are taken by %s, those with a tag', async (operation, change, done) => {
		await fill(novu, 'welcome', {});
		const [, ...shipped] = await fill(novu, 'order-shipped', ...orders(3));
		await novu.run(inbox('markAsRead'), [{ id: shipped[0] }]);
		novu.sandbox.requests.length = 0;
		const { items } = await novu.run(inbox(operation, { filters: { tags: 'orders' } }));
		expect(items('Novu')[0].json).toEqual({ ...done, subscriberId: OWNER });
		expect(calls(novu.sandbox)).toEqual([`POST /v2/subscribers/${OWNER}/notifications/${change}`]);
		expect(novu.sandbox.requests[0].body).toEqual({ tags: ['orders'] });
		const touched = messages().filter((one) => one.archived || one.seen || one.read);
		const expected = { deleteAll: 1, archiveAllRead: 1 }[operation] ?? 3;
		if (operation === 'deleteAll') expect(messages()).toHaveLength(expected);
		else expect(touched).toHaveLength(expected);
	});

	it.each([
		['markAllAsRead', ({ read }: { read: boolean }) => read],
		['markAllAsSeen', ({ seen }: { seen: boolean }) => seen],
		['archiveAll', ({ archived }: { archived: boolean }) => archived],
	])('are taken by %s with contexts where the list shows them for these', async (operation, is) => {
		const [, acme] = await fillContexts(novu);
		const filters = { contextKeys: 'tenant:acme' };
		const { error } = await novu.run(inbox(operation, { filters }));
		expect(error).toBeUndefined();
		expect(
			messages()
				.filter(is)
				.map(({ _id }) => _id),
		).toEqual([acme]);
	});

	it('of other contexts are never deleted, nor archived though they were read', async () => {
		const [plain, acme, both, beta] = await fillContexts(novu);
		await novu.run(inbox('markAllAsRead'));
		await novu.run(inbox('archiveAllRead', { filters: { contextKeys: 'tenant:beta' } }));
		const archived = messages().filter((one) => one.archived);
		expect(archived.map(({ _id }) => _id)).toEqual([beta]);
		const filters = { contextKeys: 'tenant:acme, app:web' };
		const { items } = await novu.run(inbox('deleteAll', { filters }));
		expect(items('Novu')[0].json).toEqual({ deleted: true, subscriberId: OWNER });
		expect(messages().map(({ _id }) => _id)).toEqual([plain, acme, beta]);
		expect(messages().some(({ _id }) => _id === both)).toBe(false);
		await novu.run(inbox('deleteAll', { filters: { contextKeys: 'tenant:nobody' } }));
		expect(messages()).toHaveLength(3);
	});

	it('are counted by contexts as the list shows them', async () => {
		await fillContexts(novu);
		const count = async (filters: IDataObject) =>
			(await novu.run(inbox('count', { filters }))).items('Novu')[0].json.count;
		expect(await count({ contextKeys: 'tenant:acme' })).toBe(1);
		expect(await count({ contextKeys: 'app:web, tenant:acme', read: false })).toBe(1);
		expect(await count({ contextKeys: 'app:web' })).toBe(0);
		expect(await count({})).toBe(4);
	});

	it('are all taken where there is no filter', async () => {
		await fill(novu, 'welcome', {}, {});
		await novu.run(inbox('deleteAll'));
		expect(messages()).toHaveLength(0);
	});

	it.each([
		[{ tags: '={{ [] }}' }, 'Tags'],
		[{ tags: ' , ' }, 'Tags'],
		[{ data: '{}' }, 'Data (JSON)'],
		[{ contextKeys: '={{ $json.missing }}' }, 'Context Keys'],
		[{ tags: '={{ null }}' }, 'Tags'],
	])('are left alone where a filter is empty: %j', async (filters, name) => {
		await fill(novu, 'welcome', {});
		const { error } = await novu.run(inbox('deleteAll', { filters }));
		expect(error?.message).toContain(`The filter '${name}' is empty`);
		expect(messages()).toHaveLength(1);
	});
});

describe('the inbox', () => {
	const novu = useNovu();

	it('is listed page by page, newest first', async () => {
		const ids = await fill(novu, 'order-shipped', ...orders(105));
		const all = await novu.run(inbox('getAll', { returnAll: true }));
		expect(all.items('Novu').map(({ json }) => json.id)).toEqual([...ids].reverse());
		const some = await novu.run(inbox('getAll', { limit: 2, simplify: false }));
		expect(some.items('Novu')).toHaveLength(2);
		expect(some.items('Novu')[0].json).toMatchObject({
			body: 'Order 104 is on its way.',
			workflow: { identifier: 'order-shipped' },
		});
	});

	it('is filtered and counted', async () => {
		const [first] = await fill(novu, 'welcome', {});
		await fill(novu, 'order-shipped', ...orders(3));
		await novu.run(inbox('markAsRead'), [{ id: first }]);
		const found = async (filters: IDataObject) =>
			(await novu.run(inbox('getAll', { filters }))).items('Novu').length;
		expect(await found({ read: true })).toBe(1);
		expect(await found({ read: false, tags: '["orders"]' })).toBe(3);
		expect(await found({ data: '{ "orderId": "2" }' })).toBe(1);
		expect(await found({ after: '2099-01-01T00:00:00' })).toBe(0);
		expect(await found({ before: '2099-01-01T00:00:00' })).toBe(4);
		const { items } = await novu.run(inbox('count', { filters: { read: false } }));
		expect(items('Novu')[0].json).toEqual({
			subscriberId: OWNER,
			count: 3,
			filter: { read: false },
		});
		const all = await novu.run(inbox('count'));
		expect(all.items('Novu')[0].json).toMatchObject({ count: 4 });
	});

	it('is offered as a list, searched by what it says', async () => {
		const ids = await fill(novu, 'order-shipped', ...orders(120));
		const list = async (filter?: string, paginationToken?: string) =>
			await runListSearch({
				method: 'searchInboxNotifications',
				filter,
				paginationToken,
				parameters: inbox('markAsRead'),
				credentials: novu.credentials,
			});
		const { results } = await list('order 77');
		expect(results).toMatchObject([{ value: ids[77] }]);
		expect(results[0].name).toMatch(/^Order 77 is on its way\. \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/);
		const first = await list();
		const rest = await list('', String(first.paginationToken));
		expect(first.results.length + rest.results.length).toBe(120);
		expect(rest.paginationToken).toBeUndefined();
	});

	it('is offered as a list once the subscriber is chosen', async () => {
		const list = runListSearch({
			method: 'searchInboxNotifications',
			parameters: { ...inbox('markAsRead'), subscriberId: byId('') },
			credentials: novu.credentials,
		});
		await expect(list).rejects.toMatchObject({
			message: 'Choose the subscriber first',
			description: expect.stringContaining('belongs to one subscriber') as string,
		});
	});
});

describe('Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it('marks by the older calls', async () => {
		const [first] = await fill(novu, 'welcome', {}, {});
		const seen = await novu.run(inbox('markAsSeen'), [{ id: first }]);
		expect(seen.items('Novu')[0].json).toMatchObject({ seen: true, notificationId: first });
		expect(novu.sandbox.store.messages.get(first)).toMatchObject({ seen: true, read: false });
		const read = await novu.run(inbox('markAllAsRead'));
		expect(read.items('Novu')[0].json).toEqual({ read: true, subscriberId: OWNER });
		expect(novu.sandbox.store.messages.all.every((one) => one.read)).toBe(true);
	});

	it('marks one as read and unread by the older call', async () => {
		const [id] = await fill(novu, 'welcome', {});
		const read = await novu.run(inbox('markAsRead'), [{ id }]);
		expect(read.items('Novu')[0].json).toMatchObject({
			id,
			body: 'Good to see you, .',
			isRead: true,
			workflowId: 'welcome',
		});
		const unread = await novu.run(inbox('markAsUnread'), [{ id }]);
		expect(unread.items('Novu')[0].json).toMatchObject({ id, isRead: false });
		const unknown = await novu.run(inbox('markAsRead'), [{ id: '507f1f77bcf86cd799439011' }]);
		expect(unknown.error?.message).toContain('knows no notification "507f1f77bcf86cd799439011"');
	});

	it.each(['getAll', 'count', 'archive', 'deleteAll'])('is too old for %s', async (operation) => {
		const { error } = await novu.run(inbox(operation), [{ id: '507f1f77bcf86cd799439011' }]);
		expect(error?.description).toContain('Novu 3.15');
	});
});
