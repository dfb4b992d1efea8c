import type { IDataObject } from 'n8n-workflow';
import { novuWorkflow, runListSearch, runWorkflow } from '../../sandbox/runner';
import { answering, startOddServer } from './oddServer';
import { byId, calls, useNovu } from './support';

const STEP = { resource: 'workflowStep', workflowId: byId('alert'), stepId: byId('note') };

describe('Workflow Step', () => {
	const novu = useNovu();
	const step = async (controlValues: IDataObject, type = 'in_app') => {
		const definition = {
			workflowId: 'alert',
			name: 'Alert',
			payloadSchema: { type: 'object', properties: { n: { type: 'number' } } },
			steps: [{ stepId: 'note', name: 'Note', type, controlValues }],
		};
		const parameters = { resource: 'workflow', operation: 'upsert', definition };
		const { error } = await novu.run(parameters as IDataObject);
		expect(error).toBeUndefined();
	};
	const preview = async (parameters: IDataObject = {}) =>
		await novu.run({ ...STEP, operation: 'preview', ...parameters });
	const secret = async (key = 'TOKEN') => {
		const variable = { resource: 'environmentVariable', operation: 'set', variableKey: byId(key) };
		const additionalFields = { isSecret: true };
		const { error } = await novu.run({ ...variable, value: 's3cret-value', additionalFields });
		expect(error).toBeUndefined();
	};

	it('gets a step with its templates, simplified or whole', async () => {
		await step({ subject: 'S', body: 'B {{payload.n}}' });
		const { items, error } = await novu.run({ ...STEP, operation: 'get' });
		expect(error).toBeUndefined();
		const [{ json, pairedItem }] = items('Novu');
		expect(pairedItem).toEqual({ item: 0 });
		expect(Object.keys(json).length).toBeLessThanOrEqual(10);
		expect(json).toMatchObject({ stepId: 'note', controlValues: { body: 'B {{payload.n}}' } });
		const whole = await novu.run({ ...STEP, operation: 'get', simplify: false });
		expect(whole.items('Novu')[0].json).toHaveProperty('controls');
	});

	it('renders a step with data of the item', async () => {
		await step({ subject: 'For {{subscriber.firstName}}', body: 'N {{payload.n}}' });
		const { items, error } = await preview({
			payload: '{"n": 42}',
			additionalFields: { subscriber: '{"firstName":"Änn"}' },
		});
		expect(error).toBeUndefined();
		expect(items('Novu')[0].json).toEqual({ type: 'in_app', subject: 'For Änn', body: 'N 42' });
		const whole = await preview({ simplify: false });
		expect(whole.items('Novu')[0].json).toMatchObject({ result: { preview: { body: 'N 42.5' } } });
	});

	it('fails where Novu renders nothing and says nothing', async () => {
		await step({ body: 'B {{nope.x}}' });
		const { error } = await preview();
		expect(error?.message).toMatch(/rendered nothing of the step "note" of the workflow "alert"/);
		const unknown = await preview({ stepId: byId('nope') });
		expect(unknown.error?.message).toMatch(/rendered nothing of the step "nope"/);
	});

	it.each<[what: string, values: IDataObject]>([
		['a text', { body: 'T {{ env.TOKEN }} and {{env.TOKEN}}' }],
		['a button', { body: 'x', primaryAction: { label: '{{env.TOKEN}}' } }],
	])('shows a placeholder for a secret in %s', async (_, values) => {
		await secret();
		await step(values);
		const { items, error, run } = await preview();
		expect(error).toBeUndefined();
		expect(JSON.stringify(items('Novu')[0].json)).toContain('[secret TOKEN]');
		expect(JSON.stringify(run.data.resultData.runData)).not.toContain('s3cret');
		const tried = await preview({ additionalFields: { controlValues: JSON.stringify(values) } });
		expect(JSON.stringify(tried.items('Novu')[0].json)).toContain('[secret TOKEN]');
	});

	it.each([
		'{{ env.TOKEN | upcase }}',
		"{{ env['TOKEN'] }}",
		'{{ env[payload.n] }}',
		'{{ env }}',
		'{% assign all = env %}',
		'{% if env.TOKEN == "a" %}a{% endif %}',
		'{"type":"variable","attrs":{"id":"env.TOKEN"}}',
		'{{ env . TOKEN }}',
		'{{ env.TOKEN',
	])('asks for no preview of %s', async (body) => {
		await secret();
		await step({ body });
		const { error } = await preview();
		expect(error?.message).toMatch(/No preview was asked for: the step "note" reads/);
		expect(calls(novu.sandbox).filter((call) => call.endsWith('/preview'))).toEqual([]);
	});

	it.each(['{{ payload.env }}', 'env.OTHER of the text', '{{ payload.environment }}'])(
		'takes %s for no secret',
		async (body) => {
			await secret();
			await step({ body });
			const { error } = await preview({ payload: '{"env":"e","environment":"f"}' });
			expect(error).toBeUndefined();
		},
	);

	it.each<[what: string, layoutId: string | null | undefined, body: string, isRefused: boolean]>([
		['a layout that shows a secret', 'brand', '<html>{{ env.TOKEN }}</html>', true],
		['the default layout that shows a secret', undefined, '<html>{{ env.TOKEN }}</html>', true],
		['a layout without', 'brand', '<html>{{content}}</html>', false],
		['no layout', null, '<html>{{ env.TOKEN }}</html>', false],
	])('looks into %s', async (_, layoutId, body, isRefused) => {
		const odd = await startOddServer();
		const controlValues = { body: 'x', ...(layoutId !== undefined && { layoutId }) };
		const data: Array<[end: string, data: unknown]> = [
			['/v1/environment-variables', [{ key: 'TOKEN', isSecret: true }]],
			['/steps/note', { stepId: 'note', type: 'email', controlValues }],
			['/preview', { result: { type: 'email', preview: { body: 'x' } } }],
			['/v2/layouts?limit=100&offset=0', { layouts: [{ layoutId: 'brand', isDefault: true }] }],
			['/v2/layouts/brand', { layoutId: 'brand', controls: { values: { email: { body } } } }],
		];
		odd.answer = async (reply) => {
			const url = odd.requests.at(-1)?.url ?? '';
			const found = data.find(([end]) => url.endsWith(end))?.[1];
			return await answering(200, { data: found })(reply);
		};
		const { error } = await runWorkflow({
			workflow: novuWorkflow({ ...STEP, operation: 'preview' }),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: odd.url } },
		});
		await odd.close();
		if (isRefused)
			expect(error?.message).toMatch(/the layout of the email reads the secret "TOKEN"/);
		else expect(error).toBeUndefined();
		expect(odd.requests.some(({ url }) => url.endsWith('/preview'))).toBe(!isRefused);
	});

	it('looks at the step of an environment with secrets before it says that there is none', async () => {
		await secret();
		await step({ body: 'x' });
		const { error } = await preview({ stepId: byId('nope') });
		expect(error?.message).toContain('No step found (HTTP 400)');
	});

	it('lists the steps of the workflow in the editor', async () => {
		await step({ body: 'x' });
		const { results } = await runListSearch({
			method: 'searchWorkflowSteps',
			parameters: { workflowId: 'alert' },
			credentials: novu.credentials,
		});
		expect(results).toEqual([{ name: 'Note (note)', value: 'note' }]);
	});
});
