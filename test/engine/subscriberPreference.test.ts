import type { IDataObject } from 'n8n-workflow';
import { addWorkflow } from '../../sandbox/workflows';
import { byId, calls, useNovu } from './support';

const preference = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'subscriberPreference',
	operation,
	subscriberId: byId('={{ $json.id ?? "crm-1001" }}'),
	...parameters,
});
const forOne = { preferencesFor: 'workflow', workflowId: byId('={{ $json.workflow }}') };
const continueOnFail = { onError: 'continueRegularOutput' } as const;

interface Preferences {
	global: { channels: IDataObject; schedule?: IDataObject };
	workflows: Array<{ channels: IDataObject; workflow: { identifier: string } }>;
}

describe('preferences of a subscriber', () => {
	const novu = useNovu();
	const read = async (parameters: IDataObject = {}) => {
		const { items } = await novu.run(preference('get', parameters));
		return items('Novu')[0].json as unknown as Preferences;
	};
	const names = ({ workflows }: Preferences) => workflows.map((one) => one.workflow.identifier);

	it('are got, of workflows that are not critical or of all', async () => {
		addWorkflow(novu.sandbox.store, {
			name: 'Alarm',
			critical: true,
			readOnly: false,
			steps: [{ type: 'in_app', content: 'x' }],
		});
		expect(names(await read()).sort()).toEqual(['order-shipped', 'welcome']);
		expect(names(await read({ filters: { criticality: 'critical' } }))).toEqual(['alarm']);
		expect(names(await read({ filters: { criticality: 'all' } }))).toHaveLength(4);
	});

	it('are updated for all workflows, the channels that were added', async () => {
		const { items, error } = await novu.run(
			// Novu 3.19 shows the channels that some workflow has.
			preference('update', { updateFields: { push: false, in_app: true } }),
		);
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json).toMatchObject({ global: { channels: { push: false } } });
		await novu.run(preference('update', { updateFields: { chat: '={{ "false" }}' } }));
		expect((await read()).global.channels).toEqual({ push: false, chat: false, in_app: true });
		expect(novu.sandbox.requests[0].body).toEqual({ channels: { push: false, in_app: true } });
	});

	it('are updated for one workflow', async () => {
		await novu.run(preference('update', { ...forOne, updateFields: { push: false } }), [
			{ workflow: 'order-shipped' },
		]);
		const { workflows, global } = await read();
		const shipped = workflows.find((one) => one.workflow.identifier === 'order-shipped');
		expect(shipped?.channels).toEqual({ in_app: true, push: false });
		expect(global.channels.push).toBe(true);
	});

	it('have a schedule, for all workflows only', async () => {
		const schedule = { isEnabled: true, weeklySchedule: { monday: { isEnabled: false } } };
		const updateFields = { schedule: JSON.stringify(schedule) };
		await novu.run(preference('update', { updateFields }));
		expect((await read()).global.schedule).toEqual(schedule);
		const { error } = await novu.run(preference('update', { ...forOne, updateFields }), [
			{ workflow: 'welcome' },
		]);
		expect(error?.message).toContain('for all workflows only');
	});

	it.each([
		[{}, 'nothing to update'],
		[{ email: '={{ "off" }}' }, '\'Email\' is "off"'],
	])('are not updated by %j', async (updateFields, message) => {
		const { error } = await novu.run(preference('update', { updateFields }));
		expect(error?.message).toContain(message);
		expect(novu.sandbox.requests).toHaveLength(0);
	});
});

describe('preferences for many workflows', () => {
	const novu = useNovu();
	const updateMany = preference('updateMany', {
		workflowId: byId('={{ $json.workflow }}'),
		updateFields: { push: '={{ $json.push ?? false }}' },
	});
	const workflowIds = () =>
		novu.sandbox.requests.map(({ body }) =>
			(body as { preferences: IDataObject[] }).preferences.map(({ workflowId }) => workflowId),
		);

	function workflows(count: number): string[] {
		return Array.from({ length: count }, (_, i) => {
			const steps = [{ type: 'push' as const, name: 'Push', content: 'x' }];
			return addWorkflow(novu.sandbox.store, { name: `Flow ${i}`, steps }).identifier;
		});
	}

	it('share a request for each subscriber, and each item gets its own', async () => {
		const [first, second] = workflows(2);
		const { items, error } = await novu.run(updateMany, [
			{ id: 'crm-1001', workflow: first },
			{ id: 'crm-1002', workflow: first },
			{ id: 'crm-1001', workflow: second },
		]);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox).sort()).toEqual([
			'PATCH /v2/subscribers/crm-1001/preferences/bulk',
			'PATCH /v2/subscribers/crm-1002/preferences/bulk',
		]);
		expect(items('Novu').map(({ json, pairedItem }) => ({ json, pairedItem }))).toMatchObject(
			[first, first, second].map((identifier, item) => ({
				json: { workflow: { identifier }, channels: { push: false } },
				pairedItem: { item },
			})),
		);
	});

	it('are sent 100 at once', async () => {
		await novu.run(
			updateMany,
			workflows(150).map((workflow) => ({ workflow })),
		);
		expect(workflowIds().map((ids) => ids.length)).toEqual([100, 50]);
	});

	it('for one workflow are never in one request, of which Novu would keep the last alone', async () => {
		const [identifier] = workflows(1);
		const { _id } = novu.sandbox.store.workflows.first('identifier', identifier)!;
		await novu.run(updateMany, [
			{ workflow: identifier, push: false },
			{ workflow: identifier, push: true },
			{ workflow: _id, push: false },
		]);
		expect(workflowIds()).toEqual([[identifier], [identifier], [_id]]);
	});

	it('fail for the workflow that Novu does not know, and no other', async () => {
		const [first, second] = workflows(2);
		const { items } = await novu.run(
			updateMany,
			[{ workflow: first }, { workflow: 'no-such' }, { workflow: second }],
			continueOnFail,
		);
		const [one, two, three] = items('Novu').map(({ json }) => json);
		expect(String(two.error)).toContain('no-such not found');
		expect([one, three]).toMatchObject([
			{ workflow: { identifier: first } },
			{ workflow: { identifier: second } },
		]);
		expect(novu.sandbox.requests).toHaveLength(2);
	});

	it('of an unknown subscriber are refused in one request', async () => {
		const items = workflows(8).map((workflow) => ({ id: 'nobody', workflow }));
		const result = await novu.run(updateMany, items, continueOnFail);
		expect(result.items('Novu').filter(({ json }) => json.error)).toHaveLength(8);
		expect(novu.sandbox.requests).toHaveLength(1);
	});
});

describe('Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	const read = async (filters: IDataObject = {}) =>
		(await novu.run(preference('get', { filters }))).items('Novu')[0].json;

	it('is read by the older calls', async () => {
		const found = await read();
		expect(calls(novu.sandbox)).toEqual([
			'GET /v2/subscribers/crm-1001/preferences',
			'GET /v1/subscribers/crm-1001/preferences/global',
			'GET /v1/subscribers/crm-1001/preferences/template',
		]);
		expect(found).toMatchObject({
			global: { enabled: true, channels: { email: true } },
			workflows: expect.arrayContaining([
				expect.objectContaining({
					enabled: true,
					workflow: expect.objectContaining({ identifier: 'welcome' }) as IDataObject,
				}),
			]) as IDataObject[],
		});
	});

	it('is filtered by what is critical, which the older calls do not', async () => {
		const identifiers = async (criticality: string) => {
			const workflows = (await read({ criticality })).workflows as Array<{ workflow: IDataObject }>;
			return workflows.map(({ workflow }) => workflow.identifier);
		};
		addWorkflow(novu.sandbox.store, {
			name: 'Alarm',
			critical: true,
			readOnly: false,
			steps: [{ type: 'in_app', content: 'x' }],
		});
		expect(await identifiers('critical')).toEqual(['alarm']);
		expect(await identifiers('nonCritical')).not.toContain('alarm');
		expect(await identifiers('all')).toEqual(expect.arrayContaining(['alarm', 'welcome']));
	});

	it('is changed by the older calls, for all workflows and for one', async () => {
		const updateFields = { email: false, chat: false };
		const all = await novu.run(preference('update', { updateFields }));
		expect(all.error).toBeUndefined();
		expect(all.items('Novu')[0].json).toMatchObject({
			global: { channels: { email: false, chat: false, sms: true } },
		});
		const one = await novu.run(
			preference('update', {
				preferencesFor: 'workflow',
				workflowId: byId('welcome'),
				updateFields: { in_app: false },
			}),
		);
		expect(one.error).toBeUndefined();
		const { workflows } = one.items('Novu')[0].json as unknown as {
			workflows: Array<{ workflow: IDataObject; channels: IDataObject }>;
		};
		const welcome = workflows.find(({ workflow }) => workflow.identifier === 'welcome');
		expect(welcome?.channels).toMatchObject({ in_app: false });
	});

	it.each([
		['get', { filters: { contextKeys: 'tenant:acme' } }, '2.1.2'],
		['update', { updateFields: { schedule: '{ "isEnabled": false }' } }, '2.1.2'],
		['updateMany', { workflowId: byId('welcome'), updateFields: { email: false } }, '2.3'],
	])('is too old for %s, and the message says so', async (operation, parameters, version) => {
		const { error } = await novu.run(preference(operation, parameters));
		expect(error?.description).toContain(`Novu ${version}`);
	});
});
