// Novu's tools behind n8n's MCP Server Trigger, as a client over streamable HTTP sees them.
const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { after, before, beforeEach, describe, it } = require('node:test');
const { connectedTo, fromModel, tool } = require('./agentSupport');
const { connect, node, useSandbox } = require('./support');
const { unpublish } = require('./triggerSupport');
const { byId } = require('./waitSupport');

const SERVER = 'MCP Server Trigger';
const SUBSCRIBER = byId(fromModel('Subscriber', "The subscriber's ID, such as crm-4711"));

describe("n8n's MCP Server Trigger with Novu's tools", () => {
	const n8n = connect();
	const novu = useSandbox(n8n);
	/** @type {import('../../scripts/n8n/client').SavedWorkflow} */
	let workflow;
	let url = '';
	let session = '';
	let id = 0;

	/**
	 * @param {string} method
	 * @param {object} [params]
	 * @param {boolean} [isNotification] has no answer
	 * @returns {Promise<any>} the result
	 */
	async function rpc(method, params = {}, isNotification = false) {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session && { 'mcp-session-id': session }),
			},
			body: JSON.stringify({
				jsonrpc: '2.0',
				method,
				params,
				...(!isNotification && { id: (id += 1) }),
			}),
		});
		const text = await response.text();
		assert.ok(response.ok, `${method}: ${response.status} ${text}`);
		session = response.headers.get('mcp-session-id') ?? session;
		if (isNotification) return undefined;
		const line = text.split('\n').find((one) => one.startsWith('data: '));
		const { result, error } = JSON.parse(line ? line.slice('data: '.length) : text);
		assert.equal(error, undefined);
		return result;
	}

	before(async () => {
		const path = randomUUID();
		const server = node(SERVER, '@n8n/n8n-nodes-langchain.mcpTrigger', 2, {
			parameters: { path },
			webhookId: path,
		});
		const tools = [
			tool(
				'Get subscriber',
				{ resource: 'subscriber', operation: 'get', subscriberId: SUBSCRIBER },
				novu.credentials,
			),
			tool(
				'Add device token',
				{
					resource: 'subscriber',
					operation: 'updateCredentials',
					subscriberId: SUBSCRIBER,
					providerId: 'fcm',
					deviceTokens: fromModel('Device Tokens', 'The token, as it is'),
				},
				novu.credentials,
			),
		];
		workflow = await n8n.createWorkflow({
			name: path,
			nodes: [server, ...tools],
			connections: connectedTo(tools, SERVER, 'ai_tool'),
		});
		await n8n.activate(workflow);
		url = `${n8n.url}/mcp/${path}`;
		await rpc('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1.0.0' },
		});
		await rpc('notifications/initialized', {}, true);
	});
	beforeEach(() => novu.sandbox.reset());
	after(async () => await unpublish(n8n, workflow));

	it('lists the tools, with what to give for each field', async () => {
		const { tools } = await rpc('tools/list');
		assert.deepEqual(tools.map((/** @type {any} */ { name }) => name).sort(), [
			'Add_device_token',
			'Get_subscriber',
		]);
		for (const { description, inputSchema } of tools) {
			assert.match(description, / in Novu$/);
			for (const field of /** @type {any[]} */ (Object.values(inputSchema.properties))) {
				assert.deepEqual([field.type, Boolean(field.description)], ['string', true]);
			}
		}
	});

	it('calls them', async () => {
		const call = { name: 'Get_subscriber', arguments: { Subscriber: 'crm-1001' } };
		const got = await rpc('tools/call', call);
		assert.match(got.content[0].text, /"subscriberId":"crm-1001"/);
		await rpc('tools/call', {
			name: 'Add_device_token',
			arguments: { Subscriber: 'crm-1001', Device_Tokens: 'mcp-phone' },
		});
		assert.deepEqual(novu.sandbox.store.deviceTokens('crm-1001'), ['mcp-phone']);
	});

	it('says what went wrong and what to do, once', async () => {
		const call = {
			name: 'Add_device_token',
			arguments: { Subscriber: 'nobody', Device_Tokens: 'a' },
		};
		const { isError, content } = await rpc('tools/call', call);
		assert.equal(isError, true);
		const text = content.map((/** @type {any} */ part) => part.text).join('');
		assert.match(text, /nobody not found/);
		assert.equal(text.split('Create Subscriber if Missing').length, 2, text);
	});
});
