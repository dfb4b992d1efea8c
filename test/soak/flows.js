const { randomUUID } = require('node:crypto');
const axios = require('axios').default;
const { node, novuNode, webhookWorkflow } = require('../e2e/support');
const {
	EVERY_FIVE_SECONDS,
	POLLING_TYPE,
	productionUrl,
	savedCredential,
	triggerWorkflow,
} = require('../e2e/triggerSupport');
const { EXAMPLE_SECRET } = require('../trigger/sender');

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

const HMAC_SECRET = 'example-hmac-secret';

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
	const secret = 'novuWebhookSecretApi';
	/** @param {Parameters<typeof triggerWorkflow>[1]} options */
	const publish = async (options) => {
		const workflow = await triggerWorkflow(n8n, { ...options, settings: SETTINGS });
		await n8n.activate(workflow);
		return productionUrl(n8n, workflow);
	};
	const events = await savedCredential(n8n, secret, {
		purpose: 'events',
		signingSecret: EXAMPLE_SECRET,
	});
	const deliveries = await savedCredential(n8n, secret, {
		purpose: 'delivery',
		hmacSecret: HMAC_SECRET,
	});
	const parameters = { triggerOn: 'created', pollTimes: EVERY_FIVE_SECONDS };
	await publish({
		trigger: { type: POLLING_TYPE, parameters, credentials },
		then: tell(`${collector}/notifications`, '$json.transactionId'),
	});
	return {
		eventUrl: await publish({
			trigger: {
				parameters: { triggerOn: 'event', events: ['message.failed'] },
				credentials: events,
			},
			then: tell(`${collector}/events`, '$json.error.deviceToken'),
		}),
		deliveryUrl: await publish({
			trigger: {
				parameters: { triggerOn: 'delivery', respond: 'afterWorkflow' },
				credentials: deliveries,
			},
			then: tell(`${collector}/deliveries`, '$json.content'),
		}),
	};
}

module.exports = { HMAC_SECRET, publishOperations, publishTriggers };
