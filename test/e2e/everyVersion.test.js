// The short form, which runs in every n8n that the package is tested in (`-- --n8n 2.0.3`).
const assert = require('node:assert/strict');
const { describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const { NODE_TYPE } = require('../../scripts/n8n/examples');
const { poll } = require('../../scripts/n8n/poll');
const { entry, startFeed } = require('../trigger/feedServer');
const { failedPush, post, signed } = require('../trigger/sender');
const {
	APPEND_TOKEN,
	NOVU,
	TRIGGER,
	connect,
	credentialData,
	manualWorkflow,
	novuNode,
	useSandbox,
} = require('./support');
const {
	EVENTS,
	ON_FAILED_MESSAGE,
	POLLING_TYPE,
	TYPE,
	endedExecutions,
	grown,
	publishPolling,
	publishTrigger,
	reported,
	savedCredential,
	unpublish,
} = require('./triggerSupport');
const { asking, byId, published, visit, waiting } = require('./waitSupport');

const CONTACTS = [
	{ contact: 'crm-1001', token: 'ada-phone' },
	{ contact: 'nobody', token: 'lost' },
	{ contact: 'crm-1001', token: 'ada-tablet' },
];

const PARAMETERS = { ...APPEND_TOKEN, options: { retries: 0 } };

describe('the package in this n8n', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/**
	 * @param {import('n8n-workflow').INodeParameters} [changes] of the parameters
	 * @param {import('./support').NodeCredentials} [credentials]
	 */
	const runAndContinue = async (changes = {}, credentials = novu.credentials) => {
		novu.sandbox.reset();
		const parameters = { ...PARAMETERS, ...changes };
		const novuStep = novuNode(parameters, credentials, { onError: 'continueErrorOutput' });
		const workflow = await n8n.createWorkflow(manualWorkflow(CONTACTS, novuStep));
		const execution = await n8n.run(workflow, TRIGGER);
		assert.equal(execution.status, 'success');
		return { done: outputItems(execution, NOVU, 0), failed: outputItems(execution, NOVU, 1) };
	};

	/**
	 * @param {import('n8n-workflow').INodeExecutionData} item
	 * @param {number} index of the input item that it comes from
	 */
	const assertFailed = ({ json, pairedItem }, index) => {
		const { error, message, ...input } = json;
		assert.deepEqual(input, CONTACTS[index]);
		assert.ok(typeof error === 'string' && error !== '', `error is ${JSON.stringify(error)}`);
		assert.ok(typeof message === 'string' && message !== '', `message is ${String(message)}`);
		assert.deepEqual(pairedItem, { item: index });
	};

	it('loads the nodes, and the one that agents use', async () => {
		for (const type of [NODE_TYPE, `${NODE_TYPE}Tool`, TYPE, POLLING_TYPE]) {
			assert.ok(await n8n.nodeType(type), `n8n has no ${type}`);
		}
	});

	it('tests the credential', async () => {
		const { credentials, sandbox } = novu;
		const test = (/** @type {{ url: string, apiKey: string }} */ server) =>
			n8n.testCredential(credentials.novuApi, 'novuApi', credentialData(server));
		assert.match((await test(sandbox)).message, /Development/);
		const { status, message } = await test({ url: sandbox.url, apiKey: 'no-such-key-0123456789' });
		assert.equal(status, 'Error');
		assert.match(message, /does not know this API key/);
	});

	it('keeps all tokens, and sends the failed item to the error output', async () => {
		const { done, failed } = await runAndContinue();
		assert.deepEqual(
			done.map(({ json, pairedItem }) => [json.subscriberId, pairedItem]),
			[
				['crm-1001', { item: 0 }],
				['crm-1001', { item: 2 }],
			],
		);
		const channels = novu.sandbox.store.subscriber('crm-1001')?.channels ?? [];
		assert.deepEqual(
			channels.map((entry) => entry.credentials?.deviceTokens),
			[['ada-phone', 'ada-tablet']],
		);
		assert.equal(failed.length, 1);
		assertFailed(failed[0], 1);
		assert.match(String(failed[0].json.error), /nobody/);
	});

	it('sends every item to the error output where the credential cannot be used', async () => {
		const unusable = credentialData({ url: 'novu.example.com', apiKey: 'some-key-0123456789' });
		const { done, failed } = await runAndContinue(
			{},
			await savedCredential(n8n, 'novuApi', unusable),
		);
		assert.deepEqual(done, []);
		assert.equal(failed.length, CONTACTS.length);
		failed.forEach(assertFailed);
	});

	it('sends an item whose expression fails to the error output', async () => {
		const deviceTokens = '={{ $json.contact === "nobody" ? $json.none.of.these : $json.token }}';
		const { done, failed } = await runAndContinue({ deviceTokens });
		assert.equal(done.length, 2);
		assert.equal(failed.length, 1);
		assertFailed(failed[0], 1);
	});

	it('starts a workflow once for an event of Novu that comes several times', async () => {
		const { workflow, url } = await publishTrigger(n8n, ON_FAILED_MESSAGE, EVENTS);
		const request = signed(failedPush('token-1'));
		const answers = await Promise.all([request, request, request].map((sent) => post(url, sent)));
		answers.push(await post(url, request));
		assert.deepEqual(
			answers.map(({ status }) => status),
			[200, 200, 200, 200],
		);
		const forged = { ...request, body: signed(failedPush('forged')).body };
		assert.equal((await post(url, forged)).status, 401);
		const started = await endedExecutions(n8n, workflow);
		assert.deepEqual(
			started.map(({ status, items }) => [status, items.length]),
			[['success', 1]],
		);
	});

	it('lists subscribers, workflows and integrations to pick from', async () => {
		const list = async (/** @type {string} */ method, parameters = {}, filter = '') => {
			const question = { type: NODE_TYPE, method, credentials: novu.credentials };
			const { results } = await n8n.listSearch({ ...question, parameters, filter });
			return results.map(({ value }) => value);
		};
		const found = await list('searchSubscribers', {}, 'grace.hopper@example.com');
		assert.deepEqual(found, ['crm-1002']);
		assert.ok((await list('searchWorkflows')).includes('order-shipped'));
		const integrations = await list('searchIntegrations', { providerId: 'fcm' });
		assert.deepEqual(integrations.sort(), ['fcm-android', 'fcm-ios']);
		const { fields } = await n8n.mapperFields({
			type: NODE_TYPE,
			method: 'getPayloadFields',
			credentials: novu.credentials,
			parameters: { workflowId: byId('order-shipped') },
		});
		assert.ok(fields.some(({ id }) => id === 'orderId'));
	});

	it('polls the activity feed, and reports each entry once', async () => {
		const feed = await startFeed();
		const data = credentialData({ url: feed.url, apiKey: 'example-key' });
		const workflow = await publishPolling(
			n8n,
			'created',
			await savedCredential(n8n, 'novuApi', data),
		);
		try {
			const polls = () => feed.requests.length;
			await grown(polls, 1);
			const added = [entry(60_000, 'pending'), entry(61_000, 'pending')];
			feed.entries.push(...added);
			const ids = await reported(n8n, workflow, added.length, 'id');
			assert.deepEqual(
				ids,
				added.map(({ _id }) => _id),
			);
			await grown(polls, 1);
			assert.equal((await reported(n8n, workflow, added.length, 'id')).length, added.length);
		} finally {
			await unpublish(n8n, workflow);
			await feed.close();
		}
	});

	for (const [button, approved] of /** @type {const} */ ([
		['approve', true],
		['decline', false],
	])) {
		it(`sends a question, waits, and goes on with the answer: ${button}`, async () => {
			novu.sandbox.reset();
			const { workflow, start } = await published(n8n, [asking(novu.credentials)]);
			await start({ order: '4711' });
			const { id, payload } = await waiting(n8n, workflow, novu.sandbox);
			const address = payload[`${button}Url`];
			assert.match((await visit(n8n, address)).text, /May order 4711 be refunded\?/);
			const thanks = await visit(n8n, address, { approved: String(approved) });
			assert.match(thanks.text, /Your answer has been recorded/);
			// n8n 1.x tells that it has ended a moment before it has what the node gave.
			const { json } = await poll(
				async () => outputItems(await n8n.finishedExecution(id), NOVU)[0],
				{
					everyMs: 100,
					withinMs: 30_000,
					late: () => `Execution ${id} has no answer`,
				},
			);
			assert.equal(/** @type {any} */ (json.data).approved, approved);
		});
	}
});
