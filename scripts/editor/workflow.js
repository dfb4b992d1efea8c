const { NODE_TYPE, readExample, withCredentials } = require('../n8n/examples');
const { CONTACT, SUBSCRIBER } = require('./state');

/**
 * @typedef {import('./state').EditorState} EditorState
 * @typedef {import('../n8n/client').WorkflowJson} WorkflowJson
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {Record<string, { id: string, name: string }>} SavedCredentials
 */

/** What the Novu node is set to where a state does not say otherwise. */
const UPDATE_CREDENTIALS = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: SUBSCRIBER,
	providerId: 'fcm',
	deviceTokens: '={{ $json.token }}',
};

/** Secrets of no Novu, in the form that a credential takes. */
const WEBHOOK_SECRET = {
	purpose: 'events',
	signingSecret: 'whsec_c2VjcmV0LW9mLWEtcGljdHVyZS1pbi1kb2Nz',
	hmacSecret: 'secret-of-a-picture',
	headerName: 'x-api-key',
	apiKey: 'secret-of-a-picture',
};

/**
 * The package's nodes: their type, the name they carry on the canvas, and their credential.
 * @type {Record<string, { type: string, name: string, credential: string }>}
 */
const NODES = {
	novu: { type: NODE_TYPE, name: 'Novu', credential: 'novuApi' },
	tool: { type: `${NODE_TYPE}Tool`, name: 'Novu', credential: 'novuApi' },
	trigger: {
		type: `${NODE_TYPE}Trigger`,
		name: 'Novu Trigger',
		credential: 'novuWebhookSecretApi',
	},
	polling: {
		type: `${NODE_TYPE}PollingTrigger`,
		name: 'Novu Polling Trigger',
		credential: 'novuApi',
	},
};

/**
 * @param {EditorState} state
 * @returns {{ type: string, name: string, credential: string }} the node that it is about
 */
function nodeOf({ node = 'novu' }) {
	return NODES[node];
}

/**
 * @param {EditorState} state
 * @param {string} name
 * @param {string} type
 * @param {number} column
 * @param {Partial<INode>} [more]
 * @returns {INode}
 */
function makeNode(state, name, type, column, more) {
	const id = `${state.name}-${column}`;
	return { id, name, type, typeVersion: 1, position: [column * 300, 0], parameters: {}, ...more };
}

/**
 * @param {EditorState} state
 * @param {SavedCredentials} credentials
 * @returns {WorkflowJson}
 */
function workflowOf(state, credentials) {
	const { type, name } = nodeOf(state);
	const common = /** @type {INode['parameters']} */ (state.parameters ?? {});
	const makeOwn = (/** @type {number} */ column, /** @type {INode['parameters']} */ base) =>
		makeNode(state, name, type, column, {
			parameters: { ...base, ...common },
			credentials,
			webhookId: 'b6d1f1a2-0c2e-4a57-9d0a-3f1f6f3c9e21',
		});
	const title = { name: `Picture: ${state.name}` };
	if (state.node === 'trigger' || state.node === 'polling') {
		return { ...title, nodes: [makeOwn(0, {})], connections: {} };
	}
	if (state.node === 'tool') return { ...title, ...withAgent(state, makeOwn(2, {})) };
	const start = makeNode(state, 'CRM contact', 'n8n-nodes-base.manualTrigger', 0);
	const items = state.items ?? [CONTACT];
	const isOther = common.resource !== undefined || common.operation !== undefined;
	return {
		...title,
		nodes: [start, makeOwn(1, isOther ? {} : UPDATE_CREDENTIALS)],
		connections: { [start.name]: { main: [[{ node: name, type: 'main', index: 0 }]] } },
		pinData: { [start.name]: items.map((json) => ({ json })) },
	};
}

/**
 * @param {EditorState} state
 * @param {INode} tool
 * @returns {Pick<WorkflowJson, 'nodes' | 'connections'>} the tool at an AI Agent without a model
 */
function withAgent(state, tool) {
	const agent = makeNode(state, 'AI Agent', '@n8n/n8n-nodes-langchain.agent', 1, {
		typeVersion: 3,
		parameters: { promptType: 'define', text: 'Add the contact’s new phone to Novu' },
	});
	const start = makeNode(state, 'CRM contact', 'n8n-nodes-base.manualTrigger', 0);
	return {
		nodes: [start, agent, { ...tool, position: [400, 250] }],
		connections: {
			[start.name]: { main: [[{ node: agent.name, type: 'main', index: 0 }]] },
			[tool.name]: { ai_tool: [[{ node: agent.name, type: 'ai_tool', index: 0 }]] },
		},
	};
}

/**
 * Makes the workflow of a state in n8n, with its credential.
 * @param {import('../n8n/client').N8nClient} client
 * @param {import('../n8n/novu').NovuTarget} novu
 * @param {EditorState} state
 * @returns {Promise<string>} where the editor shows it
 */
async function prepareWorkflow(client, novu, state) {
	const credentials = await saved(client, novu, state);
	const workflow = state.example
		? withCredentials(readExample(state.example), credentials)
		: workflowOf(state, credentials);
	const { id } = await client.createWorkflow(workflow);
	return `${client.url}/workflow/${id}`;
}

/**
 * @param {import('../n8n/client').N8nClient} client
 * @param {import('../n8n/novu').NovuTarget} novu
 * @param {EditorState} state
 * @returns {Promise<SavedCredentials>} the state's credential, saved in n8n
 */
async function saved(client, novu, state) {
	if (state.credential === false) return {};
	const { credential: type } = nodeOf(state);
	const usual = type === 'novuApi' ? novu.credential : WEBHOOK_SECRET;
	const usualName = type === 'novuApi' ? 'Novu API' : 'Novu Webhook Secret API';
	const { id, name } = await client.saveCredential({
		name: state.credentialName ?? usualName,
		type,
		data: { ...usual, ...state.credential },
	});
	return { [type]: { id, name } };
}

module.exports = { nodeOf, prepareWorkflow };
