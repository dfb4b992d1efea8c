import { byId, casesWithId, settled, type ContractCase } from '../case';

const of = casesWithId('domain', 'domain');
const NAMES = ['inbound.example.com', 'grün.example.com', 'a-b.mail.example.net'];
const NOTES = { customer: '4711', note: 'Größe 🙂' };

const create: ContractCase[] = [
	{
		operation: 'domain.create',
		input: 'least',
		parameters: { domainName: 'inbound.example.com' },
		sdk: async (novu) => await novu.domains.create({ name: 'inbound.example.com' }),
	},
	{
		operation: 'domain.create',
		input: 'full',
		parameters: { domainName: 'grün.example.com', additionalFields: { data: NOTES } },
		sdk: async (novu) => await novu.domains.create({ name: 'grün.example.com', data: NOTES }),
	},
	{
		operation: 'domain.create',
		input: 'capitals and spaces around, out of the item',
		parameters: { domainName: '={{ $json.name }}', additionalFields: { data: '{}' } },
		item: { name: ' INBOUND.Example.com ' },
		sdk: async (novu) => await novu.domains.create({ name: 'inbound.example.com', data: {} }),
	},
];

const single: ContractCase[] = NAMES.flatMap((name) => [
	of('get', name, name, {}, async (novu) => await novu.domains.retrieve(name)),
	of('verify', name, name, {}, async (novu) => await novu.domains.verify(name)),
	of('diagnose', name, name, {}, async (novu) => await novu.domains.diagnose(name)),
	of('delete', name, name, {}, async (novu) => {
		await settled(novu.domains.routes.list({ domain: name, limit: 100 }));
		return await novu.domains.delete(name);
	}),
	of(
		'update',
		name,
		name,
		{ updateFields: { data: JSON.stringify(NOTES) } },
		async (novu) => await novu.domains.update({ data: NOTES }, name),
	),
]);

const page = (names: string[], next: string | null) => ({
	body: { data: names.map((name) => ({ _id: name, name })), next, previous: null },
});
const getAll: ContractCase[] = [
	{
		operation: 'domain.getAll',
		input: 'least',
		parameters: {},
		sdk: async (novu) => await novu.domains.list({ limit: 50 }),
	},
	{
		operation: 'domain.getAll',
		input: 'by name',
		parameters: { limit: 7, filters: { domainName: 'grün.example.com' } },
		sdk: async (novu) => await novu.domains.list({ limit: 7, name: 'grün.example.com' }),
	},
	{
		operation: 'domain.getAll',
		input: 'two pages',
		parameters: { returnAll: true },
		answers: [page(['a.example.com'], 'c1'), page(['b.example.com'], null)],
		sdk: async (novu) => {
			await settled(novu.domains.list({ limit: 100 }));
			return await novu.domains.list({ limit: 100, after: 'c1' });
		},
	},
	{
		operation: 'domain.delete',
		input: 'with routes on two pages',
		parameters: { domain: byId('inbound.example.com') },
		answers: [page(['a'], 'c1'), page(['b'], null)],
		sdk: async (novu) => {
			const domain = 'inbound.example.com';
			await settled(novu.domains.routes.list({ domain, limit: 100 }));
			await settled(novu.domains.routes.list({ domain, limit: 100, after: 'c1' }));
			return await novu.domains.delete(domain);
		},
	},
];

export const domain: readonly ContractCase[] = [...create, ...single, ...getAll];
