import { sleep, type IDataObject } from 'n8n-workflow';
import { novuWorkflow, runListSearch, runResourceMapping, runWorkflow } from '../../sandbox/runner';
import { addWorkflow } from '../../sandbox/workflows';
import { plausibleAnswer } from '../../sandbox/plausible';
import { startHoldingServer } from './holdingServer';
import { answering, startOddServer } from './oddServer';
import { byId, calls, useNovu, type TestNovu } from './support';

const json = { payloadMode: 'json', payload: '={{ $json.payload }}' };
const trigger: IDataObject = {
	resource: 'event',
	operation: 'trigger',
	workflowId: byId('order-shipped'),
	to: 'subscriber',
	subscriberId: byId('={{ $json.id }}'),
	...json,
};
const anyone = { id: 'crm-1001', payload: { orderId: '4711' } };
const continueOnFail = { onError: 'continueRegularOutput' } as const;

/** Whom the sandbox has notified, in the order of it. */
function recipientsOf({ sandbox: { store } }: TestNovu) {
	return store.notifications.all.map(
		({ _subscriberId }) => store.subscribers.get(_subscriberId)?.subscriberId,
	);
}

function subscribers(count: number): string[] {
	return Array.from({ length: count }, (_, i) => `s${i}`);
}

describe('Trigger', () => {
	const novu = useNovu();
	const sentBodies = () => novu.sandbox.requests.map(({ body }) => body as IDataObject);
	const recipients = () => recipientsOf(novu);

	it('notifies a subscriber and hands out what Novu answered, paired', async () => {
		const { items, error } = await novu.run(trigger, [anyone, { ...anyone, id: 'crm-1002' }]);
		expect(error).toBeUndefined();
		expect(items('Novu')).toEqual(
			[0, 1].map((item) => ({
				json: {
					acknowledged: true,
					status: 'processed',
					transactionId: expect.any(String) as string,
				},
				pairedItem: { item },
			})),
		);
		expect(recipients().sort()).toEqual(['crm-1001', 'crm-1002']);
		expect(sentBodies()[0]).toEqual({
			name: 'order-shipped',
			payload: { orderId: '4711' },
			to: 'crm-1001',
		});
	});

	it('keeps the order of the items for one subscriber: none is sent before the answer to the one before', async () => {
		const server = await startHoldingServer(plausibleAnswer);
		const items = Array.from({ length: 5 }, (_, orderId) => ({ ...anyone, payload: { orderId } }));
		await runWorkflow({
			workflow: novuWorkflow(trigger),
			credentials: { novuApi: { apiKey: 'key', region: 'custom', baseUrl: server.url } },
			items: [...items, { ...anyone, id: 'crm-1002' }],
		});
		const { most, requests } = server.seen('key');
		await server.close();
		const toFirst = requests
			.map(({ body }) => body as IDataObject)
			.filter(({ to }) => to === anyone.id);
		expect(toFirst.map(({ payload }) => payload)).toEqual(items.map(({ payload }) => payload));
		// That of the other subscriber goes beside the first.
		expect(most).toBe(2);
	});

	it('notifies several subscribers, as text or list', async () => {
		const several = { ...trigger, to: 'subscribers', subscriberIds: '={{ $json.ids }}' };
		await novu.run(several, [
			{ ...anyone, ids: 'crm-1001, crm-1002\ncrm-1001' },
			{ ...anyone, ids: [4711, 'crm-1003'] },
		]);
		expect(sentBodies().map(({ to }) => to)).toEqual([
			['crm-1001', 'crm-1002'],
			['4711', 'crm-1003'],
		]);
	});

	it('notifies a topic, some of its subscribers left out', async () => {
		await novu.run({
			...trigger,
			payload: '{}',
			to: 'topic',
			topicKey: byId('beta-testers'),
			excludedSubscriberIds: 'crm-1002',
		});
		expect(recipients()).toEqual(['crm-1001', 'crm-1003']);
	});

	it('notifies a mix of subscribers and topics', async () => {
		await novu.run({ ...trigger, payload: '{}', to: 'mix', recipients: '={{ $json.all }}' }, [
			{
				all: [
					'crm-1009',
					{ subscriberId: 4711, email: 'new@example.com' },
					{ topicKey: 'beta-testers', exclude: 'crm-1001' },
				],
			},
		]);
		expect(sentBodies()[0].to).toEqual([
			'crm-1009',
			{ subscriberId: '4711', email: 'new@example.com' },
			{ type: 'Topic', topicKey: 'beta-testers', exclude: ['crm-1001'] },
		]);
		expect(recipients().sort()).toEqual(['4711', 'crm-1002', 'crm-1003', 'crm-1009']);
	});

	it.each<[string, IDataObject, RegExp]>([
		['nobody', { to: 'subscribers', subscriberIds: ' , ' }, /'Subscriber IDs' names nobody/],
		['an empty mix', { to: 'mix', recipients: '[]' }, /names nobody/],
		['an empty ID', { subscriberId: byId('={{ "" }}') }, /'Subscriber' is empty/],
		[
			'101 recipients',
			{ to: 'subscribers', subscriberIds: subscribers(101).join(',') },
			/names 101 recipients, Novu takes at most 100/,
		],
		[
			'101 who are left out',
			{
				to: 'topic',
				topicKey: byId('customers'),
				excludedSubscriberIds: subscribers(101).join(),
			},
			/101 subscribers are to be left out/,
		],
		[
			'101 who are left out of a topic in a mix',
			{
				to: 'mix',
				recipients: JSON.stringify([{ topicKey: 'customers', exclude: subscribers(101) }]),
			},
			/101 subscribers are to be left out/,
		],
		['no ID', { to: 'mix', recipients: '[{"email":"a@example.com"}]' }, /neither "subscriberId"/],
		[
			'a bad address',
			{ to: 'mix', recipients: '[{"subscriberId":"a","email":"zz"}]' },
			/no email address/,
		],
		['a true', { to: 'mix', recipients: '[true]' }, /a value of type boolean/],
		[
			'six contexts',
			{ additionalFields: { context: '{"a":"","b":"","c":"","d":"","e":"","f":""}' } },
			/6 contexts/,
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		const { error } = await novu.run({ ...trigger, ...parameters }, [anyone]);
		expect(error?.message).toMatch(message);
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it.each(['', 0, false, null, {}])(
		'refuses a webhookUrl in the payload whatever it is: %j',
		async (webhookUrl) => {
			const { error } = await novu.run(trigger, [{ ...anyone, payload: { webhookUrl } }]);
			expect(error?.message).toContain('has a field named webhookUrl');
			expect(calls(novu.sandbox)).toEqual([]);
		},
	);

	it('refuses a webhookUrl in the payload unless it is allowed', async () => {
		const redirected = [{ ...anyone, payload: { webhookUrl: 'https://example.com' } }];
		const { error } = await novu.run(trigger, redirected);
		expect(error?.message).toContain('sends every chat message of the event to it');
		expect(error?.description).toContain("'Allow webhookUrl in Payload'");
		expect(calls(novu.sandbox)).toEqual([]);
		await novu.run({ ...trigger, options: { allowWebhookUrl: true } }, redirected);
		expect(sentBodies()[0].payload).toEqual({ webhookUrl: 'https://example.com' });
	});

	it('sends the fields of the mapper in the types of the payload schema', async () => {
		const schema = ['orderId', 'items', 'express', 'note', 'tags'].map((id, i) => ({
			id,
			displayName: id,
			required: id === 'orderId',
			defaultMatch: false,
			display: true,
			type: ['string', 'number', 'boolean', 'string', 'array'][i],
		}));
		const mapped = {
			...trigger,
			payloadMode: 'fields',
			payloadFields: {
				mappingMode: 'defineBelow',
				value: {
					orderId: '={{ $json.order }}',
					items: '={{ $json.items }}',
					express: false,
					note: null,
					tags: '["a"]',
				},
				matchingColumns: [],
				schema,
			},
		};
		const { error } = await novu.run(mapped, [{ id: 'crm-1001', order: '4711', items: '0' }]);
		expect(error).toBeUndefined();
		expect(sentBodies()[0].payload).toEqual({
			orderId: '4711',
			items: 0,
			express: false,
			tags: ['a'],
		});
		const wrong = await novu.run(mapped, [{ id: 'crm-1001', order: '4711', items: 'many' }]);
		expect(wrong.error?.message).toBe("Payload Fields: Invalid input for 'items' [item 0]");
		expect(wrong.error?.description).toContain('expects a number');
	});

	it('sends what stands in Additional Fields, texts and objects', async () => {
		await novu.run(
			{
				...trigger,
				additionalFields: {
					actor: '{ "subscriberId": "crm-1002" }',
					withoutAgent: true,
					context: '{"tenant":"acme","app":{"id":"jira","data":{"tier":0}}}',
					overrides: '{"severity":"high"}',
					tenant: '={{ {"identifier":"acme"} }}',
					transactionId: 'order-4711',
				},
			},
			[anyone],
		);
		expect(sentBodies()[0]).toEqual({
			name: 'order-shipped',
			payload: { orderId: '4711' },
			to: 'crm-1001',
			actor: { subscriberId: 'crm-1002' },
			agentId: null,
			context: { tenant: 'acme', app: { id: 'jira', data: { tier: 0 } } },
			overrides: { severity: 'high' },
			tenant: { identifier: 'acme' },
			transactionId: 'order-4711',
		});
	});

	it('says beside the answer, and in a hint, that nothing was sent', async () => {
		const off = { ...trigger, workflowId: byId('weekly-digest') };
		const { items, hints, error } = await novu.run(off, [anyone, anyone]);
		expect(error).toBeUndefined();
		const hint =
			"Nothing was sent: the workflow is switched off. Switch the workflow on in Novu's dashboard.";
		expect(items('Novu').map((item) => item.json)).toEqual(
			[0, 1].map(() => ({
				acknowledged: true,
				status: 'trigger_not_active',
				transactionId: expect.any(String) as string,
				hint,
			})),
		);
		expect(hints('Novu')).toEqual([`2 items: ${hint}`]);
	});

	it.each<[string, IDataObject]>([
		['no_workflow_steps_defined', { name: 'Empty', steps: [] }],
		[
			'no_workflow_active_steps_defined',
			{ name: 'Empty', steps: [{ type: 'in_app', active: false }] },
		],
	])('knows the status %s', async (status, plan) => {
		addWorkflow(novu.sandbox.store, plan as never);
		const { items } = await novu.run({ ...trigger, workflowId: byId('empty') }, [anyone]);
		expect(items('Novu')[0].json).toMatchObject({
			status,
			hint: expect.stringMatching(/^Nothing was sent: .* step/) as string,
		});
	});

	it('fails where nothing was sent, if asked to', async () => {
		const { error } = await novu.run(
			{
				...trigger,
				additionalFields: { tenant: 'nobody' },
				options: { whenNothingWasSent: 'error' },
			},
			[anyone],
		);
		expect(error?.message).toMatch(/^Nothing was sent: Novu does not know the tenant.*\[item 0\]$/);
		expect(error?.description).toContain("'Tenant'");
	});

	it('says which workflow is missing, and where its identifier is', async () => {
		const { error } = await novu.run({ ...trigger, workflowId: byId('shipped') }, [anyone]);
		expect(error?.message).toBe(
			'Novu has no workflow "shipped" in this environment (workflow_not_found) [item 0]',
		);
	});

	it('names the fields of the payload that Novu does not take', async () => {
		addWorkflow(novu.sandbox.store, {
			name: 'Strict',
			steps: [{ type: 'in_app', content: '{{amount}}' }],
			payloadSchema: { type: 'object', properties: { amount: { type: 'number' } } },
			validatePayload: true,
		});
		const { error } = await novu.run(
			{ ...trigger, workflowId: byId('strict'), payload: '{"amount":"much"}' },
			[anyone],
		);
		expect(error?.message).toContain('amount: must be number');
		expect(error?.description).toContain('payload schema');
		expect(error).toMatchObject({ httpCode: '400' });
	});

	it('puts operation and target in front of an idempotency key', async () => {
		const keyed = { ...trigger, options: { idempotencyKey: '={{ $json.key }}' } };
		await novu.run(keyed, [
			{ ...anyone, key: 'a' },
			{ ...anyone, key: 'a' },
			{ ...anyone, id: 'crm-1002', key: 'a' },
		]);
		const keys = novu.sandbox.requests.map(({ headers }) => String(headers['idempotency-key']));
		expect(keys[0]).toMatch(/^n8n:trigger:[0-9a-f]{64}$/);
		expect(new Set(keys).size).toBe(2);
	});
});

describe('An idempotency key that Novu honours', () => {
	const novu = useNovu({ idempotency: true });
	const keyed = (key: string): IDataObject => ({
		...trigger,
		workflowId: byId('made-later'),
		options: { idempotencyKey: key },
	});
	const make = () =>
		addWorkflow(novu.sandbox.store, {
			name: 'Made later',
			steps: [{ type: 'in_app', content: 'Hello' }],
		});

	it('of a call that failed is told to be used up: Novu repeats the failure, and nothing is tried again', async () => {
		const first = await novu.run(keyed('order-1'), [anyone]);
		expect(first.error).toMatchObject({ httpCode: '422' });
		make();
		novu.sandbox.requests.length = 0;
		const again = await novu.run(keyed('order-1'), [anyone]);
		expect(calls(novu.sandbox)).toEqual(['POST /v1/events/trigger']);
		expect(again.error?.message).toBe(
			'Novu repeats the failure of an earlier call with the same idempotency key: Service Unavailable (HTTP 503) [item 0]',
		);
		expect(again.error?.description).toMatch(/^Nothing was done now.* another 'Idempotency Key'/);
		expect(again.error?.description).not.toMatch(/may have been done|same idempotency key/);
		const other = await novu.run(keyed('order-2'), [anyone]);
		expect(other.error).toBeUndefined();
		expect(recipientsOf(novu)).toEqual(['crm-1001']);
	});

	it('of a call that succeeded has Novu repeat its answer, which is a success', async () => {
		make();
		const first = await novu.run(keyed('order-1'), [anyone]);
		const again = await novu.run(keyed('order-1'), [anyone]);
		expect(again.error).toBeUndefined();
		expect(again.items('Novu')).toEqual(first.items('Novu'));
		expect(recipientsOf(novu)).toEqual(['crm-1001']);
	});
});

describe('Trigger in Bulk', () => {
	const novu = useNovu();
	const bulk = { ...trigger, operation: 'triggerBulk' };
	const many = (count: number) =>
		Array.from({ length: count }, (_, i) => ({ id: `s${i}`, payload: { orderId: `${i}` } }));

	it('sends 100 items with a request, and each item gets its own answer', async () => {
		const { items, hints, error } = await novu.run(
			{ ...bulk, additionalFields: { transactionId: '={{ $json.id }}' } },
			many(1050),
		);
		expect(error).toBeUndefined();
		expect(calls(novu.sandbox)).toEqual(new Array(11).fill('POST /v1/events/trigger/bulk'));
		expect(items('Novu').map(({ json: { transactionId } }) => transactionId)).toEqual(
			many(1050).map(({ id }) => id),
		);
		expect(items('Novu').map(({ pairedItem }) => pairedItem)).toEqual(
			many(1050).map((_, item) => ({ item })),
		);
		expect(hints('Novu')).toEqual(['1050 items shared 11 requests.']);
		expect(novu.sandbox.store.notifications.size).toBe(1050);
	});

	it('fails those alone that Novu refuses in its list', async () => {
		const { items } = await novu.run(
			{ ...bulk, workflowId: byId('={{ $json.workflow }}') },
			['order-shipped', 'unknown', 'weekly-digest', 'order-shipped'].map((workflow) => ({
				...anyone,
				workflow,
			})),
			continueOnFail,
		);
		const outputs = items('Novu').map((item) => item.json);
		expect(outputs[0]).toMatchObject({ status: 'processed' });
		expect(outputs[1].error).toBe(
			'Novu has no workflow "unknown" in this environment (workflow_not_found) [item 1]',
		);
		expect(outputs[2]).toMatchObject({ status: 'trigger_not_active' });
		expect(outputs[3]).toMatchObject({ status: 'processed' });
		expect(calls(novu.sandbox)).toHaveLength(1);
	});

	it('splits by size, so that no request is larger than Novu takes', async () => {
		const text = 'x'.repeat(3 * 1024 * 1024);
		const { error } = await novu.run(
			bulk,
			many(5).map((item) => ({ ...item, payload: { text } })),
		);
		expect(error).toBeUndefined();
		expect(
			novu.sandbox.requests.map(({ body }) => (body as { events: unknown[] }).events.length),
		).toEqual([2, 2, 1]);
	});

	it('is not sent again where Novu may have taken a part of it', async () => {
		novu.sandbox.configure({ faults: { unavailable: 1, seed: 1 } });
		const { items } = await novu.run(bulk, many(3), continueOnFail);
		expect(calls(novu.sandbox)).toHaveLength(1);
		expect(items('Novu').every((item) => String(item.json.error).includes('HTTP 503'))).toBe(true);
		novu.sandbox.configure({ faults: {} });
	});

	it('is not sent again in halves after an error inside Novu, which may have taken some', async () => {
		const odd = await startOddServer();
		odd.answer = answering(500, { statusCode: 500, message: 'Internal server error' });
		const { items } = await runWorkflow({
			workflow: novuWorkflow(bulk, continueOnFail),
			credentials: { novuApi: { ...novu.credentials.novuApi, baseUrl: odd.url } },
			items: many(4),
		});
		await odd.close();
		expect(odd.requests).toHaveLength(1);
		expect(items('Novu').map(({ json }) => String(json.error))).toEqual(
			[0, 1, 2, 3].map((item) => `Internal server error (HTTP 500) [item ${item}]`),
		);
	});

	it('makes one idempotency key of the keys of its items', async () => {
		const keyed = { ...bulk, options: { idempotencyKey: '={{ $json.id }}' } };
		await novu.run(keyed, many(3));
		await novu.run(keyed, many(3));
		await novu.run(keyed, many(2));
		const keys = novu.sandbox.requests.map(({ headers }) => headers['idempotency-key']);
		expect(keys[0]).toMatch(/^n8n:triggerBulk:[0-9a-f]{64}$/);
		expect(keys[1]).toBe(keys[0]);
		expect(keys[2]).not.toBe(keys[0]);
	});
});

describe('Broadcast', () => {
	const novu = useNovu();
	const broadcast = {
		resource: 'event',
		operation: 'broadcast',
		workflowId: byId('welcome'),
		payloadMode: 'json',
		payload: '{}',
	};

	it('sends nothing unless it is confirmed', async () => {
		const { error } = await novu.run(broadcast);
		expect(error?.message).toBe("'Send to All Subscribers' is not switched on [item 0]");
		expect(calls(novu.sandbox)).toEqual([]);
	});

	it('notifies all subscribers', async () => {
		const { items } = await novu.run({ ...broadcast, sendToAll: true });
		expect(items('Novu')[0].json).toMatchObject({ status: 'processed' });
		const { notifications, subscribers: all } = novu.sandbox.store;
		expect(notifications.size).toBe(all.size);
	});
});

describe('Cancel', () => {
	const novu = useNovu();
	const cancel = {
		resource: 'event',
		operation: 'cancel',
		transactionId: '={{ $json.transactionId }}',
	};

	it('says whether something was still waiting', async () => {
		addWorkflow(novu.sandbox.store, {
			name: 'Later',
			steps: [{ type: 'delay' }, { type: 'in_app', content: 'x' }],
		});
		await novu.run(
			{
				...trigger,
				workflowId: byId('later'),
				additionalFields: { transactionId: 'größe/1' },
			},
			[anyone],
		);
		const hint = expect.stringContaining('wait a few seconds') as string;
		const early = await novu.run(cancel, [{ transactionId: 'größe/1' }]);
		expect(early.items('Novu')[0].json).toMatchObject({ cancelled: false, hint });
		await sleep(300);
		const { items } = await novu.run(cancel, [
			{ transactionId: 'größe/1' },
			{ transactionId: 'unknown' },
		]);
		expect(items('Novu').map((item) => item.json)).toEqual([
			{ cancelled: true, transactionId: 'größe/1' },
			{ cancelled: false, transactionId: 'unknown', hint },
		]);
	});
});

describe.each(['3.19', '2.0'] as const)('the lists of an event, Novu %s', (version) => {
	const novu = useNovu({ novu: version });
	const search = async (method: string, filter?: string, paginationToken?: string) =>
		await runListSearch({ method, filter, paginationToken, credentials: novu.credentials });

	it('search workflows by name and identifier, and say which are switched off', async () => {
		const { results } = await search('searchWorkflows');
		expect(results).toEqual(
			expect.arrayContaining([
				{ name: 'Order Shipped (order-shipped)', value: 'order-shipped' },
				{ name: 'Weekly Digest (weekly-digest) – inactive', value: 'weekly-digest' },
			]),
		);
		expect((await search('searchWorkflows', 'SHIPPED')).results).toHaveLength(1);
		expect((await search('searchWorkflows', 'nothing')).results).toEqual([]);
	});

	it('search topics by name and by key, each once', async () => {
		expect((await search('searchTopics', 'test')).results).toEqual([
			{ name: 'Beta Testers (beta-testers)', value: 'beta-testers' },
		]);
		expect((await search('searchTopics', 'beta-t')).results).toHaveLength(1);
		expect((await search('searchTopics')).results).toHaveLength(2);
	});

	it('hand out many workflows page by page, each once', async () => {
		for (let i = 0; i < 120; i++) {
			addWorkflow(novu.sandbox.store, { name: `Many ${i}`, steps: [] });
		}
		const found: unknown[] = [];
		let token: string | undefined;
		do {
			const page = await search('searchWorkflows', 'many', token);
			found.push(...page.results.map(({ value }) => value));
			token = page.paginationToken as string | undefined;
		} while (token);
		expect(found).toHaveLength(120);
		expect(new Set(found).size).toBe(120);
	});
});

describe('the fields of the payload', () => {
	const novu = useNovu();
	const fieldsFor = async (workflowId: IDataObject, more: IDataObject = {}) =>
		await runResourceMapping({
			method: 'getPayloadFields',
			parameters: { ...trigger, workflowId, ...more },
			credentials: novu.credentials,
		});

	it("are those of the workflow's payload schema", async () => {
		const { fields } = await fieldsFor(byId('order-shipped'));
		expect(fields.map(({ id, type, required }) => [id, type, required])).toEqual([
			['orderId', 'string', true],
			['items', 'number', false],
			['express', 'boolean', false],
		]);
	});

	it('are without those that a question fills itself', async () => {
		const properties = { message: { type: 'string' }, approveUrl: {}, amount: { type: 'number' } };
		const payloadSchema = { type: 'object', required: ['message'], properties };
		addWorkflow(novu.sandbox.store, { name: 'Approval', steps: [], payloadSchema });
		const asking = { operation: 'sendAndWait' };
		const { fields } = await fieldsFor(byId('approval'), asking);
		expect(fields.map(({ id }) => id)).toEqual(['amount']);
		expect((await fieldsFor(byId('approval'))).fields).toHaveLength(3);
	});

	it('take lists, objects and choices', async () => {
		addWorkflow(novu.sandbox.store, {
			name: 'Rich',
			steps: [],
			payloadSchema: {
				type: 'object',
				properties: {
					tags: { type: 'array', title: 'Tags' },
					address: { type: ['null', 'object'] },
					size: { enum: ['s', 'l'], default: 's' },
					other: {},
				},
			},
		});
		const { fields } = await fieldsFor(byId('rich'));
		expect(fields).toMatchObject([
			{ id: 'tags', type: 'array', displayName: 'Tags (tags)' },
			{ id: 'address', type: 'object' },
			{ id: 'size', type: 'options', defaultValue: 's' },
			{ id: 'other', type: 'string' },
		]);
		expect(fields[2].options).toEqual([
			{ name: 's', value: 's' },
			{ name: 'l', value: 'l' },
		]);
	});

	it('are told to be missing where there is no schema or no workflow', async () => {
		const without = await fieldsFor(byId('incident'));
		expect(without).toMatchObject({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('no payload schema') as string,
		});
		expect((await fieldsFor(byId(''))).emptyFieldsNotice).toContain('Choose the workflow');
	});

	it('give way to the reason where they cannot be loaded, and stay where there were some', async () => {
		const { fields, emptyFieldsNotice } = await fieldsFor(byId('unknown'));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(
			/^The fields cannot be loaded: Workflow cannot be found\. Check that it exists/,
		);
		const known = { payloadFields: { value: {}, schema: [{ id: 'orderId' }] } };
		await expect(fieldsFor(byId('unknown'), known)).rejects.toThrow('Workflow cannot be found');
	});

	it('come from the variables of the steps on Novu 2.0', async () => {
		novu.sandbox.configure({ novu: '2.0' });
		const { fields } = await fieldsFor(byId('order-shipped'));
		expect(fields.map(({ id, type }) => [id, type])).toEqual([['orderId', 'string']]);
		novu.sandbox.configure({ novu: '3.19' });
	});
});
