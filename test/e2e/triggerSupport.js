const { randomUUID } = require('node:crypto');
const assert = require('node:assert/strict');
const http = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');
const { outputItems } = require('../../scripts/n8n/client');
const recorded = require('../recordings/deliveries.json');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 */

const NODE = 'Novu Trigger';
const TYPE = 'n8n-nodes-novu.novuTrigger';
const POLLING_TYPE = 'n8n-nodes-novu.novuPollingTrigger';

/** When to poll; n8n allows a poll a minute for each of these. */
const EVERY_FIVE_SECONDS = {
	item: Array.from({ length: 12 }, (_, i) => ({
		mode: 'custom',
		cronExpression: `${i * 5} * * * * *`,
	})),
};

/** How long n8n may take to poll, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * @param {N8nClient} n8n
 * @param {string} type
 * @param {IDataObject} data
 * @returns {Promise<Record<string, { id: string, name: string }>>} as a node names it
 */
async function savedCredential(n8n, type, data) {
	const { id, name } = await n8n.saveCredential({ name: `Trigger ${randomUUID()}`, type, data });
	return { [type]: { id, name } };
}

/**
 * @param {N8nClient} n8n
 * @param {object} options
 * @param {Partial<INode>} options.trigger such as its parameters and credentials
 * @param {Array<Pick<INode, 'type' | 'typeVersion' | 'parameters'>>} [options.then] nodes behind it
 * @param {import('n8n-workflow').IWorkflowSettings} [options.settings] of the workflow
 * @returns {Promise<SavedWorkflow>}
 */
async function triggerWorkflow(n8n, { trigger, then = [], settings }) {
	/** @type {INode[]} */
	const nodes = [{ ...baseNode(NODE, TYPE), webhookId: randomUUID(), ...trigger }];
	for (const [i, node] of then.entries()) {
		nodes.push({ ...baseNode(`Step ${i + 1}`, node.type), ...node });
	}
	const links = nodes.slice(0, -1).map(({ name }, i) => {
		const target = { node: nodes[i + 1].name, type: 'main', index: 0 };
		return [name, { main: [[target]] }];
	});
	const connections = Object.fromEntries(links);
	return await n8n.createWorkflow({ name: randomUUID(), nodes, connections, settings });
}

/**
 * @param {string} name
 * @param {string} type
 * @returns {INode}
 */
function baseNode(name, type) {
	return { id: randomUUID(), name, type, typeVersion: 1, position: [0, 0], parameters: {} };
}

/**
 * @param {{ url: string }} n8n
 * @param {SavedWorkflow} workflow
 * @returns {string} where Novu reaches the workflow's trigger once it is published
 */
function productionUrl(n8n, workflow) {
	const trigger = workflow.nodes.find(({ type }) => type === TYPE);
	return `${n8n.url}/webhook/${trigger?.webhookId}/novu`;
}

/**
 * @param {N8nClient} n8n
 * @param {SavedWorkflow} workflow
 * @param {string} [node]
 * @returns {Promise<Array<{ id: string, mode: string, status: string, error?: string, items: IDataObject[] }>>}
 * the workflow's executions, oldest first, when they have ended, with what a node handed out
 */
async function endedExecutions(n8n, workflow, node = NODE) {
	const all = await n8n.executions(workflow.id);
	return await Promise.all(
		all.reverse().map(async ({ id }) => {
			const ended = await n8n.finishedExecution(id);
			const items = outputItems(ended, node).map(({ json }) => json);
			const error = ended.data.resultData.error?.message;
			return { id, mode: ended.mode, status: ended.status, ...(error && { error }), items };
		}),
	);
}

/**
 * A server that a workflow calls, and that keeps it waiting.
 * @returns {Promise<{ url: string, called: Promise<void>, release: () => void, close: () => void }>}
 */
async function holdingServer() {
	/** @type {() => void} */
	let release = () => {};
	const released = new Promise((resolve) => (release = () => resolve(undefined)));
	/** @type {() => void} */
	let arrive = () => {};
	/** @type {Promise<void>} */
	const called = new Promise((resolve) => (arrive = resolve));
	const server = http.createServer((_request, response) => {
		arrive();
		void released.then(() => response.end('{}'));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	return { url: `http://127.0.0.1:${port}/`, called, release, close };
}

/**
 * @param {string} name
 * @returns {import('../trigger/sender').Signed[]} as Novu's worker sent them
 */
function deliveries(name) {
	return recorded
		.filter((entry) => entry.name === name)
		.map(({ request }) => ({
			headers: /** @type {any} */ (request.headers),
			body: Buffer.from(request.rawBody),
		}));
}

/**
 * Triggers a Novu workflow for a subscriber.
 * @param {Sandbox} sandbox
 * @param {string} transactionId
 * @param {string} [to] a subscriber
 */
async function triggerEvent({ url, apiKey }, transactionId, to = 'crm-1001') {
	const response = await fetch(`${url}/v1/events/trigger`, {
		method: 'POST',
		headers: { authorization: `ApiKey ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: 'welcome', to, payload: { firstName: 'Ada' }, transactionId }),
	});
	assert.equal(response.status, 201, await response.text());
}

/**
 * @param {N8nClient} n8n
 * @param {SavedWorkflow} workflow with the Novu Polling Trigger
 * @param {number} count waits until so many entries were reported
 * @param {string} [field] what an entry is known by
 * @returns {Promise<unknown[]>} that field of each, in the order in which they were reported
 */
async function reported(n8n, workflow, count, field = 'transactionId') {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const ended = await endedExecutions(n8n, workflow);
		const found = ended.flatMap(({ items }) => items.map((item) => item[field]));
		if (found.length >= count) return found;
		if (Date.now() > deadline) throw new Error(`Only ${found.length} entries: ${found}`);
		await sleep(500);
	}
}

/**
 * @param {Sandbox} sandbox
 * @param {number} [polls] waits until n8n has asked the activity feed so often from now on
 */
async function polled({ requests }, polls = 2) {
	const count = () =>
		requests.filter(({ path, query }) => path === '/v1/notifications' && query.page === '0').length;
	const wanted = count() + polls;
	const deadline = Date.now() + PATIENCE_MS;
	while (count() < wanted) {
		if (Date.now() > deadline) throw new Error('n8n does not poll');
		await sleep(200);
	}
}

module.exports = {
	NODE,
	TYPE,
	POLLING_TYPE,
	EVERY_FIVE_SECONDS,
	deliveries,
	endedExecutions,
	holdingServer,
	polled,
	productionUrl,
	reported,
	savedCredential,
	triggerEvent,
	triggerWorkflow,
};
