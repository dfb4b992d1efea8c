const { randomUUID } = require('node:crypto');
const axios = require('axios').default;
const { node, novuNode, webhookWorkflow } = require('../e2e/support');
const {
	EVENTS,
	HMAC,
	ON_FAILED_MESSAGE,
	publishPolling,
	publishTrigger,
} = require('../e2e/triggerSupport');

/**
 * @typedef {import('n8n-workflow').INodeParameters} Fields
 * @typedef {import('../../scripts/n8n/client').N8nClient} N8nClient
 */

/** n8n keeps nothing of an execution, so that its database stays small. */
const SETTINGS = /** @type {const} */ ({
	executionOrder: 'v1',
	saveDataSuccessExecution: 'none',
	saveDataErrorExecution: 'none',
	saveManualExecutions: false,
});

/** @param {string} value @returns {Fields} */
const byId = (value) => ({ __rl: true, mode: 'id', value });

/** Of every operation: patient enough for the sandbox's faults. */
const OPTIONS = { retries: 6, timeout: 3000 };

const EACH = byId('={{ $json.subscriber }}');

/**
 * What each kind of workflow asks of Novu, an item for each entry that it is given.
 * @type {Record<string, Fields>}
 */
const OPERATIONS = {
	append: {
		resource: 'subscriber',
		operation: 'updateCredentials',
		subscriberId: EACH,
		providerId: 'expo',
		tokenMode: 'append',
		deviceTokens: '={{ $json.token }}',
		options: OPTIONS,
	},
	remove: {
		resource: 'subscriber',
		operation: 'removeDeviceTokens',
		subscriberId: EACH,
		providerId: 'expo',
		deviceTokens: '={{ $json.token }}',
		options: OPTIONS,
	},
	merge: {
		resource: 'subscriber',
		operation: 'mergeDuplicateEntries',
		subscriberId: EACH,
		providerId: 'expo',
		options: OPTIONS,
	},
	upsert: {
		resource: 'subscriber',
		operation: 'upsert',
		subscriberId: EACH,
		additionalFields: { firstName: '={{ $json.name }}' },
		options: OPTIONS,
	},
	upsertMany: {
		resource: 'subscriber',
		operation: 'upsertMany',
		subscriberId: EACH,
		additionalFields: { firstName: '={{ $json.name }}' },
		options: OPTIONS,
	},
	get: { resource: 'subscriber', operation: 'get', subscriberId: EACH, options: OPTIONS },
	trigger: {
		resource: 'event',
		operation: 'trigger',
		workflowId: byId('welcome'),
		to: 'subscriber',
		subscriberId: EACH,
		payloadMode: 'json',
		payload: '{ "firstName": "Ada" }',
		additionalFields: { transactionId: '={{ $json.transaction }}' },
		options: { ...OPTIONS, idempotencyKey: '={{ $json.transaction }}' },
	},
};

/**
 * Publishes a workflow for each operation.
 * @param {N8nClient} n8n
 * @param {import('../e2e/support').NodeCredentials} credentials
 * @returns {Promise<(operation: string, items: object[]) => Promise<object[]>>} runs one with items,
 * and hands out what came of each
 */
async function publishOperations(n8n, credentials) {
	/** @type {Map<string, string>} */
	const urls = new Map();
	for (const [operation, parameters] of Object.entries(OPERATIONS)) {
		const path = randomUUID();
		const onError = 'continueRegularOutput';
		const workflow = webhookWorkflow(path, novuNode(parameters, credentials, { onError }));
		const saved = await n8n.createWorkflow({ ...workflow, settings: SETTINGS });
		await n8n.activate(saved);
		urls.set(operation, `${n8n.url}/webhook/${path}`);
	}
	return async (operation, items) => {
		const headers = { connection: 'close' };
		const { data } = await axios.post(urls.get(operation) ?? '', { items }, { headers });
		return data;
	};
}

/**
 * @param {string} url of the collector, with a path
 * @param {string} name an expression
 */
function tell(url, name) {
	const { type, typeVersion, parameters } = node('Tell', 'n8n-nodes-base.httpRequest', 4.2, {
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ name: ${name} }) }}`,
		},
	});
	return [{ type, typeVersion, parameters }];
}

/**
 * Publishes a workflow for each way to start one.
 * @param {N8nClient} n8n
 * @param {import('../e2e/support').NodeCredentials} credentials for the activity feed
 * @param {string} collector where each tells what has started it
 * @returns {Promise<{ eventUrl: string, deliveryUrl: string }>}
 */
async function publishTriggers(n8n, credentials, collector) {
	/** @param {string} path @param {string} name an expression */
	const rest = (path, name) => ({ then: tell(`${collector}/${path}`, name), settings: SETTINGS });
	const onDelivery = { triggerOn: 'delivery', respond: 'afterWorkflow' };
	const [deviceToken, content] = ['$json.error.deviceToken', '$json.content'];
	await publishPolling(n8n, 'created', credentials, rest('notifications', '$json.transactionId'));
	const events = await publishTrigger(n8n, ON_FAILED_MESSAGE, EVENTS, rest('events', deviceToken));
	const deliveries = await publishTrigger(n8n, onDelivery, HMAC, rest('deliveries', content));
	return { eventUrl: events.url, deliveryUrl: deliveries.url };
}

module.exports = { publishOperations, publishTriggers };
