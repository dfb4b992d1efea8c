import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'message',
	operation,
	...parameters,
});

describe.each(['3.19', '2.0'] as const)('Message, Novu %s', (version) => {
	const novu = useNovu({ novu: version });
	/** One in-app message for each of the IDs, each with a transaction ID of its own. */
	const notify = async (ids: string[]) =>
		await novu.run(
			{
				resource: 'event',
				operation: 'trigger',
				workflowId: byId('welcome'),
				subscriberId: byId('={{ $json.id }}'),
				payloadMode: 'json',
				payload: '{"firstName":"Ada"}',
				additionalFields: { transactionId: '={{ "tx-" + $json.id }}' },
			},
			ids.map((id) => ({ id })),
		);

	it('is listed with at most ten fields', async () => {
		await notify(['crm-1001']);
		const [message] = await novu.output(of('getAll'));
		expect(Object.keys(message).length).toBeLessThanOrEqual(10);
		expect(message).toMatchObject({
			channel: 'in_app',
			subscriberId: 'crm-1001',
			workflowId: 'welcome',
			transactionId: 'tx-crm-1001',
			content: 'Good to see you, Ada.',
		});
		const [raw] = await novu.output(of('getAll', { simplify: false }));
		expect(raw).toMatchObject({ _id: message._id, subscriber: { subscriberId: 'crm-1001' } });
	});

	it('is listed in full over all pages, and up to a limit', async () => {
		await notify(Array.from({ length: 205 }, (_, i) => `s${i}`));
		const all = await novu.output(of('getAll', { returnAll: true }));
		expect(new Set(all.map(({ _id }) => _id)).size).toBe(205);
		expect(await novu.output(of('getAll', { limit: 101 }))).toHaveLength(101);
		expect(
			await novu.output(of('getAll', { returnAll: true, filters: { channel: 'sms' } })),
		).toEqual([]);
	});

	it('is filtered by subscriber and transaction IDs', async () => {
		await notify(['crm-1001', 'crm-1002', 'crm-1003']);
		const ids = async (filters: IDataObject) =>
			(await novu.output(of('getAll', { filters }))).map(({ subscriberId }) => subscriberId).sort();
		expect(await ids({ subscriberId: byId('crm-1002') })).toEqual(['crm-1002']);
		expect(await ids({ transactionIds: 'tx-crm-1001, tx-crm-1003' })).toEqual([
			'crm-1001',
			'crm-1003',
		]);
	});

	it('is deleted by its ID', async () => {
		await notify(['crm-1001']);
		const [{ _id }] = await novu.output(of('getAll'));
		const deleted = await novu.output(of('delete', { messageId: byId(_id) }));
		expect(deleted).toEqual([{ deleted: true, messageId: _id }]);
		expect(novu.sandbox.store.messages.size).toBe(0);
		const again = await novu.run(of('delete', { messageId: byId(_id) }));
		expect(again.error?.message).toContain('HTTP 404');
	});

	it('is deleted with its transaction, or only in one channel', async () => {
		await notify(['crm-1001']);
		const transaction = { transactionId: 'tx-crm-1001' };
		const other = await novu.run(
			of('deleteByTransaction', { ...transaction, filters: { channel: 'push' } }),
		);
		// Novu 3.19 answers the same whether there was one or not.
		if (version === '2.0') {
			expect(other.error?.description).toContain('no message of this transaction ID');
		}
		expect(novu.sandbox.store.messages.size).toBe(1);
		expect(await novu.output(of('deleteByTransaction', transaction))).toEqual([
			{ deleted: true, ...transaction },
		]);
		expect(novu.sandbox.store.messages.size).toBe(0);
	});

	it('is found in the pick list by its text or subscriber', async () => {
		await notify(['crm-1001', 'crm-1002']);
		const search = async (filter: string) =>
			(await runListSearch({ method: 'searchMessages', filter, credentials: novu.credentials }))
				.results;
		expect(await search('1002')).toMatchObject([{ name: expect.stringContaining('crm-1002') }]);
		expect(await search('good to SEE')).toHaveLength(2);
		expect(await search('nothing')).toEqual([]);
		expect(calls(novu.sandbox).at(-1)).toMatch(/^GET \/v1\/messages/);
	});
});
