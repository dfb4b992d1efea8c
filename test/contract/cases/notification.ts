import { AWKWARD_IDS, byId, type ContractCase } from '../case';

const empty = [{ body: { data: [], hasMore: false, page: 0, pageSize: 50 } }];

const get: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'notification.get',
	input: id,
	parameters: { notificationId: byId(id) },
	answers: [{ body: { data: { _id: id, jobs: [] } } }],
	sdk: async (novu) => await novu.notifications.retrieve(id),
}));

const getAll: ContractCase[] = [
	{
		operation: 'notification.getAll',
		input: 'least',
		parameters: {},
		answers: empty,
		sdk: async (novu) => await novu.notifications.list({ page: 0, limit: 50 }),
	},
	{
		operation: 'notification.getAll',
		input: 'filters',
		parameters: {
			limit: 5,
			filters: {
				channels: ['push', 'in_app'],
				emails: 'ann@example.com',
				subscriberIds: ['auth0|1', 'größe'],
				transactionId: 'order-1',
				topicKey: byId('news'),
			},
		},
		answers: empty,
		sdk: async (novu) =>
			await novu.notifications.list({
				page: 0,
				limit: 5,
				channels: ['push', 'in_app'],
				emails: ['ann@example.com'],
				subscriberIds: ['auth0|1', 'größe'],
				transactionId: 'order-1',
				topicKey: 'news',
			}),
	},
	{
		operation: 'notification.getAll',
		input: 'between two times',
		parameters: {
			limit: 1,
			filters: { after: '2026-11-01T00:00:00.000Z', before: '2026-11-02T00:00:00.000Z' },
		},
		answers: empty,
		sdk: async (novu) =>
			await novu.notifications.list({
				page: 0,
				limit: 1,
				after: '2026-11-01T00:00:00.000Z',
				before: '2026-11-02T00:00:00.000Z',
			}),
	},
];

export const notification: readonly ContractCase[] = [...get, ...getAll];
