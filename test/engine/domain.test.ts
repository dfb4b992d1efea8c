import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const NAME = 'inbound.example.com';
const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'domain',
	operation,
	...parameters,
});
const inbound = { domain: byId(NAME) };

describe('Domain', () => {
	const novu = useNovu();
	const stored = () => novu.sandbox.store.domains.first('name', NAME);
	const add = async (name = NAME) => {
		const [added] = await novu.output(of('create', { domainName: name }));
		novu.sandbox.requests.length = 0;
		return added;
	};
	const route = (address: string) => ({
		resource: 'domainRoute',
		operation: 'create',
		...inbound,
		address,
	});

	it('is added with its data, and comes with the records that it needs', async () => {
		const [added] = await novu.output(
			of('create', { domainName: 'INBOUND.Example.com', additionalFields: { data: '{"a":"b"}' } }),
		);
		expect(added).toMatchObject({
			name: NAME,
			status: 'pending',
			data: { a: 'b' },
			expectedDnsRecords: [{ type: 'MX', name: NAME }],
		});
		expect(await novu.output(of('get', { domain: byId(NAME.toUpperCase()) }))).toEqual([added]);
	});

	it('is not added twice, and says that others may have it', async () => {
		await add();
		const told = await novu.failure(of('create', { domainName: NAME }));
		expect(told).toContain('already exists. (HTTP 409)');
		expect(told).toContain('in another organization of Novu');
	});

	it('has its data replaced', async () => {
		await add();
		await novu.output(of('update', { ...inbound, updateFields: { data: '{"a":"b"}' } }));
		const [updated] = await novu.output(
			of('update', { ...inbound, updateFields: { data: '{"c":"d"}' } }),
		);
		expect(updated).toMatchObject({ data: { c: 'd' } });
		expect(stored()?.data).toEqual({ c: 'd' });
	});

	it.each<[string, IDataObject, string]>([
		['nothing to update', of('update', inbound), 'nothing to update'],
		[
			'a number',
			of('update', { ...inbound, updateFields: { data: '{"a":5}' } }),
			'has at "a" a value that is no text',
		],
		[
			'too many entries',
			of('create', {
				domainName: NAME,
				additionalFields: {
					data: JSON.stringify(
						Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, 'v'])),
					),
				},
			}),
			'has 11 entries',
		],
		[
			'too much text',
			of('create', {
				domainName: NAME,
				additionalFields: { data: JSON.stringify({ a: 'x'.repeat(500) }) },
			}),
			'has 501 characters',
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		expect(await novu.failure(parameters)).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('is pending while its records are missing, which is no failure', async () => {
		await add();
		expect(await novu.output(of('verify', inbound))).toMatchObject([{ status: 'pending' }]);
		const [found] = await novu.output(of('diagnose', inbound));
		expect(found).toMatchObject({
			domain: NAME,
			ok: false,
			issues: [{ code: 'mx_missing', severity: 'error' }],
		});
		Object.assign(stored()!, { status: 'verified', mxRecordConfigured: true });
		expect(await novu.output(of('verify', inbound))).toMatchObject([{ status: 'verified' }]);
		expect(await novu.output(of('diagnose', inbound))).toMatchObject([{ ok: true, issues: [] }]);
	});

	it('is deleted with its routes, and the output says which', async () => {
		await add();
		await novu.output(route('support'));
		await novu.output(route('*'));
		const [deleted] = await novu.output(of('delete', inbound));
		expect(deleted).toEqual({ deleted: true, domain: NAME, routes: ['*', 'support'] });
		expect(stored()).toBeUndefined();
		expect(novu.sandbox.store.domainRoutes.size).toBe(0);
		expect(await novu.failure(of('get', inbound))).toContain('HTTP 404');
	});

	it('is listed in full, up to a limit and by name', async () => {
		const many = Array.from({ length: 120 }, (_, i) => ({ name: `d${i}.example.com` }));
		await novu.output(of('create', { domainName: '={{ $json.name }}' }), many);
		expect(await novu.output(of('getAll', { returnAll: true }))).toHaveLength(120);
		expect(await novu.output(of('getAll', { limit: 7 }))).toHaveLength(7);
		const found = await novu.output(of('getAll', { filters: { domainName: 'd7.example.com' } }));
		expect(found).toMatchObject([{ name: 'd7.example.com' }]);
	});

	it('is found in the pick list, which says where it is not verified', async () => {
		await add();
		await add('other.example.com');
		stored()!.status = 'verified';
		const list = async (filter: string) => {
			const search = { method: 'searchDomains', filter, credentials: novu.credentials };
			return (await runListSearch(search)).results.map(({ name }) => name);
		};
		expect(await list('')).toEqual(['other.example.com – pending', NAME]);
		expect(await list('inbound')).toEqual([NAME]);
		expect(await list('pending')).toEqual([]);
	});

	it('says that a server of the community has none', async () => {
		novu.sandbox.configure({ paid: false });
		for (const parameters of [
			of('create', { domainName: NAME }),
			of('get', inbound),
			of('getAll'),
			of('delete', inbound),
			of('verify', inbound),
		]) {
			expect(await novu.failure(parameters)).toContain('part of the paid editions of Novu');
		}
	});
});
