import type { IDataObject } from 'n8n-workflow';
import { addWorkflow } from '../../sandbox';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { startLossyServer } from './lossyServer';
import { byId, calls, useNovu } from './support';

const of = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'workflow',
	operation,
	...parameters,
});
const ORDER = { workflowId: byId('order-shipped') };

/** A workflow as a team keeps it in a file. */
const mail = (changes: IDataObject = {}): IDataObject => ({
	workflowId: 'bill',
	name: 'Bill',
	tags: ['billing'],
	steps: [
		{
			stepId: 'mail',
			name: 'Mail',
			type: 'email',
			controlValues: { subject: 'Bill {{payload.n}}', body: '<p>€</p>', editorType: 'html' },
		},
		{ stepId: 'note', name: 'Note', type: 'in_app', controlValues: { body: 'Paid' } },
	],
	...changes,
});

describe('Workflow as code', () => {
	const novu = useNovu();
	const stored = (workflowId: string) =>
		novu.sandbox.store.workflows.first('identifier', workflowId);
	const write = async (definition: unknown, parameters: IDataObject = {}) =>
		await novu.run(of('upsert', { definition: '={{ $json }}', ...parameters }), [
			definition as IDataObject,
		]);
	const productionCredentials = () => {
		const { production } = novu.sandbox.store.organization;
		return { novuApi: { ...novu.credentials.novuApi, apiKey: production.environment.apiKey } };
	};

	it('makes one where there is none, and changes it where there is one', async () => {
		const first = await write(mail());
		expect(first.error).toBeUndefined();
		expect(first.items('Novu')[0]).toMatchObject({
			json: { workflowId: 'bill', active: true },
			pairedItem: { item: 0 },
		});
		const steps = stored('bill')?.steps.map(({ _id }) => _id);
		const second = await write(
			mail({ name: 'Bills', steps: [...(mail().steps as object[])].reverse() }),
		);
		expect(second.error).toBeUndefined();
		expect(stored('bill')?.name).toBe('Bills');
		expect(stored('bill')?.steps.map(({ _id }) => _id)).toEqual(steps?.reverse());
		expect(stored('bill')?.steps[1].controlValues).toMatchObject({ subject: 'Bill {{payload.n}}' });
		expect(novu.sandbox.store.workflows.all.filter(({ name }) => /^Bill/.test(name))).toHaveLength(
			1,
		);
		expect(calls(novu.sandbox).slice(-2)).toEqual([
			'GET /v2/workflows/bill',
			'PUT /v2/workflows/bill',
		]);
	});

	it('leaves off what is off, and keeps preferences that the definition does not name', async () => {
		await write(
			mail({ active: false, preferences: { user: null, workflow: { all: { readOnly: true } } } }),
		);
		await write(mail());
		expect(stored('bill')).toMatchObject({ active: false, readOnly: true });
		await write(mail(), { additionalFields: { active: true } });
		expect(stored('bill')?.active).toBe(true);
	});

	it('takes a backup of Get back as it was, from its full answer, too', async () => {
		await write(mail({ preferences: { workflow: { channels: { sms: { enabled: false } } } } }));
		const get = async (parameters: IDataObject) => {
			const { items } = await novu.run(of('get', { workflowId: byId('bill'), ...parameters }));
			return items('Novu')[0].json;
		};
		const backup = await get({ output: 'definition' });
		expect(JSON.stringify(backup)).not.toMatch(/"_id"|"slug"|"issues"|"updatedAt"/);
		const raw = await get({ simplify: false });
		for (const definition of [backup, raw]) {
			await novu.run(of('update', { workflowId: byId('bill'), updateFields: { name: 'Spoilt' } }));
			await write(definition);
			expect(await get({ output: 'definition' })).toEqual(backup);
		}
	});

	it('brings a workflow to another environment with the credential of each', async () => {
		await write(mail());
		const got = await novu.run(of('get', { workflowId: byId('bill'), output: 'definition' }));
		const { error } = await runWorkflow({
			workflow: novuWorkflow(of('upsert', { definition: '={{ $json }}' })),
			credentials: productionCredentials(),
			items: [got.items('Novu')[0].json],
		});
		expect(error).toBeUndefined();
		const { production } = novu.sandbox.store.organization;
		expect(production.workflows.first('identifier', 'bill')?.steps[0].controlValues).toEqual(
			stored('bill')?.steps[0].controlValues,
		);
	});

	it.each<[what: string, changes: IDataObject, words: RegExp]>([
		['no identifier', { workflowId: undefined }, /no "workflowId"/],
		['no steps', { steps: undefined }, /no list of "steps"/],
		[
			'a simplified step',
			{ steps: [{ stepId: 'a', name: 'A', type: 'sms' }] },
			/no "controlValues"/,
		],
		[
			'a step without identifier',
			{ steps: [{ name: 'A', type: 'sms', controlValues: {} }] },
			/"stepId"/,
		],
		[
			'a step twice',
			{ steps: [(mail().steps as IDataObject[])[0], (mail().steps as IDataObject[])[0]] },
			/two steps/,
		],
	])('refuses %s before anything is sent', async (_, changes, words) => {
		const { error } = await write(mail(changes));
		expect(error?.message).toMatch(words);
		expect(error?.message).toContain("'Definition (JSON)'");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('shows what Novu finds wrong, and fails for it where that is wanted', async () => {
		const broken = mail({
			steps: [{ stepId: 'mail', name: 'Mail', type: 'email', controlValues: {} }],
		});
		const { items, error } = await write(broken);
		expect(error).toBeUndefined();
		const [{ json }] = items('Novu');
		expect(json).toMatchObject({ status: 'ERROR', steps: [{ stepId: 'mail' }] });
		expect(JSON.stringify(json)).toContain('Subject is required');
		const strict = await write(broken, { options: { failIfIssues: true } });
		expect(strict.error?.message).toMatch(
			/"bill" is saved, but has issues: step "mail": Subject is required; /,
		);
	});

	it('says that a layout or an agent is missing in the environment', async () => {
		const { error } = await write(mail({ agent: { identifier: 'nobody' } }));
		expect(error?.message).toContain('Agent with identifier "nobody" was not found');
		expect(error?.description).toMatch(/Bring it there first/);
	});

	it.each([
		['after', 'is there', 1],
		['before', 'never got there', 0],
	] as const)('makes no second one where the answer is lost %s it %s', async (when, _, count) => {
		const lossy = await startLossyServer(() => novu.sandbox.url);
		lossy.loseNext(when, 'POST');
		const { error } = await runWorkflow({
			workflow: novuWorkflow(of('upsert', { definition: '={{ $json }}' })),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: lossy.url } },
			items: [mail()],
		});
		await lossy.close();
		const made = novu.sandbox.store.workflows.all.filter(({ name }) => name === 'Bill');
		expect(made).toHaveLength(count);
		if (count === 1) expect(error).toBeUndefined();
		else expect(error?.description).toContain('may have been done');
		expect(lossy.calls.filter((call) => call === 'POST /v2/workflows')).toHaveLength(1);
	});

	it('switches one off and on again, and nothing else', async () => {
		const before = structuredClone(stored('order-shipped'));
		const off = await novu.run(of('update', { ...ORDER, updateFields: { active: false } }));
		expect(off.error).toBeUndefined();
		expect(off.items('Novu')[0].json).toMatchObject({ active: false, status: 'INACTIVE' });
		await novu.run(of('update', { ...ORDER, updateFields: { active: true } }));
		expect({ ...stored('order-shipped'), updatedAt: '' }).toEqual({ ...before, updatedAt: '' });
	});

	it('changes name and tags, takes all tags away, and refuses to change nothing', async () => {
		await novu.run(of('update', { ...ORDER, updateFields: { name: 'Größe', tags: 'a; b' } }));
		expect(stored('order-shipped')).toMatchObject({ name: 'Größe', tags: ['a', 'b'] });
		await novu.run(of('update', { ...ORDER, updateFields: { tags: '' } }));
		expect(stored('order-shipped')?.tags).toEqual([]);
		const { error } = await novu.run(of('update', ORDER));
		expect(error?.message).toMatch(/nothing to update/);
	});

	it('deletes one, and says that there is none', async () => {
		const { items } = await novu.run(of('delete', ORDER));
		expect(items('Novu')[0].json).toEqual({ deleted: true, workflowId: 'order-shipped' });
		expect(stored('order-shipped')).toBeUndefined();
		const { error } = await novu.run(of('delete', ORDER));
		expect(error?.message).toContain('Workflow cannot be found (HTTP 404)');
	});

	it('copies one to another environment, and again', async () => {
		const { production } = novu.sandbox.store.organization;
		addWorkflow(production, { name: 'Old', identifier: 'order-shipped', steps: [] });
		const target = byId(production.environment._id);
		const { items, error } = await novu.run(of('sync', { ...ORDER, targetEnvironmentId: target }));
		expect(error).toBeUndefined();
		const copy = production.workflows.first('identifier', 'order-shipped');
		expect(items('Novu')[0].json._id).toBe(copy?._id);
		expect(copy).toMatchObject({ name: 'Order Shipped', tags: ['orders'] });
		expect(copy?.steps.map(({ stepId }) => stepId)).toEqual(
			stored('order-shipped')?.steps.map(({ stepId }) => stepId),
		);
	});

	it('says what to do where the target is refused', async () => {
		const own = byId(novu.sandbox.store.environment._id);
		const { error } = await novu.run(of('sync', { ...ORDER, targetEnvironmentId: own }));
		expect(error?.message).toContain('same environment (HTTP 400)');
	});
});

describe('Workflow as code, Novu 2.0', () => {
	const novu = useNovu({ novu: '2.0' });

	it.each([
		of('upsert', { definition: JSON.stringify(mail()) }),
		of('update', { ...ORDER, updateFields: { active: false } }),
		of('delete', ORDER),
	])('says that this server keeps it for its dashboard: $operation', async (parameters) => {
		const { error } = await novu.run(parameters);
		expect(error?.description).toMatch(/Update it: Novu 3|does not know this call|older/);
	});

	it('hands out no form that nothing takes back', async () => {
		const { error } = await novu.run(of('get', { ...ORDER, output: 'definition' }));
		expect(error?.message).toMatch(/does not take back/);
	});
});
