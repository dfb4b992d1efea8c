import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { answering, startOddServer } from './oddServer';
import type { IDataObject } from 'n8n-workflow';
import { addWorkflow } from '../../sandbox/workflows';
import { byId, calls, useNovu } from './support';

const get: IDataObject = { resource: 'workflow', operation: 'get' };
const getAll: IDataObject = { resource: 'workflow', operation: 'getAll' };

describe.each(['3.19', '2.0'] as const)('Workflow, Novu %s', (version) => {
	const novu = useNovu({ novu: version });
	const names = async (parameters: IDataObject) => {
		const { items, error } = await novu.run({ ...getAll, ...parameters });
		expect(error).toBeUndefined();
		return items('Novu').map(({ json: { workflowId } }) => workflowId);
	};

	it('gets a workflow with at most ten fields, its payload and steps among them', async () => {
		const { items, error } = await novu.run({ ...get, workflowId: byId('order-shipped') });
		expect(error).toBeUndefined();
		const [{ json, pairedItem }] = items('Novu');
		expect(pairedItem).toEqual({ item: 0 });
		expect(Object.keys(json).length).toBeLessThanOrEqual(10);
		expect(json).toMatchObject({
			workflowId: 'order-shipped',
			name: 'Order Shipped',
			status: 'ACTIVE',
			steps: [{ type: 'in_app' }, { type: 'push' }],
			payloadSchema: { properties: { orderId: { type: 'string' } } },
		});
	});

	it('gets all that Novu has where that is asked for', async () => {
		const { items } = await novu.run({
			...get,
			workflowId: byId('order-shipped'),
			simplify: false,
		});
		expect(Object.keys(items('Novu')[0].json).length).toBeGreaterThan(10);
	});

	it('says that a workflow is missing', async () => {
		const { error } = await novu.run({ ...get, workflowId: byId('nope') });
		expect(error?.message).toMatch(/Workflow.* cannot be found|nope/);
		expect(error?.description).toMatch(/environment/);
	});

	it('asks again with a list where one status alone is refused (Novu 2.3)', async () => {
		const odd = await startOddServer();
		const refused = answering(400, { statusCode: 400, message: ['status must be an array'] });
		odd.answer = async (reply) => {
			const isList = (odd.requests.at(-1)?.url.match(/status/g) ?? []).length > 1;
			const found = answering(200, { data: { workflows: [], totalCount: 0 } });
			return await (isList ? found : refused)(reply);
		};
		const { error } = await runWorkflow({
			workflow: novuWorkflow({
				resource: 'workflow',
				operation: 'getAll',
				filters: { status: ['ACTIVE'] },
			}),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: odd.url } },
		});
		await odd.close();
		expect(error).toBeUndefined();
		expect(odd.requests.at(-1)?.url).toContain('status=ACTIVE&status=ACTIVE');
	});

	it('gets many, exactly as many as asked for, newest first', async () => {
		for (let i = 0; i < 230; i++) addWorkflow(novu.sandbox.store, { name: `Many ${i}`, steps: [] });
		expect(await names({ returnAll: true })).toHaveLength(234);
		expect(new Set(await names({ returnAll: true })).size).toBe(234);
		expect(await names({ limit: 101 })).toHaveLength(101);
		expect(await names({ limit: 1 })).toHaveLength(1);
	});

	it('filters by text, status and tags, and sorts', async () => {
		expect(await names({ filters: { search: 'SHIP' } })).toEqual(['order-shipped']);
		expect(await names({ filters: { status: ['INACTIVE'] } })).toEqual(['weekly-digest']);
		expect(await names({ filters: { tags: 'orders, operations' } })).toEqual(
			expect.arrayContaining(['order-shipped', 'incident']),
		);
		expect(await names({ sort: { orderBy: 'name', orderDirection: 'ASC' } })).toEqual([
			'incident',
			'order-shipped',
			'weekly-digest',
			'welcome',
		]);
	});

	it('asks the route that the server has', async () => {
		await names({ returnAll: true });
		expect(calls(novu.sandbox).at(-1)).toMatch(
			version === '2.0' ? /^GET \/v1\/workflows/ : /^GET \/v2\/workflows/,
		);
	});
});
