const { randomUUID } = require('node:crypto');
const http = require('node:http');
const { outputItems } = require('../../scripts/n8n/client');
const { poll } = require('../../scripts/n8n/poll');
const recorded = require('../recordings/deliveries.json');
const { EXAMPLE_SECRET } = require('../trigger/sender');
const { chain, node, sandboxApi } = require('./support');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INode} INode
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 * @typedef {import('../../scripts/n8n/client').SavedWorkflow} SavedWorkflow
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 * @typedef {Pick<INode, 'type' | 'typeVersion' | 'parameters'>} Step a node behind a trigger
 * @typedef {object} Rest what else a workflow has beside its trigger
 * @property {Step[]} [then] nodes behind it
 * @property {import('n8n-workflow').IWorkflowSettings} [settings]
 *
 * @typedef {{ workflow: SavedWorkflow, url: string }} Published a workflow whose trigger is active,
 * and where Novu reaches it
 */

const NODE = 'Novu Trigger';
const TYPE = 'n8n-nodes-novu.novuTrigger';
const POLLING_TYPE = 'n8n-nodes-novu.novuPollingTrigger';

/** The type of the Novu Trigger's credential, and what it holds for events and for deliveries. */
const SECRET = 'novuWebhookSecretApi';
const EVENTS = { purpose: 'events', signingSecret: EXAMPLE_SECRET };
const HMAC = { purpose: 'delivery', hmacSecret: 'example-hmac-secret' };

/** What the Novu Trigger is set to for messages that failed. */
const ON_FAILED_MESSAGE = { triggerOn: 'event', events: ['message.failed'] };

/** A node that fails. @type {Step} */
const FAILING_STEP = {
	type: 'n8n-nodes-base.stopAndError',
	typeVersion: 1,
	parameters: { errorMessage: 'SMSC away' },
};

/** @param {string} url @returns {Step} a node that calls it */
function callingStep(url) {
	return { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { url } };
}

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
 * @param {{ trigger: Partial<INode> } & Rest} options `trigger`: such as its parameters and credentials
 * @returns {Promise<SavedWorkflow>}
 */
async function triggerWorkflow(n8n, { trigger, then = [], settings }) {
	const nodes = [
		node(NODE, TYPE, 1, { webhookId: randomUUID(), ...trigger }),
		...then.map((step, i) => node(`Step ${i + 1}`, step.type, step.typeVersion, step)),
	];
	return await n8n.createWorkflow({
		name: randomUUID(),
		nodes,
		connections: chain(nodes),
		settings,
	});
}

/**
 * Publishes a workflow that starts with the Novu Trigger.
 * @param {N8nClient} n8n
 * @param {import('n8n-workflow').INodeParameters} parameters of the trigger
 * @param {IDataObject} secret what its credential holds
 * @param {Rest} [rest]
 * @returns {Promise<Published>}
 * @throws {Error} when n8n refuses to publish it
 */
async function publishTrigger(n8n, parameters, secret, rest) {
	const credentials = await savedCredential(n8n, SECRET, secret);
	const workflow = await triggerWorkflow(n8n, { trigger: { parameters, credentials }, ...rest });
	await n8n.activate(workflow);
	return { workflow, url: productionUrl(n8n, workflow) };
}

/**
 * Publishes a workflow that starts with the Novu Polling Trigger.
 * @param {N8nClient} n8n
 * @param {string} triggerOn
 * @param {INode['credentials']} credentials
 * @param {Rest} [rest]
 * @returns {Promise<SavedWorkflow>}
 */
async function publishPolling(n8n, triggerOn, credentials, rest) {
	const parameters = { pollTimes: EVERY_FIVE_SECONDS, triggerOn };
	const trigger = { type: POLLING_TYPE, parameters, credentials };
	const workflow = await triggerWorkflow(n8n, { trigger, ...rest });
	await n8n.activate(workflow);
	return workflow;
}

/**
 * Ends what a published workflow's triggers do.
 * @param {N8nClient} n8n
 * @param {SavedWorkflow} workflow
 */
async function unpublish(n8n, { id }) {
	await n8n.request('POST', `/rest/workflows/${id}/deactivate`, {});
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
async function triggerEvent(sandbox, transactionId, to = 'crm-1001') {
	const event = { name: 'welcome', to, payload: { firstName: 'Ada' }, transactionId };
	await sandboxApi(sandbox).post('/v1/events/trigger', event);
}

/**
 * @param {N8nClient} n8n
 * @param {SavedWorkflow} workflow with the Novu Polling Trigger
 * @param {number} count waits until so many entries were reported
 * @param {string} [field] what an entry is known by
 * @returns {Promise<unknown[]>} that field of each, in the order in which they were reported
 */
async function reported(n8n, workflow, count, field = 'transactionId') {
	/** @type {unknown[]} */
	let found = [];
	const ask = async () => {
		const ended = await endedExecutions(n8n, workflow);
		found = ended.flatMap(({ items }) => items.map((item) => item[field]));
		return found.length >= count ? found : undefined;
	};
	const late = () => `Only ${found.length} entries: ${found}`;
	return await poll(ask, { everyMs: 500, withinMs: PATIENCE_MS, late });
}

/**
 * @param {Sandbox} sandbox
 * @param {number} [polls] waits until n8n has asked the activity feed so often from now on
 */
async function polled({ requests }, polls = 2) {
	const isFirstPage = (/** @type {typeof requests[number]} */ { path, query }) =>
		path === '/v1/notifications' && query.page === '0';
	await grown(() => requests.filter(isFirstPage).length, polls);
}

/**
 * @param {() => number} count of polls until now
 * @param {number} more waits until there are so many more
 */
async function grown(count, more) {
	const wanted = count() + more;
	const late = () => 'n8n does not poll';
	const ask = () => count() >= wanted || undefined;
	await poll(ask, { everyMs: 200, withinMs: PATIENCE_MS, late });
}

module.exports = {
	NODE,
	TYPE,
	POLLING_TYPE,
	EVERY_FIVE_SECONDS,
	SECRET,
	EVENTS,
	HMAC,
	ON_FAILED_MESSAGE,
	FAILING_STEP,
	callingStep,
	deliveries,
	endedExecutions,
	grown,
	holdingServer,
	polled,
	productionUrl,
	publishPolling,
	publishTrigger,
	reported,
	savedCredential,
	triggerEvent,
	triggerWorkflow,
	unpublish,
};
