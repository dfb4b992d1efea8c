// Novu as a tool of n8n's MCP Server Trigger: what an MCP client is offered and handed.
const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { before, describe, it } = require('node:test');
const axios = require('axios').default;
const { fromModel, tool } = require('./agentSupport');
const { connect, node, useSandbox } = require('./support');
const { byId } = require('./waitSupport');

/** The newest version of the protocol that n8n 2.41.1 speaks for sure. */
const PROTOCOL = '2025-03-26';

/** An answer is JSON, or a stream of events of which one is the answer. @param {string} text */
function answerIn(text) {
	const [, event] = /^data: (.*)$/m.exec(text) ?? [];
	return JSON.parse(event ?? text);
}

describe('an MCP client of a workflow with Novu as tools', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);
	/** @type {string} */
	let url;
	/** @type {Record<string, string>} */
	let session;
	let asked = 0;

	/**
	 * @param {string} method
	 * @param {object} [params]
	 */
	async function call(method, params = {}) {
		const isNotification = method.startsWith('notifications/');
		const id = isNotification ? {} : { id: (asked += 1) };
		const headers = { accept: 'application/json, text/event-stream', ...session };
		const { data, headers: answered } = await axios.post(
			url,
			{ jsonrpc: '2.0', ...id, method, params },
			{ headers, responseType: 'text', timeout: 30_000 },
		);
		const sessionId = answered['mcp-session-id'];
		if (sessionId) session = { 'mcp-session-id': sessionId };
		return isNotification ? undefined : answerIn(String(data));
	}

	/** @param {string} name @param {object} args */
	async function callTool(name, args) {
		const { result } = await call('tools/call', { name, arguments: args });
		return { isError: result.isError === true, text: result.content[0].text };
	}

	before(async () => {
		const path = `novu-${randomUUID()}`;
		const subscriberId = byId(fromModel('Subscriber', "The subscriber's ID, such as crm-4711"));
		const get = { resource: 'subscriber', operation: 'get', subscriberId, simplify: true };
		const update = {
			resource: 'subscriber',
			operation: 'updateCredentials',
			subscriberId,
			providerId: 'fcm',
			deviceTokens: fromModel('Device Tokens', 'Tokens to add, such as token-1, token-2'),
		};
		const tools = [
			tool('Get_subscriber', get, novu.credentials),
			tool('Add_device_token', update, novu.credentials),
		];
		const trigger = node('MCP', '@n8n/n8n-nodes-langchain.mcpTrigger', 2, {
			parameters: { path, authentication: 'none' },
			webhookId: randomUUID(),
		});
		const target = { node: 'MCP', type: /** @type {const} */ ('ai_tool'), index: 0 };
		const link = { ai_tool: [[target]] };
		const workflow = await n8n.createWorkflow({
			name: path,
			nodes: [trigger, ...tools],
			connections: Object.fromEntries(tools.map(({ name }) => [name, link])),
		});
		await n8n.activate(workflow);
		url = `${n8n.url}/mcp/${path}`;
		session = {};
		await call('initialize', {
			protocolVersion: PROTOCOL,
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		await call('notifications/initialized');
	});

	it('is offered them with what to give', async () => {
		const { result } = await call('tools/list');
		const byName = new Map(result.tools.map((/** @type {any} */ one) => [one.name, one]));
		assert.deepEqual([...byName.keys()].sort(), ['Add_device_token', 'Get_subscriber']);
		const { description, inputSchema } = byName.get('Add_device_token');
		assert.match(description, /Novu/);
		assert.deepEqual(Object.keys(inputSchema.properties).sort(), ['Device_Tokens', 'Subscriber']);
		assert.deepEqual(inputSchema.properties.Subscriber, {
			type: 'string',
			description: "The subscriber's ID, such as crm-4711",
		});
	});

	it('updates credentials, and reads them', async () => {
		const args = { Subscriber: 'crm-1001', Device_Tokens: 'mcp-phone' };
		const updated = await callTool('Add_device_token', args);
		assert.equal(updated.isError, false, updated.text);
		assert.ok(novu.sandbox.store.deviceTokens('crm-1001').includes('mcp-phone'));
		const { text } = await callTool('Get_subscriber', { Subscriber: 'crm-1001' });
		assert.match(text, /crm-1001/);
		assert.doesNotMatch(text, /_organizationId/);
	});

	it('is handed what went wrong and what to do', async () => {
		const { text } = await callTool('Get_subscriber', { Subscriber: 'nobody' });
		assert.match(text, /nobody/);
		assert.match(text, /Check that it exists/);
	});
});
