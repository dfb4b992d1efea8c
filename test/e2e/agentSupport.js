const { randomUUID } = require('node:crypto');
const http = require('node:http');
const { TRIGGER, node } = require('./support');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 * @typedef {import('../../scripts/n8n/client').WorkflowJson} WorkflowJson
 * @typedef {{ name: string, args: IDataObject }} ToolCall
 */

/** The name of the agent in the workflows that `agentWorkflow` makes. */
const AGENT = 'Agent';

/**
 * A model that talks as OpenAI's do and says what it was told to.
 * @param {(request: any) => IDataObject} script the message that answers a request
 * @returns {Promise<{ url: string, requests: any[], close: () => void }>}
 */
async function scriptedModel(script) {
	/** @type {any[]} */
	const requests = [];
	const server = http.createServer((request, response) => {
		let text = '';
		request.on('data', (chunk) => (text += chunk));
		request.on('end', () => {
			response.setHeader('content-type', 'application/json');
			if (request.method === 'GET') return response.end('{"data":[]}');
			const body = JSON.parse(text);
			requests.push(body);
			const message = /** @type {any} */ ({ role: 'assistant', content: null, ...script(body) });
			const finish_reason = message.tool_calls ? 'tool_calls' : 'stop';
			const choices = [{ index: 0, message, finish_reason }];
			const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
			const answer = { id: randomUUID(), object: 'chat.completion', created: 1, model: 'scripted' };
			return response.end(JSON.stringify({ ...answer, choices, usage }));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url: `http://127.0.0.1:${port}/v1`, requests, close };
}

/**
 * A model that makes these calls, one after the other, and then repeats what they answered.
 * @param {ToolCall[]} calls
 * @returns {(request: any) => IDataObject} for `scriptedModel`
 */
function calling(calls) {
	return ({ messages }) => {
		const said = messages.filter((/** @type {any} */ { role }) => role === 'tool');
		const next = calls[said.length];
		if (!next) return { content: 'Done.' };
		const call = { name: next.name, arguments: JSON.stringify(next.args) };
		return { tool_calls: [{ id: `call_${said.length}`, type: 'function', function: call }] };
	};
}

/**
 * What n8n's editor writes into a field whose ✨ button was pressed: the key is made of the label, and
 * the description is what the user types, which is nothing at first (n8n-editor-ui 2.41.1, the function
 * around `n8n-auto-generated-fromAI-override`).
 * @param {string} label the field's displayName
 * @param {string} [description]
 * @param {string} [type] the field's; n8n hands on `boolean`, `number` and `json`
 */
function fromModel(label, description = '', type = 'string') {
	const key = label.replace(/[^a-zA-Z0-9-]/g, '_').slice(0, 63);
	const known = ['boolean', 'number', 'json'].includes(type) ? type : 'string';
	const marker = '/*n8n-auto-generated-fromAI-override*/';
	return `={{ ${marker} $fromAI('${key}', \`${description}\`, '${known}') }}`;
}

/**
 * @param {string} name
 * @param {IDataObject} parameters
 * @param {INode['credentials']} credentials
 * @param {Partial<INode>} [settings]
 * @returns {INode} the node as a tool
 */
function tool(name, parameters, credentials, settings = {}) {
	return node(name, 'n8n-nodes-novu.novuTool', 1, {
		parameters: /** @type {INode['parameters']} */ (parameters),
		credentials,
		...settings,
	});
}

/**
 * @param {INode[]} nodes
 * @param {string} target
 * @param {'ai_tool' | 'ai_languageModel'} type
 * @returns {import('n8n-workflow').IConnections} each of the nodes connected to the target
 */
function connectedTo(nodes, target, type) {
	const links = nodes.map(({ name }) => [name, { [type]: [[{ node: target, type, index: 0 }]] }]);
	return Object.fromEntries(links);
}

/**
 * @param {N8nClient} n8n
 * @param {{ url: string }} model
 * @returns {Promise<Record<string, { id: string, name: string }>>} the credential that opens the model
 */
async function modelCredential(n8n, { url }) {
	const { id, name } = await n8n.saveCredential({
		name: `Model ${randomUUID()}`,
		type: 'openAiApi',
		data: { apiKey: 'none', url },
	});
	return { openAiApi: { id, name } };
}

/**
 * @param {INode['credentials']} model its credential
 * @param {INode[]} tools
 * @param {number} [version] of the AI Agent
 * @returns {WorkflowJson} manual trigger → AI Agent with these tools
 */
function agentWorkflow(model, tools, version = 3) {
	const agent = node(AGENT, '@n8n/n8n-nodes-langchain.agent', version, {
		parameters: { promptType: 'define', text: 'Do what you are told', options: {} },
	});
	const chat = node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
		parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		credentials: model,
	});
	return {
		name: randomUUID(),
		nodes: [node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1), agent, chat, ...tools],
		connections: {
			[TRIGGER]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			...connectedTo([chat], AGENT, 'ai_languageModel'),
			...connectedTo(tools, AGENT, 'ai_tool'),
		},
	};
}

module.exports = {
	AGENT,
	agentWorkflow,
	calling,
	connectedTo,
	fromModel,
	modelCredential,
	scriptedModel,
	tool,
};
