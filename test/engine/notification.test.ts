import type { IDataObject } from 'n8n-workflow';
import { runListSearch } from '../../sandbox/runner';
import { byId, calls, useNovu } from './support';

const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'notification',
	operation,
	...parameters,
});

describe.each(['3.19', '2.0'] as const)('Notification, Novu %s', (version) => {
	const novu = useNovu({ novu: version });
	const notify = async (ids: string[], workflowId = 'welcome') =>
		await novu.run(
			{
				resource: 'event',
				operation: 'trigger',
				workflowId: byId(workflowId),
				subscriberId: byId('={{ $json.id }}'),
				payloadMode: 'json',
				payload: '{"firstName":"Ada"}',
				additionalFields: { transactionId: '={{ "tx-" + $json.id }}' },
			},
			ids.map((id) => ({ id })),
		);
	const found = async (filters: IDataObject) =>
		(await novu.output(of('getAll', { returnAll: true, filters })))
			.map(({ subscriberId }) => subscriberId)
			.sort();

	it('is got with at most ten fields, and what became of each step', async () => {
		await notify(['crm-1001']);
		const { _id } = novu.sandbox.store.notifications.all[0];
		const [entry] = await novu.output(of('get', { notificationId: byId(_id) }));
		expect(Object.keys(entry).length).toBeLessThanOrEqual(10);
		expect(entry).toMatchObject({
			_id,
			transactionId: 'tx-crm-1001',
			subscriberId: 'crm-1001',
			workflowId: 'welcome',
			workflow: 'Welcome',
			channels: ['in_app'],
			steps: [{ type: 'in_app', status: 'completed', detail: 'Message sent' }],
			payload: { firstName: 'Ada' },
		});
		const [raw] = await novu.output(of('get', { notificationId: byId(_id), simplify: false }));
		expect(raw).toMatchObject({ _id, jobs: [{ status: 'completed' }] });
	});

	it('says that there is none', async () => {
		const { error } = await novu.run(
			of('get', { notificationId: byId('507f1f77bcf86cd799439011') }),
		);
		expect(error?.message).toMatch(/Notification.* not found|507f1f77bcf86cd799439011/);
	});

	it('is listed over all pages, each once, and up to a limit', async () => {
		await notify(Array.from({ length: 120 }, (_, i) => `s${i}`));
		const all = await novu.output(of('getAll', { returnAll: true }));
		expect(new Set(all.map(({ _id }) => _id)).size).toBe(120);
		expect(await novu.output(of('getAll', { limit: 53 }))).toHaveLength(53);
		expect(await novu.output(of('getAll', { limit: 7 }))).toHaveLength(7);
	});

	it('is filtered by subscribers, channel, transaction and workflow identifier', async () => {
		await notify(['crm-1001', 'crm-1002', 'crm-1003']);
		await notify(['crm-1004'], 'order-shipped');
		expect(await found({ subscriberIds: 'crm-1001, crm-1004' })).toEqual(['crm-1001', 'crm-1004']);
		expect(await found({ channels: ['push'] })).toEqual(['crm-1004']);
		expect(await found({ transactionId: 'tx-crm-1002' })).toEqual(['crm-1002']);
		expect(await found({ workflowId: byId('order-shipped') })).toEqual(['crm-1004']);
	});

	it('is filtered by time, in the time zone of the workflow', async () => {
		await notify(['crm-1001', 'crm-1002']);
		const [first, second] = novu.sandbox.store.notifications.all;
		first.createdAt = '2026-01-01T10:00:00.000Z';
		second.createdAt = '2026-01-03T10:00:00.000Z';
		expect(await found({ after: '2026-01-02T00:00:00.000Z' })).toEqual(['crm-1002']);
		expect(await found({ before: '={{ new Date("2026-01-02") }}' })).toEqual(['crm-1001']);
		const { error } = await novu.run(of('getAll', { filters: { after: 'soon' } }));
		expect(error?.message).toContain('\'Created After\' is "soon"');
		expect(novu.sandbox.requests.at(-1)?.query).toMatchObject({
			before: '2026-01-02T00:00:00.000Z',
		});
	});

	it('is found in the pick list by workflow or subscriber', async () => {
		await notify(['crm-1001', 'crm-1002']);
		const search = async (filter: string) =>
			(
				await runListSearch({
					method: 'searchNotifications',
					filter,
					credentials: novu.credentials,
				})
			).results;
		expect(await search('1002')).toMatchObject([
			{ name: expect.stringMatching(/^Welcome to crm-1002 \(.* UTC\)$/) },
		]);
		expect(await search('WELCOME')).toHaveLength(2);
		expect(calls(novu.sandbox).at(-1)).toMatch(/^GET \/v1\/notifications/);
	});
});
