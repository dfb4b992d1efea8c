const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { setTimeout: sleep } = require('node:timers/promises');
const { NOVU, node, novuNode } = require('./support');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 * @typedef {import('./support').NodeCredentials} NodeCredentials
 * @typedef {Record<string, string>} Payload of a question as Novu got it
 * @typedef {{ id: string, payload: Payload }} Asked an execution that waits
 */

/** How long n8n may take until it waits, in milliseconds. */
const PATIENCE_MS = 60_000;
/** The trigger that `published` puts in front. */
const START = 'Start';

const byId = (/** @type {string} */ value) => ({ __rl: true, mode: 'id', value });

/**
 * @param {NodeCredentials} credentials
 * @param {IDataObject} [parameters] beside those of an approval with two buttons
 * @param {Partial<INode>} [settings]
 * @returns {INode} a node that asks
 */
function asking(credentials, parameters = {}, settings = {}) {
	const approval = {
		resource: 'event',
		operation: 'sendAndWait',
		workflowId: byId('order-shipped'),
		subscriberId: byId('crm-1001'),
		message: '={{ "May order " + $json.order + " be refunded?" }}',
		approvalOptions: { values: { approvalType: 'double' } },
		payloadMode: 'json',
		payload: '={{ { orderId: $json.order } }}',
		...parameters,
	};
	return novuNode(/** @type {INode['parameters']} */ (approval), credentials, settings);
}

/**
 * Publishes a workflow that a webhook starts with an item for each entry of `items`.
 * @param {N8nClient} n8n
 * @param {INode[]} nodes what follows, the first one after the items
 * @param {import('n8n-workflow').IConnections} [connections] among them
 * @returns {Promise<{ workflow: SavedWorkflow, start: (...items: IDataObject[]) => Promise<void> }>}
 */
async function published(n8n, nodes, connections = {}) {
	const path = randomUUID();
	const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived' };
	const start = node(START, 'n8n-nodes-base.webhook', 2, { parameters, webhookId: randomUUID() });
	const items = node('Items', 'n8n-nodes-base.splitOut', 1, {
		parameters: { fieldToSplitOut: 'body.items' },
	});
	const link = (/** @type {string} */ name) => ({
		main: [[{ node: name, type: /** @type {const} */ ('main'), index: 0 }]],
	});
	const workflow = await n8n.createWorkflow({
		name: path,
		nodes: [start, items, ...nodes],
		connections: { [START]: link('Items'), Items: link(nodes[0].name), ...connections },
	});
	await n8n.activate(workflow);
	return {
		workflow,
		start: async (...entries) => {
			const answer = await fetch(`${n8n.url}/webhook/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ items: entries }),
			});
			assert.equal(answer.status, 200, await answer.text());
		},
	};
}

/**
 * @param {N8nClient} n8n
 * @param {SavedWorkflow} workflow
 * @param {import('../../sandbox').Sandbox} sandbox
 * @param {number} [count] so many questions were asked by then
 * @returns {Promise<Asked>} the newest execution of the workflow, once it waits
 */
async function waiting(n8n, workflow, sandbox, count = 1) {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const [newest] = await n8n.executions(workflow.id);
		const events = sandbox.requests.filter(({ path }) => path === '/v1/events/trigger');
		if (newest?.status === 'waiting' && events.length >= count) {
			const { body } = events[count - 1];
			return { id: newest.id, payload: /** @type {any} */ (body).payload };
		}
		if (Date.now() > deadline || newest?.status === 'error') {
			throw new Error(`It does not wait: ${JSON.stringify(newest)}, ${events.length} asked`);
		}
		await sleep(100);
	}
}

/** @param {Record<string, string>} fields as a browser sends the page's form */
function formData(fields) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

/**
 * Opens an address of a question, or sends its form.
 * @param {{ url: string }} n8n where n8n is now: it may have been started anew
 * @param {string} address
 * @param {Record<string, string>} [form] sent by POST; without, the address is opened
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ status: number, text: string, headers: Headers }>}
 */
async function visit(n8n, address, form, headers = {}) {
	const { pathname, search } = new URL(address);
	const answer = await fetch(`${n8n.url}${pathname}${search}`, {
		headers: { 'user-agent': 'Mozilla/5.0', ...headers },
		...(form && { method: 'POST', body: formData(form) }),
	});
	return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

module.exports = { NOVU, START, asking, byId, published, visit, waiting };
