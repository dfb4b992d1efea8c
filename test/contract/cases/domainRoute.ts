import type { INodeParameters } from 'n8n-workflow';
import { byId, settled, type ContractCase } from '../case';

const DOMAIN = 'inbound.example.com';
const ADDRESSES = ['support', '*', 'sales+vip'];
const NOTES = { customer: '4711', note: 'Größe 🙂' };

const of = (
	operation: string,
	input: string,
	parameters: INodeParameters,
	sdk: ContractCase['sdk'],
): ContractCase => ({
	operation: `domainRoute.${operation}`,
	input,
	parameters: { domain: byId(DOMAIN), ...parameters },
	sdk,
});

const single: ContractCase[] = ADDRESSES.flatMap((address) => [
	of(
		'get',
		address,
		{ address },
		async (novu) => await novu.domains.routes.retrieve(DOMAIN, address),
	),
	of(
		'delete',
		address,
		{ address },
		async (novu) => await novu.domains.routes.delete(DOMAIN, address),
	),
	of(
		'create',
		`to webhooks: ${address}`,
		{ address, type: 'webhook' },
		async (novu) => await novu.domains.routes.create({ address, type: 'webhook' }, DOMAIN),
	),
]);

const create: ContractCase[] = [
	of(
		'create',
		'to an agent, the whole address with capitals',
		{
			address: 'Agent@INBOUND.example.com',
			type: 'agent',
			agentId: byId('support-agent'),
			additionalFields: { data: JSON.stringify(NOTES) },
		},
		async (novu) =>
			await novu.domains.routes.create(
				{ address: 'agent', type: 'agent', agentId: 'support-agent', data: NOTES },
				DOMAIN,
			),
	),
];

const update: ContractCase[] = [
	of(
		'update',
		'data',
		{ address: 'support', updateFields: { data: NOTES } },
		async (novu) => await novu.domains.routes.update({ data: NOTES }, DOMAIN, 'support'),
	),
	of(
		'update',
		'to an agent',
		{ address: '*', updateFields: { type: 'agent', agentId: byId('support-agent') } },
		async (novu) =>
			await novu.domains.routes.update({ type: 'agent', agentId: 'support-agent' }, DOMAIN, '*'),
	),
	of(
		'update',
		'to webhooks',
		{ address: 'support', updateFields: { type: 'webhook' } },
		async (novu) => await novu.domains.routes.update({ type: 'webhook' }, DOMAIN, 'support'),
	),
];

const test: ContractCase[] = [
	of(
		'test',
		'least',
		{ address: 'support', from: 'ada@example.com', subject: 'Hello' },
		async (novu) =>
			await novu.domains.routes.test(
				{ from: { address: 'ada@example.com' }, subject: 'Hello', dryRun: true },
				DOMAIN,
				'support',
			),
	),
	of(
		'test',
		'text',
		{
			address: 'support',
			from: 'ada@example.com',
			subject: 'Größe 🙂',
			additionalFields: { fromName: 'Ädä', text: 'T' },
		},
		async (novu) =>
			await novu.domains.routes.test(
				{
					from: { address: 'ada@example.com', name: 'Ädä' },
					subject: 'Größe 🙂',
					text: 'T',
					dryRun: true,
				},
				DOMAIN,
				'support',
			),
	),
	of(
		'test',
		'HTML, delivered',
		{
			address: '*',
			from: 'ada@example.com',
			subject: 'Hello',
			dryRun: false,
			additionalFields: { html: '<p>T</p>' },
		},
		async (novu) =>
			await novu.domains.routes.test(
				{ from: { address: 'ada@example.com' }, subject: 'Hello', html: '<p>T</p>', dryRun: false },
				DOMAIN,
				'*',
			),
	),
];

const page = (addresses: string[], next: string | null) => ({
	body: { data: addresses.map((address) => ({ _id: address, address })), next, previous: null },
});
const getAll: ContractCase[] = [
	of(
		'getAll',
		'least',
		{},
		async (novu) => await novu.domains.routes.list({ domain: DOMAIN, limit: 50 }),
	),
	of(
		'getAll',
		'to an agent',
		{ limit: 7, filters: { agentId: byId('support-agent') } },
		async (novu) =>
			await novu.domains.routes.list({ domain: DOMAIN, limit: 7, agentId: 'support-agent' }),
	),
	{
		...of('getAll', 'two pages', { returnAll: true }, async (novu) => {
			await settled(novu.domains.routes.list({ domain: DOMAIN, limit: 100 }));
			return await novu.domains.routes.list({ domain: DOMAIN, limit: 100, after: 'c1' });
		}),
		answers: [page(['a'], 'c1'), page(['b'], null)],
	},
];

export const domainRoute: readonly ContractCase[] = [
	...single,
	...create,
	...update,
	...test,
	...getAll,
];
