import type { IDataObject } from 'n8n-workflow';
import { addContext } from '../../sandbox/contexts';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'context',
	operation,
	...parameters,
});
const acme = { contextKey: byId('tenant:acme') };

describe('Context', () => {
	const novu = useNovu();
	const dataOf = () => novu.sandbox.store.contexts.first('key', 'tenant:acme')?.data;

	it('is created, and found again', async () => {
		const [created] = await novu.output(
			of('create', {
				contextType: 'tenant',
				contextId: 'acme',
				additionalFields: { data: '{"plan":"pro","seats":0}' },
			}),
		);
		expect(created).toMatchObject({ type: 'tenant', id: 'acme', data: { plan: 'pro', seats: 0 } });
		expect(await novu.output(of('get', acme))).toEqual([created]);
	});

	it('is not created twice, and says what to use instead', async () => {
		addContext(novu.sandbox.store, 'tenant', 'acme');
		const { error } = await novu.run(of('create', { contextType: 'tenant', contextId: 'acme' }));
		expect(error?.message).toContain('already exists (HTTP 409)');
		expect(error?.description).toContain("'Update'");
	});

	it('keeps its data where only something else is updated', async () => {
		addContext(novu.sandbox.store, 'tenant', 'acme', { plan: 'pro' });
		const [updated] = await novu.output(
			of('update', { ...acme, updateFields: { bridgeUrl: 'https://example.com/novu' } }),
		);
		expect(updated).toMatchObject({ data: { plan: 'pro' } });
		expect(dataOf()).toEqual({ plan: 'pro' });
	});

	it('has its data replaced where it is given, and emptied where that is asked for', async () => {
		addContext(novu.sandbox.store, 'tenant', 'acme', { plan: 'pro' });
		await novu.output(of('update', { ...acme, updateFields: { data: '{"seats":0}' } }));
		expect(dataOf()).toEqual({ seats: 0 });
		expect(calls(novu.sandbox)).toEqual(['PATCH /v2/contexts/tenant/acme']);
		await novu.output(of('update', { ...acme, updateFields: { clearFields: ['data'] } }));
		expect(dataOf()).toEqual({});
	});

	it.each<[string, IDataObject, string]>([
		['nothing to update', of('update', acme), 'nothing to update'],
		[
			'a field both given and to clear',
			of('update', { ...acme, updateFields: { data: '{}', clearFields: ['data'] } }),
			'both given and in',
		],
		['no colon', of('get', { contextKey: byId('acme') }), 'with a colon between them'],
		['no type', of('delete', { contextKey: byId(':acme') }), 'with a colon between them'],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		const { error } = await novu.run(parameters);
		expect(error?.message).toContain(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('is deleted', async () => {
		addContext(novu.sandbox.store, 'tenant', 'acme');
		expect(await novu.output(of('delete', acme))).toEqual([
			{ deleted: true, type: 'tenant', id: 'acme' },
		]);
		expect((await novu.run(of('get', acme))).error?.message).toContain('HTTP 404');
	});

	it('is listed in full, up to a limit, and by text', async () => {
		for (let i = 0; i < 150; i++) addContext(novu.sandbox.store, 'tenant', `t${i}`);
		addContext(novu.sandbox.store, 'app', 'jira');
		expect(await novu.output(of('getAll', { returnAll: true }))).toHaveLength(151);
		expect(await novu.output(of('getAll', { limit: 120 }))).toHaveLength(120);
		expect(await novu.output(of('getAll', { filters: { search: 'jir' } }))).toMatchObject([
			{ type: 'app', id: 'jira' },
		]);
		expect(await novu.output(of('getAll', { filters: { contextId: 't1' } }))).toHaveLength(1);
	});

	it('is found in the pick list by a part of its key', async () => {
		addContext(novu.sandbox.store, 'tenant', 'acme');
		addContext(novu.sandbox.store, 'app', 'jira');
		const { results } = await runListSearch({
			method: 'searchContexts',
			filter: 'acm',
			credentials: novu.credentials,
		});
		expect(results).toEqual([{ name: 'tenant:acme', value: 'tenant:acme' }]);
	});

	it('says which Novu brought it where the server is older', async () => {
		novu.sandbox.configure({ novu: '2.0' });
		const { error } = await novu.run(of('get', acme));
		novu.sandbox.configure({ novu: '3.19' });
		expect(error?.description).toContain('came with Novu 3.11');
	});
});
