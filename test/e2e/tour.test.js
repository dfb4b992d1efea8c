const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { before, describe, it } = require('node:test');
const axios = require('axios').default;
const { outputItems } = require('../../scripts/n8n/client');
const { NODE_TYPE } = require('../../scripts/n8n/examples');
const { connect, useSandbox } = require('./support');
const { prepare, STEPS, WAITING, tourInput, tourWorkflow } = require('./tour');

/**
 * @typedef {import('n8n-workflow').INodePropertyOptions} INodePropertyOptions
 * @typedef {import('../../scripts/n8n/client').Execution} Execution
 */

/** What n8n adds to the operations of every resource; it leads to its HTTP Request node. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

describe('a workflow with every operation', () => {
	const n8n = connect();
	const input = tourInput();
	// Its worker takes up a step that waits at once, so that the next node can cancel it.
	const novu = useSandbox(n8n, { workerMs: 0 });
	/** @type {import('axios').AxiosResponse} */
	let answer;
	/** @type {Execution} */
	let execution;

	/** @param {string} name @returns {any[]} */
	const outputOf = (name) => outputItems(execution, name).map(({ json }) => json);

	before(async () => {
		prepare(novu.sandbox.store);
		const path = randomUUID();
		const workflow = await n8n.createWorkflow(tourWorkflow(path, novu.credentials));
		await n8n.activate(workflow);
		const options = { validateStatus: () => true };
		answer = await axios.post(`${n8n.url}/webhook/${path}`, input, options);
		const [{ id }] = await n8n.executions(workflow.id);
		execution = await n8n.finishedExecution(id);
	});

	it('is the whole of what the node offers', async () => {
		const description = await n8n.nodeType(NODE_TYPE);
		const offered = (description?.properties ?? [])
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions }) =>
				/** @type {INodePropertyOptions[]} */ (options)
					.filter(({ value }) => value !== CUSTOM_API_CALL)
					.map(({ value }) => `${displayOptions?.show?.resource?.[0]}.${value}`),
			);
		assert.ok(offered.length > 0);
		const toured = new Set([...WAITING, ...STEPS.map(({ operation }) => operation)]);
		assert.deepEqual([...toured].sort(), offered.sort());
	});

	it('runs through, started by its webhook', () => {
		const { error } = execution.data.resultData;
		const { lastNodeExecuted } = execution.data.resultData;
		const words = `${lastNodeExecuted}: ${error?.message} ${error?.description}`;
		assert.equal(error, undefined, words);
		assert.deepEqual([execution.mode, execution.status], ['webhook', 'success']);
	});

	for (const { name, operation, check } of STEPS) {
		it(`${name} (${operation})`, () => {
			const items = outputItems(execution, name);
			assert.notEqual(items.length, 0);
			assert.ok(items.every(({ pairedItem }) => pairedItem !== undefined));
			check(outputOf(name), { input, outputOf });
		});
	}

	it('answers the webhook with what its last node handed out', () => {
		assert.equal(answer.status, 200);
		assert.deepEqual(answer.data, outputOf('Delete the contacts'));
	});

	it('hands out no secret of a provider, a workspace or Novu itself', () => {
		const output = JSON.stringify(STEPS.flatMap(({ name }) => outputOf(name)));
		for (const secret of [...Object.values(input.secrets), novu.sandbox.apiKey]) {
			assert.ok(!output.includes(secret));
		}
	});

	it('is refused nothing by Novu but the questions whether something is there', () => {
		const refused = novu.sandbox.requests
			.filter(({ status }) => status >= 400)
			.map(({ method, path, status }) => [status, method, decodeURIComponent(path)]);
		const last = input.contacts[2].id;
		assert.deepEqual(refused, [
			[404, 'GET', `/v1/topics/news-${input.run}/subscribers/${last}`],
			[404, 'GET', `/v2/workflows/order-shipped-${input.run}`],
			[404, 'GET', `/v1/environment-variables/URL_${input.run}`],
			[404, 'GET', `/v2/layouts/layout-${input.run}`],
		]);
	});

	it('shares a request where Novu takes many', () => {
		/** @param {string} end */
		const sentTo = (end) => novu.sandbox.requests.filter(({ path }) => path.endsWith(end)).length;
		assert.deepEqual(
			['/subscribers/bulk', '/trigger/bulk', '/preferences/bulk'].map(sentTo),
			[1, 1, 1],
		);
	});

	it('leaves behind in Novu what it should, and nothing else', () => {
		const { store } = novu.sandbox;
		const { contacts, raced, run } = input;
		for (const { id } of contacts) assert.equal(store.subscriber(id), undefined);
		assert.deepEqual(store.deviceTokens(raced), ['raced-phone', 'raced-tablet']);
		assert.equal(store.topics.first('key', `news-${run}`), undefined);
		assert.equal(store.contexts.first('key', `tenant:${run}`), undefined);
		assert.deepEqual([store.channelConnections.size, store.channelEndpoints.size], [0, 0]);
		const bot = store.integrations.all.filter(({ identifier }) => identifier === `bot-${run}`);
		assert.deepEqual(
			bot.map(({ credentials }) => credentials),
			[{ token: input.secrets.bot }],
		);
		assert.ok(!store.integrations.all.some(({ channel }) => channel === 'email'));
		const reminders = store.notifications.lookup('transactionId', `reminder-${run}`);
		assert.deepEqual(
			reminders.map(({ jobs }) => jobs[0].status),
			['canceled', 'canceled'],
		);
		const incident = store.notifications.lookup('transactionId', `incident-${run}`);
		assert.equal(incident.length, store.subscribers.size + contacts.length);
	});
});
