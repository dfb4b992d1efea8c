const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { describe, it } = require('node:test');
const axios = require('axios').default;
const { outputItems } = require('../../scripts/n8n/client');
const {
	APPEND_TOKEN,
	NOVU,
	TRIGGER,
	connect,
	manualWorkflow,
	novuNode,
	sandboxApi,
	useSandbox,
	webhookWorkflow,
} = require('./support');

const CONTACTS = [
	{ contact: 'crm-1001', token: 'ada-phone' },
	{ contact: 'crm-1002', token: 'grace-phone' },
	{ contact: 'crm-1001', token: 'ada-tablet' },
];

const STRANGER = { contact: 'nobody', token: 'lost' };

describe('Update Credentials', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/** Asks the sandbox itself, past the node. @param {string} subscriberId */
	const subscriber = async (subscriberId) => {
		const { data } = await sandboxApi(novu.sandbox).get(`/v1/subscribers/${subscriberId}`);
		return data.data;
	};

	/**
	 * @param {import('n8n-workflow').IDataObject[]} items
	 * @param {Partial<import('n8n-workflow').INode>} [settings]
	 */
	const runManually = async (items, settings) => {
		novu.sandbox.reset();
		const novuStep = novuNode(APPEND_TOKEN, novu.credentials, settings);
		const workflow = await n8n.createWorkflow(manualWorkflow(items, novuStep));
		return await n8n.run(workflow, TRIGGER);
	};

	it('hands out the subscribers as Novu holds them, paired with their items', async () => {
		const execution = await runManually(CONTACTS);
		assert.equal(execution.status, 'success');
		const items = outputItems(execution, NOVU);
		assert.deepEqual(
			items.map(({ pairedItem }) => pairedItem),
			[{ item: 0 }, { item: 1 }, { item: 2 }],
		);
		assert.deepEqual(items[1].json, await subscriber('crm-1002'));
		assert.deepEqual(items[2].json, await subscriber('crm-1001'));
	});

	it('loses no token of a subscriber that comes several times', async () => {
		await runManually(CONTACTS);
		const { channels } = await subscriber('crm-1001');
		assert.deepEqual(
			channels.map((/** @type {any} */ entry) => entry.credentials.deviceTokens),
			[['ada-phone', 'ada-tablet']],
		);
	});

	it("leaves the API key out of the execution's data", async () => {
		const execution = await runManually([...CONTACTS, STRANGER]);
		assert.ok(!JSON.stringify(execution).includes(novu.sandbox.apiKey));
	});

	it("fails the workflow with Novu's sentence and what to do", async () => {
		const execution = await runManually([CONTACTS[0], STRANGER]);
		assert.equal(execution.status, 'error');
		const { error } = execution.data.resultData;
		assert.match(error?.message ?? '', /nobody/);
		assert.match(error?.description ?? '', /Create Subscriber [Ii]f Missing/);
	});

	it('sends failed items to the error output, and the others on', async () => {
		const items = [CONTACTS[0], STRANGER, CONTACTS[1]];
		const execution = await runManually(items, { onError: 'continueErrorOutput' });
		assert.equal(execution.status, 'success');
		const ids = outputItems(execution, NOVU, 0).map(({ json }) => json.subscriberId);
		assert.deepEqual(ids, ['crm-1001', 'crm-1002']);
		const [failed, ...more] = outputItems(execution, NOVU, 1);
		assert.deepEqual(more, []);
		assert.match(String(failed.json.error), /nobody/);
		assert.equal(failed.json.token, STRANGER.token);
		assert.deepEqual(failed.pairedItem, { item: 1 });
	});

	it('works in production too, started by a webhook', async () => {
		novu.sandbox.reset();
		const path = randomUUID();
		const novuStep = novuNode(APPEND_TOKEN, novu.credentials);
		const workflow = await n8n.createWorkflow(webhookWorkflow(path, novuStep));
		await n8n.activate(workflow);
		const { data } = await axios.post(`${n8n.url}/webhook/${path}`, { items: CONTACTS });
		assert.deepEqual(data[2], await subscriber('crm-1001'));
		const [{ id, mode, status }] = await n8n.executions(workflow.id);
		assert.deepEqual({ mode, status }, { mode: 'webhook', status: 'success' });
		assert.equal(outputItems(await n8n.finishedExecution(id), NOVU).length, CONTACTS.length);
	});
});
