import { AWKWARD_IDS, byId, settled, type ContractCase } from '../case';

const empty = [{ body: { data: [], hasMore: false, page: 0, pageSize: 50 } }];

const getAll: ContractCase[] = [
	{
		operation: 'message.getAll',
		input: 'least',
		parameters: {},
		answers: empty,
		sdk: async (novu) => await novu.messages.retrieve({ page: 0, limit: 50 }),
	},
	{
		operation: 'message.getAll',
		input: 'filters',
		parameters: {
			limit: 3,
			filters: {
				channel: 'push',
				subscriberId: byId('auth0|1 ä'),
				transactionIds: 'a, b',
			},
		},
		answers: empty,
		sdk: async (novu) =>
			await novu.messages.retrieve({
				page: 0,
				limit: 3,
				channel: 'push',
				subscriberId: 'auth0|1 ä',
				transactionId: ['a', 'b'],
			}),
	},
	{
		operation: 'message.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [
			{
				body: {
					data: Array.from({ length: 100 }, (_, i) => ({ _id: `m${i}` })),
					hasMore: true,
					page: 0,
					pageSize: 100,
				},
			},
			{ body: { data: [{ _id: 'm100' }], hasMore: false, page: 1, pageSize: 100 } },
		],
		sdk: async (novu) => {
			await settled(novu.messages.retrieve({ page: 0, limit: 100 }));
			return await novu.messages.retrieve({ page: 1, limit: 100 });
		},
	},
];

const single: ContractCase[] = AWKWARD_IDS.flatMap((id): ContractCase[] => [
	{
		operation: 'message.delete',
		input: id,
		parameters: { messageId: byId(id) },
		sdk: async (novu) => await novu.messages.delete(id),
	},
	{
		operation: 'message.deleteByTransaction',
		input: id,
		parameters: { transactionId: id },
		sdk: async (novu) => await novu.messages.deleteByTransactionId(id),
	},
]);

const ofChannel: ContractCase = {
	operation: 'message.deleteByTransaction',
	input: 'of one channel',
	parameters: { transactionId: 'order-1', filters: { channel: 'in_app' } },
	sdk: async (novu) => await novu.messages.deleteByTransactionId('order-1', 'in_app'),
};

export const message: readonly ContractCase[] = [...getAll, ...single, ofChannel];
