import type { IDataObject } from 'n8n-workflow';
import { byId, calls, useNovu } from './support';

/**
 * A Novu between those that were recorded, 2.3 of 2025: it has most of v2, and nothing that came with
 * 3.11 or later. What it refuses is told by the versions that brought it.
 */
const novu = useNovu({ novu: '2.3' });
const forItem = { subscriberId: byId('={{ $json.id }}') };
const two = [{ id: 'crm-1010' }, { id: 'crm-1011' }];
const ids = two.map(({ id }) => id);
const bodies = () => novu.sandbox.requests.map(({ body }) => body);
const notifications = () => novu.sandbox.store.messages.all;

function subscription(operation: string, more: IDataObject = {}): IDataObject {
	return {
		resource: 'topicSubscription',
		operation,
		topicKey: byId('beta-testers'),
		...forItem,
		...more,
	};
}

function inbox(operation: string, more: IDataObject = {}): IDataObject {
	return { resource: 'inboxNotification', operation, subscriberId: byId('crm-1001'), ...more };
}

async function notify(): Promise<string> {
	const { error } = await novu.run({
		resource: 'event',
		operation: 'trigger',
		workflowId: byId('order-shipped'),
		to: 'subscriber',
		subscriberId: byId('crm-1001'),
		payloadMode: 'json',
		payload: '{ "orderId": "4711" }',
	});
	expect(error).toBeUndefined();
	const [{ _id }] = notifications();
	novu.sandbox.requests.length = 0;
	return _id;
}

describe('Novu 2.3', () => {
	it('is asked for topic subscriptions by the IDs of the subscribers', async () => {
		for (const operation of ['add', 'remove']) {
			novu.sandbox.requests.length = 0;
			const { items, error } = await novu.run(subscription(operation), two);
			expect(error).toBeUndefined();
			expect(items('Novu').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			expect(bodies()).toEqual([
				{ subscriptions: ids.map((subscriberId) => ({ subscriberId })) },
				{ subscriberIds: ids },
			]);
		}
	});

	it('lists subscriptions, which have no identifiers there', async () => {
		const { items } = await novu.run(subscription('getAll', { returnAll: true }));
		expect(items('Novu').map(({ json }) => json.identifier)).toEqual(
			items('Novu').map(() => undefined),
		);
		const chosen = { additionalFields: { subscriptionIdentifier: byId('weekly') } };
		const removed = await novu.run(subscription('remove', chosen), [{ id: 'crm-1001' }]);
		expect(removed.error?.message).toContain('"crm-1001" was not removed');
		const made = { additionalFields: { identifier: 'weekly' } };
		const added = await novu.run(subscription('add', made), [two[0]]);
		expect(added.error).toMatchObject({ httpCode: '422' });
	});

	it('filters workflows by one status or tag', async () => {
		const { items, error } = await novu.run({
			resource: 'workflow',
			operation: 'getAll',
			returnAll: true,
			filters: { status: ['ACTIVE'], tags: 'orders' },
		});
		expect(error).toBeUndefined();
		expect(items('Novu').map(({ json }) => json.workflowId)).toContain('order-shipped');
		expect(items('Novu').every(({ json }) => json.status === 'ACTIVE')).toBe(true);
	});

	it('changes preferences for many workflows with one call', async () => {
		const { error } = await novu.run(
			{
				resource: 'subscriberPreference',
				operation: 'updateMany',
				subscriberId: byId('crm-1001'),
				workflowId: byId('={{ $json.workflow }}'),
				updateFields: { email: false },
			},
			[{ workflow: 'welcome' }, { workflow: 'order-shipped' }],
		);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox)).toEqual(['PATCH /v2/subscribers/crm-1001/preferences/bulk']);
	});

	it('keeps subscribers and topics by the calls of v2', async () => {
		const upsert = { resource: 'subscriber', operation: 'upsert', subscriberId: byId('new-1') };
		expect((await novu.run(upsert)).error).toBeUndefined();
		const topic = { resource: 'topic', operation: 'upsert', topicKey: byId('new-topic') };
		expect((await novu.run(topic)).error).toBeUndefined();
		expect(calls(novu.sandbox).every((call) => / \/v2\//.test(call))).toBe(true);
	});

	it.each([
		['markAsRead', 'read'],
		['markAsUnread', 'unread'],
		['markAsSeen', 'seen'],
	])('does %s of the inbox by the call of v1', async (operation, markAs) => {
		const messageId = await notify();
		const { error } = await novu.run(inbox(operation, { notificationId: byId(messageId) }));
		expect(error).toBeUndefined();
		expect(novu.sandbox.requests.at(-1)).toMatchObject({
			path: '/v1/subscribers/crm-1001/messages/mark-as',
			body: { markAs },
		});
	});

	it('marks all of an inbox by the call of v1, and nothing where a filter is given', async () => {
		await notify();
		const { error } = await novu.run(inbox('markAllAsRead'));
		expect(error).toBeUndefined();
		expect(notifications().every(({ read }) => read)).toBe(true);
		const filtered = await novu.run(inbox('markAllAsSeen', { filters: { tags: 'orders' } }));
		expect(filtered.error?.description).toContain('This call came with Novu 3.15');
	});

	const PATCHED = { subscriptionIdentifier: byId('weekly'), updateFields: { name: 'Weekly' } };
	it.each<[string, IDataObject]>([
		['3.12', subscription('get', PATCHED)],
		['3.12', subscription('update', PATCHED)],
		['3.15', inbox('count')],
		['3.15', inbox('getAll')],
		['3.15', inbox('deleteAll')],
		['3.15', inbox('deleteAll', { filters: { contextKeys: 'tenant:acme' } })],
		['3.11', { resource: 'context', operation: 'getAll' }],
		['3.11', { resource: 'channelConnection', operation: 'getAll' }],
		['3.11', { resource: 'channelEndpoint', operation: 'getAll' }],
	])('says that Novu %s brought what it lacks', async (version, parameters) => {
		await notify();
		const { error } = await novu.run(parameters, [two[0]]);
		expect(error?.description).toContain(`This call came with Novu ${version}`);
		expect(notifications()).toHaveLength(1);
	});
});
