import { AWKWARD_IDS, byId, settled, type ContractCase } from '../case';

const empty = [{ body: { data: { workflows: [], totalCount: 0 } } }];

const get: ContractCase[] = AWKWARD_IDS.map((id) => ({
	operation: 'workflow.get',
	input: id,
	parameters: { workflowId: byId(id) },
	answers: [{ body: { data: { workflowId: id, steps: [] } } }],
	sdk: async (novu) => await novu.workflows.get(id),
}));

const getAll: ContractCase[] = [
	{
		operation: 'workflow.getAll',
		input: 'least',
		parameters: {},
		answers: empty,
		sdk: async (novu) => await novu.workflows.list({ limit: 50, offset: 0 }),
	},
	{
		operation: 'workflow.getAll',
		input: 'filters',
		parameters: { limit: 3, filters: { query: 'größe & co', tags: 'orders', status: ['ACTIVE'] } },
		answers: empty,
		sdk: async (novu) =>
			await novu.workflows.list({
				limit: 3,
				offset: 0,
				query: 'größe & co',
				tags: ['orders'],
				status: ['ACTIVE'],
			}),
	},
	{
		operation: 'workflow.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [
			{
				body: {
					data: {
						workflows: Array.from({ length: 100 }, (_, i) => ({ workflowId: `w${i}` })),
						totalCount: 101,
					},
				},
			},
			{ body: { data: { workflows: [{ workflowId: 'w100' }], totalCount: 101 } } },
		],
		sdk: async (novu) => {
			await settled(novu.workflows.list({ limit: 100, offset: 0 }));
			return await novu.workflows.list({ limit: 100, offset: 100 });
		},
	},
];

export const workflow: readonly ContractCase[] = [...get, ...getAll];
