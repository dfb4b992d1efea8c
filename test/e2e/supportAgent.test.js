const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { after, before, beforeEach, describe, it } = require('node:test');
const { addAgent, addConversation, addWorkflow, linkAgent } = require('../../sandbox');
const { outputItems } = require('../../scripts/n8n/client');
const { readExamples, withCredentials } = require('../../scripts/n8n/examples');
const { poll } = require('../../scripts/n8n/poll');
const { agentMessage, post, signedForAgent } = require('../trigger/sender');
const { byId, visit, waiting } = require('./waitSupport');
const { scriptedModel } = require('./agentSupport');
const { connect, openSandbox } = require('./support');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 */

const AGENT = 'support';
const CONVERSATION = '6b07aaaaaaaaaaaaaaaa0001';
const CONTACT = 'crm-1001';

/**
 * Says what the model does: it wants to delete the contact where it is asked to, tells what a tool has
 * answered, and how much was said before otherwise.
 * @param {{ messages: any[], tools?: any[] }} request
 * @returns {IDataObject}
 */
function script({ messages, tools = [] }) {
	const last = messages.at(-1);
	if (last.role === 'tool') return { content: `Done: ${last.content}` };
	const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
	if (!/delete/i.test(said.at(-1))) return { content: `You wrote ${said.join(' | ')}` };
	const tool = tools.find((one) => /delete/i.test(one.function.name));
	const input = JSON.stringify({ toolParameters: {}, hitlParameters: {} });
	const call = { name: tool.function.name, arguments: input };
	return { content: null, tool_calls: [{ id: 'call_1', type: 'function', function: call }] };
}

describe('the support agent of the examples', () => {
	const n8n = connect();
	/** @type {Awaited<ReturnType<typeof openSandbox>>} */
	let novu;
	/** @type {Awaited<ReturnType<typeof scriptedModel>>} */
	let model;
	/** @type {import('../../scripts/n8n/client').WorkflowJson} */
	let example;
	/** @type {SavedWorkflow} */
	let workflow;

	const { url } = n8n;
	const conversation = () => {
		const found = novu.sandbox.store.conversations.get(CONVERSATION);
		assert.ok(found);
		return found;
	};
	const bridge = () => novu.sandbox.store.agents.first('identifier', AGENT)?.bridgeUrl;
	const replies = () => conversation().messages.map(({ content }) => String(content.markdown));

	before(async () => {
		novu = await openSandbox(n8n);
		model = await scriptedModel(script);
		const openAi = await n8n.saveCredential({
			name: `Model ${randomUUID()}`,
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});
		const found = readExamples().find(({ name }) => name === 'Support agent');
		assert.ok(found);
		const openAiApi = { id: openAi.id, name: openAi.name };
		example = withCredentials(found, { ...novu.credentials, openAiApi });
	});
	after(async () => {
		model?.close();
		await novu?.sandbox.close();
	});

	beforeEach(async () => {
		novu.sandbox.reset();
		const { store } = novu.sandbox;
		const chat = store.integrations.all.find(({ identifier }) => identifier === 'discord-main');
		assert.ok(chat);
		linkAgent(store, addAgent(store, AGENT), chat);
		addConversation(store, AGENT, CONVERSATION);
		addWorkflow(store, { name: 'Approval', steps: [{ type: 'in_app', content: 'x' }] });
		store.addSubscriber('support-lead');
		workflow = await published();
	});

	/**
	 * The example, registered with Novu by its trigger.
	 * @param {object} [ofModel] another setting of the model
	 */
	async function published(ofModel = {}) {
		const nodes = example.nodes.map((node) => ({
			...node,
			id: randomUUID(),
			...(node.name === 'Model' && ofModel),
			...(node.webhookId && { webhookId: randomUUID() }),
			...(node.type.endsWith('novuTrigger') && {
				parameters: { ...node.parameters, registerBridge: true, agentId: byId(AGENT) },
			}),
		}));
		const saved = await n8n.createWorkflow({ ...example, name: randomUUID(), nodes });
		await n8n.activate(saved);
		assert.match(bridge() ?? '', /\/webhook\/.+\/novu$/);
		return saved;
	}

	async function unpublished() {
		await n8n.request('POST', `/rest/workflows/${workflow.id}/deactivate`, {});
		// n8n answers before it has told its triggers.
		await poll(() => (bridge() ? undefined : true), {
			everyMs: 100,
			withinMs: 30_000,
			late: () => `The agent still has ${bridge()}`,
		});
	}

	/** @param {string} text @param {object} [changes] @returns the request, to send it again */
	async function writes(text, changes = {}) {
		const event = agentMessage({ integrationIdentifier: 'discord-main', ...changes });
		event.message.text = text;
		const request = signedForAgent(event, { key: novu.sandbox.apiKey });
		assert.deepEqual(await send(request), { status: 200, data: { status: 'ack' } });
		return request;
	}

	/** To where Novu was told to, on the address where n8n listens here. @param {any} request */
	const send = async (request) => await post(`${url}${new URL(bridge() ?? '').pathname}`, request);

	/** @param {number} count @returns what the agent has written by then */
	async function written(count) {
		await poll(() => (replies().length >= count ? true : undefined), {
			everyMs: 100,
			withinMs: 60_000,
			late: () => `The agent has written ${JSON.stringify(replies())}`,
		});
		return replies();
	}

	/** @param {string} id */
	async function ended(id) {
		const execution = await n8n.finishedExecution(id);
		assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
		return execution;
	}

	for (const approved of [true, false]) {
		it(`${approved ? 'does' : 'does not do'} what a person has ${approved ? 'approved' : 'declined'}, and replies once`, async () => {
			const request = await writes('Please delete all my data');
			const { id, payload } = await waiting(n8n, workflow, novu.sandbox);
			assert.match(payload.message, /Delete.contact.* crm-1001, who wrote: Please delete/);
			assert.deepEqual(await send(request), { status: 200, data: { status: 'ack' } });
			assert.ok(novu.sandbox.store.subscriber(CONTACT));
			assert.deepEqual(replies(), []);
			assert.deepEqual(conversation().typing, {});

			const page = await visit({ url }, payload.respondUrl);
			assert.match(page.text, /who wrote: Please delete all my data/);
			assert.ok(novu.sandbox.store.subscriber(CONTACT), 'a GET has approved');
			const thanks = await visit({ url }, payload.respondUrl, { approved: String(approved) });
			assert.match(thanks.text, /has been recorded/);

			const execution = await ended(id);
			assert.equal(novu.sandbox.store.subscriber(CONTACT) === undefined, approved);
			const [{ json }] = outputItems(execution, 'Send Reply');
			assert.equal(json.sent, true);
			const [reply, ...others] = replies();
			assert.match(reply, approved ? /^Done: .*crm-1001/s : /^Done: .*rejected/s);
			assert.deepEqual(others, []);
			assert.equal((await n8n.executions(workflow.id)).length, 1);
			assert.deepEqual(await send(request), { status: 200, data: { status: 'ack' } });
			assert.equal((await n8n.executions(workflow.id)).length, 1);
		});
	}

	it('remembers what was said in the conversation, and nothing of another one', async () => {
		const other = '6b07aaaaaaaaaaaaaaaa0002';
		addConversation(novu.sandbox.store, AGENT, other);
		await writes('first');
		assert.deepEqual(await written(1), ['You wrote first']);
		await writes('elsewhere', { conversationId: other });
		await writes('second');
		assert.deepEqual(await written(2), ['You wrote first', 'You wrote first | second']);
	});

	it('says sorry where the model is away, and the execution fails', async () => {
		await unpublished();
		const { id: away, name } = await n8n.saveCredential({
			name: `Away ${randomUUID()}`,
			type: 'openAiApi',
			data: { apiKey: 'none', url: 'http://127.0.0.1:1/v1' },
		});
		workflow = await published({
			parameters: { model: byId('scripted'), options: { maxRetries: 0 } },
			credentials: { openAiApi: { id: away, name } },
		});
		await writes('Hello');
		assert.match((await written(1))[0], /^Sorry, I cannot answer right now/);
		const [{ id }] = await n8n.executions(workflow.id);
		const { status, data } = await n8n.finishedExecution(id);
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.message), /^The support agent failed: /);
	});

	it('takes nothing that Novu has not signed', async () => {
		const forged = signedForAgent(agentMessage(), { key: 'another-secret-key' });
		assert.equal((await send(forged)).status, 401);
		assert.deepEqual(await n8n.executions(workflow.id), []);
	});

	it('gives the URL back when it is taken out of use', async () => {
		await unpublished();
	});
});
