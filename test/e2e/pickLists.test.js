const assert = require('node:assert/strict');
const { before, describe, it } = require('node:test');
const { NODE_TYPE } = require('../../scripts/n8n/examples');
const { connect, sandboxApi, useSandbox } = require('./support');

/**
 * @typedef {import('n8n-workflow').IDataObject} IDataObject
 * @typedef {import('n8n-workflow').INodeProperties} INodeProperties
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 * @typedef {import('../../sandbox').Store} Store
 */

const OWNER = 'crm-1001';
const PICKED = 'picked-event';

/** What the lists below are to find and the sandbox does not have from the start. */
const ADDED = [
	['/v2/layouts', { layoutId: 'newsletter', name: 'Monthly' }],
	['/v1/domains', { name: 'inbound.example.com' }],
	['/v1/agents', { identifier: 'support-agent', name: 'Support' }],
	['/v2/contexts', { type: 'tenant', id: 'acme' }],
	['/v1/environment-variables', { key: 'BASE_URL' }],
	[
		'/v1/channel-connections',
		{
			identifier: 'acme-slack',
			integrationIdentifier: 'slack-main',
			connectionMode: 'subscriber',
			subscriberId: OWNER,
			workspace: { id: 'T0123456789', name: 'Acme' },
			auth: { accessToken: 'secret-of-the-workspace' },
		},
	],
	[
		'/v1/channel-endpoints',
		{
			identifier: 'ada-slack',
			integrationIdentifier: 'slack-main',
			subscriberId: OWNER,
			type: 'slack_user',
			endpoint: { userId: 'U0123456789' },
		},
	],
	['/v1/events/trigger', { name: 'welcome', to: OWNER, payload: {}, transactionId: PICKED }],
	['/v1/events/trigger', { name: 'order-shipped', to: OWNER, payload: { orderId: '4711' } }],
];

/** @param {string} value */
const byId = (value) => ({ __rl: true, mode: 'id', value });

/** @param {Store} store @param {string} identifier @returns {string} */
const integrationId = (store, identifier) =>
	store.integrations.all.find((one) => one.identifier === identifier)?._id ?? '';

/** @param {Store} store */
const greeting = (store) => store.messages.lookup('transactionId', PICKED)[0]._id;

/**
 * @typedef {object} Search
 * @property {IDataObject} [parameters] what the node is set to
 * @property {string} filter what the user types
 * @property {RegExp} name what the list shows for the one entry that it finds
 * @property {string | ((store: Store) => string)} value
 */

/** Every search behind a pick list. @type {Record<string, Search>} */
const SEARCHES = {
	searchAgents: {
		filter: 'supp',
		name: /^Support \(support-agent\)$/,
		value: 'support-agent',
	},
	searchChannelConnections: {
		filter: 'acme',
		name: /^slack, Acme, crm-1001 \(acme-slack\)$/,
		value: 'acme-slack',
	},
	searchChannelEndpoints: {
		filter: 'slack_user',
		name: /^crm-1001, slack_user, slack-main \(ada-slack\)$/,
		value: 'ada-slack',
	},
	searchContexts: { filter: 'acme', name: /^tenant:acme$/, value: 'tenant:acme' },
	searchDomains: {
		filter: 'inbound',
		name: /^inbound\.example\.com – pending$/,
		value: 'inbound.example.com',
	},
	searchEnvironments: {
		filter: 'prod',
		name: /^Production$/,
		value: (store) => store.organization.production.environment._id,
	},
	searchEnvironmentVariables: { filter: 'base', name: /^BASE_URL$/, value: 'BASE_URL' },
	searchInboxNotifications: {
		parameters: { subscriberId: byId(OWNER) },
		filter: 'good to see',
		name: /^Welcome \(/,
		value: greeting,
	},
	searchIntegrationIds: {
		filter: 'pushpad',
		name: /^Pushpad \(pushpad-old\) – inactive$/,
		value: (store) => integrationId(store, 'pushpad-old'),
	},
	searchIntegrations: {
		parameters: { providerId: 'fcm' },
		filter: 'android',
		name: /^FCM Android \(fcm-android\)$/,
		value: 'fcm-android',
	},
	searchLayouts: {
		filter: 'newsl',
		name: /^Monthly \(newsletter\) – default$/,
		value: 'newsletter',
	},
	searchMessages: { filter: PICKED, name: /in_app to crm-1001/, value: greeting },
	searchNotifications: {
		filter: PICKED,
		name: /^Welcome to crm-1001 \(/,
		value: (store) => store.notifications.lookup('transactionId', PICKED)[0]._id,
	},
	searchSubscribers: { filter: 'hopper', name: /^Grace Hopper \(crm-1002\)$/, value: 'crm-1002' },
	searchTopicSubscriptions: {
		parameters: { topicKey: byId('customers') },
		filter: 'crm-1003',
		name: /crm-1003/,
		value: (store) =>
			store.topicSubscriptions
				.lookup('subscriber', 'crm-1003')
				.find(({ topicKey }) => topicKey === 'customers')?.identifier ?? '',
	},
	searchTopics: {
		filter: 'beta',
		name: /^Beta Testers \(beta-testers\)$/,
		value: 'beta-testers',
	},
	searchWorkflowSteps: {
		parameters: { workflowId: byId('order-shipped') },
		filter: 'push',
		name: /^Push \(push\)$/,
		value: 'push',
	},
	searchWorkflows: {
		filter: 'digest',
		name: /^Weekly Digest \(weekly-digest\) – inactive$/,
		value: 'weekly-digest',
	},
};

/** What fills the fields of a resource mapper. */
const MAPPER = 'getPayloadFields';

/** The names of methods that stand anywhere in a description. @param {unknown} value @returns {string[]} */
function methodsIn(value) {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		/Method$/.test(name) && typeof inner === 'string' ? [inner] : methodsIn(inner),
	);
}

/** @param {Sandbox} sandbox */
async function fill(sandbox) {
	for (const [path, body] of ADDED) await sandboxApi(sandbox).post(String(path), body);
}

describe('every pick list', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);
	before(async () => await fill(novu.sandbox));

	it('of the node is among those below', async () => {
		const type = await n8n.nodeType(NODE_TYPE);
		const methods = [...new Set(methodsIn(type?.properties))].sort();
		assert.deepEqual(methods, [MAPPER, ...Object.keys(SEARCHES)].sort());
	});

	for (const [method, { parameters, filter, name, value }] of Object.entries(SEARCHES)) {
		it(`${method} shows all, finds one, and finds nothing`, async () => {
			const question = { type: NODE_TYPE, method, credentials: novu.credentials, parameters };
			const wanted = typeof value === 'string' ? value : value(novu.sandbox.store);
			const lists = [];
			for (const typed of [undefined, filter, 'no-such-thing']) {
				lists.push(await n8n.listSearch({ ...question, filter: typed }));
			}
			const [all, some, none] = lists;
			assert.ok(all.results.some((entry) => entry.value === wanted));
			assert.deepEqual(
				some.results.map((entry) => entry.value),
				[wanted],
			);
			assert.match(some.results[0].name, name);
			assert.deepEqual(none.results, []);
			assert.ok(!JSON.stringify(lists).includes('secret'));
		});
	}

	it(`${MAPPER} makes a field of each entry of the workflow's payload schema`, async () => {
		const question = { type: NODE_TYPE, method: MAPPER, credentials: novu.credentials };
		const { fields } = await n8n.mapperFields({
			...question,
			parameters: { workflowId: byId('order-shipped') },
		});
		assert.deepEqual(
			fields.map(({ id, type, required }) => [id, type, required]),
			[
				['orderId', 'string', true],
				['items', 'number', false],
				['express', 'boolean', false],
			],
		);
		const none = await n8n.mapperFields(question);
		assert.deepEqual(none.fields, []);
		assert.match(none.emptyFieldsNotice ?? '', /Choose the workflow/);
	});
});

describe('the pick lists', () => {
	const n8n = connect();
	const novu = useSandbox(n8n);

	/**
	 * @param {string} method
	 * @param {Partial<import('../../scripts/n8n/client').ParameterQuestion>} [question]
	 */
	const list = (method, question) =>
		n8n.listSearch({ type: NODE_TYPE, method, credentials: novu.credentials, ...question });

	it('finds a subscriber by e-mail', async () => {
		const { results } = await list('searchSubscribers', { filter: 'grace.hopper@example.com' });
		assert.deepEqual(
			results.map(({ value }) => value),
			['crm-1002'],
		);
	});

	it('goes through all subscribers page by page', async () => {
		for (let index = 0; index < 120; index += 1)
			novu.sandbox.store.addSubscriber(`page-${index}`, {});
		/** @type {Set<unknown>} */
		const seen = new Set();
		let entries = 0;
		let paginationToken;
		do {
			const page = await list('searchSubscribers', { paginationToken });
			page.results.forEach(({ value }) => seen.add(value));
			entries += page.results.length;
			paginationToken = /** @type {string | undefined} */ (page.paginationToken);
		} while (paginationToken);
		novu.sandbox.reset();
		assert.ok(seen.has('crm-1001') && seen.has('page-0') && seen.has('page-119'));
		assert.equal(entries, seen.size);
	});

	it("offers the provider's active integrations", async () => {
		const { results } = await list('searchIntegrations', { parameters: { providerId: 'fcm' } });
		assert.deepEqual(results.map(({ value }) => value).sort(), ['fcm-android', 'fcm-ios']);
	});

	it('says why a list cannot be loaded', async () => {
		const { id, name } = await n8n.saveCredential({
			name: 'Wrong key',
			type: 'novuApi',
			data: { apiKey: 'wrong-key-0123456789', region: 'custom', baseUrl: novu.sandbox.url },
		});
		const credentials = { novuApi: { id, name } };
		await assert.rejects(list('searchSubscribers', { credentials }), /API Key not found/);
	});
});
