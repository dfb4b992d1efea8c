const axios = require('axios').default;
const { randomUUID } = require('node:crypto');
const { after, before } = require('node:test');
const { startSandbox } = require('../../sandbox');
const { N8nClient } = require('../../scripts/n8n/client');
const { NODE_TYPE } = require('../../scripts/n8n/examples');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').WorkflowJson} WorkflowJson
 * @typedef {Record<string, { id: string, name: string }>} NodeCredentials by type
 */

/** Names of the nodes in the workflows that `manualWorkflow` and `webhookWorkflow` make. */
const TRIGGER = 'Start';
const NOVU = 'Novu';

/** What the node is set to where it adds the token of each item to its contact. */
const APPEND_TOKEN = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
	providerId: 'expo',
	tokenMode: 'append',
	deviceTokens: '={{ $json.token }}',
};

/**
 * @returns {N8nClient} the n8n that `scripts/test-e2e.js` has started, signed in
 */
function connect() {
	const { E2E_URL: url, E2E_SESSION: session } = process.env;
	if (!url || !session) throw new Error('Start these tests with "npm run test:e2e"');
	return new N8nClient(url, session);
}

/**
 * A sandbox of its own for a test file, and n8n's credential for it.
 * @param {N8nClient} n8n
 * @param {import('../../sandbox').SandboxOptions} [options]
 * @returns {Promise<{ sandbox: import('../../sandbox').Sandbox, credentials: NodeCredentials }>}
 */
async function openSandbox(n8n, options) {
	const sandbox = await startSandbox(options);
	const { id, name } = await n8n.saveCredential({
		name: `Sandbox ${randomUUID()}`,
		type: 'novuApi',
		data: credentialData(sandbox),
	});
	return { sandbox, credentials: { novuApi: { id, name } } };
}

/**
 * A sandbox for the tests of one `describe`: opened before them, closed after them.
 * @param {N8nClient} n8n
 * @param {import('../../sandbox').SandboxOptions} [options]
 * @returns {Awaited<ReturnType<typeof openSandbox>>} filled once the tests run
 */
function useSandbox(n8n, options) {
	const novu = /** @type {Awaited<ReturnType<typeof openSandbox>>} */ ({});
	before(async () => void Object.assign(novu, await openSandbox(n8n, options)));
	after(() => novu.sandbox.close());
	return novu;
}

/**
 * @param {{ url: string, apiKey: string }} server
 * @returns {import('axios').AxiosInstance} asks a sandbox itself, past the node
 */
function sandboxApi({ url, apiKey }) {
	return axios.create({ baseURL: url, headers: { authorization: `ApiKey ${apiKey}` } });
}

/**
 * @param {{ url: string, apiKey: string }} server
 * @returns {IDataObject} a `novuApi` credential's fields for it
 */
function credentialData({ url, apiKey }) {
	return { apiKey, region: 'custom', baseUrl: url };
}

/**
 * @param {string} name
 * @param {string} type
 * @param {number} typeVersion
 * @param {Partial<INode>} [rest]
 * @returns {INode}
 */
function node(name, type, typeVersion, rest = {}) {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters: {}, ...rest };
}

/**
 * @param {INode[]} nodes each hands its items on to the next
 * @returns {import('n8n-workflow').IConnections}
 */
function chain(nodes) {
	const links = nodes.slice(0, -1).map(({ name }, index) => {
		const target = { node: nodes[index + 1].name, type: 'main', index: 0 };
		return [name, { main: [[target]] }];
	});
	return Object.fromEntries(links);
}

/**
 * @param {INode['parameters']} parameters
 * @param {NodeCredentials} credentials
 * @param {Partial<INode>} [settings] such as `onError`
 * @returns {INode} the node under test
 */
function novuNode(parameters, credentials, settings = {}) {
	return node(NOVU, NODE_TYPE, 1, { parameters, credentials, ...settings });
}

/**
 * @param {IDataObject[]} items what the manual trigger hands out (pinned, as in the editor)
 * @param {INode} novu
 * @returns {WorkflowJson} manual trigger → Novu
 */
function manualWorkflow(items, novu) {
	const nodes = [node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1), novu];
	const pinData = { [TRIGGER]: items.map((json) => ({ json })) };
	return { name: randomUUID(), nodes, connections: chain(nodes), pinData };
}

/**
 * @param {string} path
 * @param {INode} novu
 * @returns {WorkflowJson} webhook, which takes `{ items: [...] }` and answers with the last node's
 * items → one item for each → Novu
 */
function webhookWorkflow(path, novu) {
	const parameters = {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
	};
	const nodes = [
		node(TRIGGER, 'n8n-nodes-base.webhook', 2, { parameters, webhookId: randomUUID() }),
		node('Items', 'n8n-nodes-base.splitOut', 1, { parameters: { fieldToSplitOut: 'body.items' } }),
		novu,
	];
	return { name: randomUUID(), nodes, connections: chain(nodes) };
}

module.exports = {
	TRIGGER,
	NOVU,
	APPEND_TOKEN,
	connect,
	openSandbox,
	useSandbox,
	sandboxApi,
	credentialData,
	node,
	chain,
	novuNode,
	manualWorkflow,
	webhookWorkflow,
};
