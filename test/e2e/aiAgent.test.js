// Novu as a tool of n8n's AI Agent. The model says what a script tells it; what n8n sends to it is what a
// real one would see.
const assert = require('node:assert/strict');
const { after, before, beforeEach, describe, it } = require('node:test');
const { outputItems } = require('../../scripts/n8n/client');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const {
	AGENT,
	agentWorkflow,
	calling,
	fromModel,
	modelCredential,
	scriptedModel,
	tool,
} = require('./agentSupport');
const { TRIGGER, connect, useSandbox } = require('./support');
const { byId } = require('./waitSupport');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('./agentSupport').ToolCall} ToolCall
 */

const CHAT = '@n8n/n8n-nodes-langchain.chatTrigger';
const SUBSCRIBER = "The subscriber's ID, such as crm-4711";

/** The tools that the example offers, by the names that the model sees. */
const TOOLS = ['Add_device_token', 'Find_subscribers', 'Get_subscriber', 'Send_notification'];

describe('an AI Agent with Novu as its tools', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);
	/** @type {Awaited<ReturnType<typeof scriptedModel>>} */
	let model;
	/** @type {Record<string, { id: string, name: string }>} */
	let credential;
	/** What the model does next. @type {ToolCall[]} */
	let calls = [];

	before(async () => {
		model = await scriptedModel((request) => calling(calls)(request));
		credential = await modelCredential(n8n, model);
	});
	beforeEach(() => novu.sandbox.reset());
	after(() => model.close());

	/**
	 * Has an agent make calls of its tools.
	 * @param {import('../../scripts/n8n/client').WorkflowJson} workflow
	 * @param {string} start the name of its manual trigger
	 * @param {ToolCall[]} wanted
	 * @returns {Promise<{ tools: any[], answers: string[] }>} the tools as the model saw them, and what
	 * each call answered to it
	 */
	async function converse(workflow, start, wanted) {
		calls = wanted;
		model.requests.length = 0;
		const execution = await n8n.run(await n8n.createWorkflow(workflow), start);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		assert.equal(outputItems(execution, AGENT)[0].json.output, 'Done.');
		const { tools } = model.requests[0];
		const said = model.requests.at(-1).messages.filter((/** @type {any} */ m) => m.role === 'tool');
		const answers = said.map((/** @type {any} */ { content }) => String(content));
		assert.equal(answers.length, wanted.length);
		return { tools: tools.map((/** @type {any} */ entry) => entry.function), answers };
	}

	/** The example, started by hand instead of by a chat. */
	function example() {
		const found = readExamples().find(({ nodes }) => nodes.some(({ type }) => type === CHAT));
		assert.ok(found, 'no example begins with a chat');
		const workflow = withCredentials(found, { ...novu.credentials, ...credential });
		const chat = workflow.nodes.find(({ type }) => type === CHAT);
		const manual = {
			...chat,
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			parameters: {},
		};
		const nodes = workflow.nodes.map((node) => (node === chat ? manual : node));
		const start = String(chat?.name);
		const pinData = { [start]: [{ json: { chatInput: 'Do what you are told' } }] };
		return { workflow: { ...workflow, nodes: /** @type {INode[]} */ (nodes), pinData }, start };
	}

	/** @param {ToolCall[]} wanted */
	const converseInExample = async (...wanted) => {
		const { workflow, start } = example();
		return await converse(workflow, start, wanted);
	};

	/**
	 * @param {IDataObject} parameters of a tool named `Novu`
	 * @param {IDataObject} args
	 * @param {Partial<INode> & { agent?: number }} [settings]
	 */
	async function ask(parameters, args, { agent, ...settings } = {}) {
		const only = tool('Novu', parameters, novu.credentials, settings);
		const workflow = agentWorkflow(credential, [only], agent);
		const { tools, answers } = await converse(workflow, TRIGGER, [{ name: 'Novu', args }]);
		return { tool: tools[0], answer: answers[0] };
	}

	const get = { resource: 'subscriber', operation: 'get' };

	it('shows the model what to give: every field has a name, a description and a type', async () => {
		const { tools } = await converseInExample();
		assert.deepEqual(tools.map(({ name }) => name).sort(), TOOLS);
		for (const { name, description, parameters } of tools) {
			assert.match(description, / in Novu$/, name);
			for (const [field, schema] of Object.entries(parameters.properties)) {
				const what = `${name} ${field}: ${JSON.stringify(schema)}`;
				assert.match(schema.description ?? '', /such as|as it is/, what);
				assert.equal(typeof schema.type, 'string', what);
			}
			assert.deepEqual(parameters.required, Object.keys(parameters.properties));
		}
	});

	it('gets a subscriber', async () => {
		const { answers } = await converseInExample({
			name: 'Get_subscriber',
			args: { Subscriber: 'crm-1001' },
		});
		const [subscriber] = JSON.parse(answers[0]);
		assert.equal(subscriber.subscriberId, 'crm-1001');
		assert.ok(!('_organizationId' in subscriber));
	});

	it('updates credentials and triggers an event', async () => {
		const { answers } = await converseInExample(
			{
				name: 'Add_device_token',
				args: { Subscriber: 'crm-1001', Device_Tokens: '["agent-phone","agent-tablet"]' },
			},
			{
				name: 'Send_notification',
				args: { Subscriber: 'crm-1001', Payload__JSON_: '{"firstName":"Ada"}' },
			},
		);
		const tokens = novu.sandbox.store.deviceTokens('crm-1001');
		assert.deepEqual(tokens, ['agent-phone', 'agent-tablet']);
		assert.match(answers[0], /agent-tablet/);
		const event = novu.sandbox.requests.find(({ path }) => path === '/v1/events/trigger');
		const { name, to, payload } = /** @type {any} */ (event?.body);
		assert.deepEqual([name, to, payload], ['welcome', 'crm-1001', { firstName: 'Ada' }]);
		assert.equal(JSON.parse(answers[1])[0].status, 'processed');
	});

	it('gets ten small entries where no limit is set', async () => {
		for (let i = 0; i < 40; i += 1)
			novu.sandbox.store.addSubscriber(`agent-${i}`, { lastName: 'Lee' });
		const { answers } = await converseInExample({
			name: 'Find_subscribers',
			args: { Name: 'Lee', Email: '' },
		});
		const found = JSON.parse(answers[0]);
		assert.equal(found.length, 10);
		const names = new Set(found.flatMap(Object.keys));
		assert.ok(names.has('subscriberId'));
		assert.deepEqual(
			[...names].filter((name) => /At$|^_/.test(name)),
			[],
		);
	});

	it('keeps the limit that the user set, and has everything where Simplify is off', async () => {
		for (let i = 0; i < 60; i += 1) novu.sandbox.store.addSubscriber(`agent-${i}`, {});
		const all = { resource: 'subscriber', operation: 'getAll', simplify: false, limit: 50 };
		const { answer } = await ask(all, {});
		const found = JSON.parse(answer);
		assert.equal(found.length, 50);
		assert.ok('createdAt' in found[0]);
	});

	const update = {
		resource: 'subscriber',
		operation: 'updateCredentials',
		subscriberId: byId(fromModel('Subscriber', SUBSCRIBER)),
		providerId: 'fcm',
		deviceTokens: 'phone',
	};

	it('hands the model what went wrong and what to do, once', async () => {
		const { answer } = await ask(update, { Subscriber: 'nobody' });
		assert.match(answer, /SubscriberId: nobody not found \(HTTP 400\)\. /);
		assert.equal(answer.split('Create Subscriber if Missing').length, 2, answer);
		assert.doesNotMatch(answer, /\[item|\/v1\/|Tried/);
		assert.ok(answer.length < 800, answer);
	});

	// Before version 3 the AI Agent hands its model an empty text for every tool that fails (n8n 2.41.1).
	it('does so through an AI Agent 2 where the tool continues on an error', async () => {
		const settings = { agent: 2, onError: /** @type {const} */ ('continueRegularOutput') };
		const { answer } = await ask(update, { Subscriber: 'nobody' }, settings);
		assert.match(answer, /SubscriberId: nobody not found/);
		assert.match(answer, /Create Subscriber if Missing/);
	});

	it('does so for bad input, before anything is sent', async () => {
		const { answer } = await ask(
			{ ...get, subscriberId: byId(fromModel('Subscriber')) },
			{
				Subscriber: ' ',
			},
		);
		assert.match(answer, /'Subscriber' is empty\. Nothing was sent\. Fill/);
		assert.deepEqual(novu.sandbox.requests, []);
	});

	it('does so where the tool continues on an error', async () => {
		const { answer } = await ask(
			{ ...get, subscriberId: byId(fromModel('Subscriber')) },
			{ Subscriber: 'nobody' },
			{ onError: 'continueRegularOutput' },
		);
		const [{ error, message }] = JSON.parse(answer);
		assert.match(error, /nobody/);
		assert.match(message, /Check that it exists/);
	});

	it("gives each kind of field the name of its label and n8n's type for it", async () => {
		const trigger = {
			resource: 'event',
			operation: 'trigger',
			workflowId: byId('welcome'),
			subscriberId: byId(fromModel('Subscriber')),
			payloadMode: 'json',
			payload: fromModel('Payload (JSON)'),
			options: { retries: fromModel('Retries', '', 'number') },
		};
		const args = { Subscriber: 'crm-1001', Payload__JSON_: '{"firstName":"Ada"}', Retries: 1 };
		const { parameters } = (await ask(trigger, args)).tool;
		const kinds = Object.entries(parameters.properties).map(([name, { type }]) => [name, type]);
		assert.deepEqual(kinds, [
			['Subscriber', 'string'],
			['Payload__JSON_', 'string'],
			['Retries', 'number'],
		]);
	});
});
