import type { Novu } from '@novu/api';
import type { INodeParameters } from 'n8n-workflow';
import { AWKWARD_IDS, byId, casesWithId, settled, type ContractCase } from '../case';

const ID = '66e1f0c0ffee0000000000aa';
const NOTHING: ContractCase['answers'] = [{ status: 204 }];

const of = casesWithId('inboxNotification', 'subscriberId');

/** What every call for one notification takes. */
interface One {
	subscriberId: string;
	notificationId: string;
	contextKeys?: string[];
}

/** Cases of an operation on one notification: least, with contexts, and IDs that are easily mangled. */
function ofOne(
	operation: string,
	sdk: (novu: Novu, one: One) => Promise<unknown>,
	parameters: INodeParameters = {},
	answers?: ContractCase['answers'],
): ContractCase[] {
	const one = (input: string, request: One, options: INodeParameters = {}) =>
		of(
			operation,
			input,
			request.subscriberId,
			{ notificationId: byId(request.notificationId), ...parameters, ...options },
			async (novu) => await sdk(novu, request),
			answers,
		);
	const ann = { subscriberId: 'ann', notificationId: ID };
	return [
		one('least', ann),
		one(
			'with contexts',
			{ ...ann, contextKeys: ['tenant:acme', 'app:größe & more'] },
			{ options: { contextKeys: 'tenant:acme\napp:größe & more' } },
		),
		...AWKWARD_IDS.map((id) =>
			one(
				`the ID ${id}`,
				{ subscriberId: id, notificationId: id },
				{ options: { contextKeys: '' } },
			),
		),
	];
}

const single: ContractCase[] = [
	...ofOne('markAsRead', async (novu, one) => await novu.subscribers.notifications.markAsRead(one)),
	...ofOne(
		'markAsUnread',
		async (novu, one) => await novu.subscribers.notifications.markAsUnread(one),
	),
	...ofOne('archive', async (novu, one) => await novu.subscribers.notifications.archive(one)),
	...ofOne('unarchive', async (novu, one) => await novu.subscribers.notifications.unarchive(one)),
	...ofOne('unsnooze', async (novu, one) => await novu.subscribers.notifications.unsnooze(one)),
	...ofOne(
		'delete',
		async (novu, one) => await novu.subscribers.notifications.delete(one),
		{},
		NOTHING,
	),
	...ofOne(
		'completeAction',
		async (novu, one) =>
			await novu.subscribers.notifications.completeAction({ ...one, actionType: 'primary' }),
	),
	...ofOne(
		'revertAction',
		async (novu, one) =>
			await novu.subscribers.notifications.revertAction({ ...one, actionType: 'secondary' }),
		{ actionType: 'secondary' },
	),
	...ofOne(
		'snooze',
		async (novu, one) =>
			await novu.subscribers.notifications.snooze({
				...one,
				snoozeSubscriberNotificationDto: { snoozeUntil: new Date('2099-12-31T09:00:00+02:00') },
			}),
		{ snoozeUntil: '2099-12-31T09:00:00+02:00' },
	),
	...ofOne(
		'markAsSeen',
		async (novu, { subscriberId, notificationId, contextKeys }) =>
			await novu.subscribers.notifications.markAsSeen(
				{ notificationIds: [notificationId], contextKeys },
				subscriberId,
			),
		{},
		NOTHING,
	),
];

/** What the calls for all notifications take. The SDK cannot send tags: its schema drops them. */
interface Filter {
	data?: string;
}

/** Cases of an operation on all notifications: least, full, and an ID that is easily mangled. */
function ofAll(
	operation: string,
	sdk: (novu: Novu, filter: Filter, subscriberId: string) => Promise<unknown>,
	one: (novu: Novu, id: string, subscriberId: string) => Promise<unknown>,
	read?: true,
): ContractCase[] {
	const filters = { data: '{ "orderId": "größe", "n": 0, "done": false }' };
	const contextKeys = ['tenant:acme', 'app:web'];
	const data = '{"orderId":"größe","n":0,"done":false}';
	return [
		of(operation, 'least', 'ann', {}, async (novu) => await sdk(novu, {}, 'ann'), NOTHING),
		of(
			operation,
			'full',
			'ann',
			{ filters },
			async (novu) => await sdk(novu, { data }, 'ann'),
			NOTHING,
		),
		// The call for all would take what has any of the contexts.
		of(
			operation,
			'contexts',
			'ann',
			{ filters: { ...filters, contextKeys: `={{ ${JSON.stringify(contextKeys)} }}` } },
			async (novu) => {
				const list = { subscriberId: 'ann', limit: 100, offset: 0, contextKeys, data, read };
				await settled(novu.subscribers.notifications.list(list));
				await settled(one(novu, ID, 'ann'));
			},
			[{ body: { data: [{ id: ID }], hasMore: false, filter: {} } }],
		),
		...AWKWARD_IDS.map((id) =>
			of(operation, `the ID ${id}`, id, {}, async (novu) => await sdk(novu, {}, id), NOTHING),
		),
	];
}

const all: ContractCase[] = [
	...ofAll(
		'markAllAsRead',
		async (novu, filter, id) => await novu.subscribers.notifications.markAllAsRead(filter, id),
		async (novu, notificationId, subscriberId) =>
			await novu.subscribers.notifications.markAsRead({ subscriberId, notificationId }),
	),
	...ofAll(
		'markAllAsSeen',
		async (novu, filter, id) => await novu.subscribers.notifications.markAsSeen(filter, id),
		async (novu, one, id) =>
			await novu.subscribers.notifications.markAsSeen({ notificationIds: [one] }, id),
	),
	...ofAll(
		'archiveAll',
		async (novu, filter, id) => await novu.subscribers.notifications.archiveAll(filter, id),
		async (novu, notificationId, subscriberId) =>
			await novu.subscribers.notifications.archive({ subscriberId, notificationId }),
	),
	...ofAll(
		'archiveAllRead',
		async (novu, filter, id) => await novu.subscribers.notifications.archiveAllRead(filter, id),
		async (novu, notificationId, subscriberId) =>
			await novu.subscribers.notifications.archive({ subscriberId, notificationId }),
		true,
	),
	...ofAll(
		'deleteAll',
		async (novu, filter, id) => await novu.subscribers.notifications.deleteAll(filter, id),
		async (novu, notificationId, subscriberId) =>
			await novu.subscribers.notifications.delete({ subscriberId, notificationId }),
	),
];

const getAll: ContractCase[] = [
	of(
		'getAll',
		'least',
		'ann',
		{},
		async (novu) =>
			await novu.subscribers.notifications.list({ subscriberId: 'ann', limit: 50, offset: 0 }),
		[{ body: { data: [], hasMore: false, filter: {} } }],
	),
	of(
		'getAll',
		'full',
		'ann',
		{
			limit: 3,
			filters: {
				archived: false,
				read: true,
				seen: '={{ "false" }}',
				snoozed: true,
				contextKeys: 'tenant:acme',
				after: '2026-01-01T00:00:00Z',
				before: '={{ 1798761600000 }}',
				data: '{ "orderId": "größe" }',
				severity: ['high', 'none'],
			},
		},
		async (novu) =>
			await novu.subscribers.notifications.list({
				subscriberId: 'ann',
				limit: 3,
				offset: 0,
				archived: false,
				read: true,
				seen: false,
				snoozed: true,
				contextKeys: ['tenant:acme'],
				createdGte: 1767225600000,
				createdLte: 1798761600000,
				data: '{"orderId":"größe"}',
				severity: ['high', 'none'],
			}),
		[{ body: { data: [], hasMore: false, filter: {} } }],
	),
	of(
		'getAll',
		'all of two pages',
		AWKWARD_IDS[1],
		{ returnAll: true },
		async (novu) => {
			const request = { subscriberId: AWKWARD_IDS[1], limit: 100 };
			await settled(novu.subscribers.notifications.list({ ...request, offset: 0 }));
			await settled(novu.subscribers.notifications.list({ ...request, offset: 1 }));
		},
		[
			{ body: { data: [{ id: ID }], hasMore: true, filter: {} } },
			{ body: { data: [{ id: ID }], hasMore: false, filter: {} } },
		],
	),
];

const COUNTED: ContractCase['answers'] = [{ body: { data: [{ count: 0, filter: {} }] } }];

const count: ContractCase[] = [
	...['ann', ...AWKWARD_IDS].map((id) =>
		of(
			'count',
			`the ID ${id}`,
			id,
			{},
			async (novu) => await novu.subscribers.notifications.count(id, '[{}]'),
			COUNTED,
		),
	),
	of(
		'count',
		'full',
		'ann',
		{
			filters: {
				archived: false,
				read: true,
				seen: false,
				snoozed: true,
				severity: ['high'],
				tags: 'größe, orders',
			},
		},
		async (novu) =>
			await novu.subscribers.notifications.count(
				'ann',
				JSON.stringify([
					{
						archived: false,
						read: true,
						seen: false,
						snoozed: true,
						severity: ['high'],
						tags: ['größe', 'orders'],
					},
				]),
			),
		COUNTED,
	),
	// Novu's count does not look at contexts: the list is counted.
	of(
		'count',
		'contexts',
		'ann',
		{ filters: { read: true, contextKeys: 'tenant:acme' } },
		async (novu) =>
			await settled(
				novu.subscribers.notifications.list({
					subscriberId: 'ann',
					limit: 100,
					offset: 0,
					read: true,
					contextKeys: ['tenant:acme'],
				}),
			),
		[{ body: { data: [{ id: ID }], hasMore: false, filter: {} } }],
	),
];

export const inboxNotification: readonly ContractCase[] = [...single, ...all, ...getAll, ...count];
