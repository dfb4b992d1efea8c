const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { addAgent, addConversation, addWorkflow, linkAgent } = require('../../../sandbox');
const { NODE_TYPE } = require('../../../scripts/n8n/examples');
const { node } = require('../support');
const activity = require('./activity');
const { agents, CONVERSED } = require('./agents');
const { channels } = require('./channels');
const contexts = require('./contexts');
const domains = require('./domains');
const { events, orders } = require('./events');
const { inbox } = require('./inbox');
const integrations = require('./integrations');
const layouts = require('./layouts');
const subscribers = require('./subscribers');
const topics = require('./topics');
const { translations } = require('./translations');
const { workflows } = require('./workflows');
const { asCode } = require('./workflowsAsCode');

/**
 * @typedef {import('./step').Row} Row
 * @typedef {import('./step').Step} Step
 * @typedef {import('./step').Split} Split
 * @typedef {import('./step').TourInput} TourInput
 */

/** The rows of the tour. n8n goes through them from above, each to its end. @type {Row[]} */
const ROWS = [
	subscribers.contacts,
	subscribers.raced,
	contexts.contexts,
	topics.topics,
	workflows,
	asCode,
	translations,
	layouts.layouts,
	domains.domains,
	integrations.chat,
	integrations.mail,
	channels,
	events,
	orders,
	agents,
	activity.activity,
	activity.messages,
	inbox,
	integrations.teardown,
	layouts.teardown,
	domains.teardown,
	topics.teardown,
	contexts.teardown,
	subscribers.teardown,
];

/** n8n puts an execution aside that waits, and answers the webhook: these have e2e tests of their own. */
const WAITING = ['event.sendAndWait'];

/** The webhook that begins every row. */
const START = 'Start';

/** How far apart nodes stand in the editor, in its pixels. */
const DISTANCE = { x: 220, y: 200 };

/** @param {Step | Split} one @returns {one is Step} */
const isStep = (one) => 'operation' in one;

/** Every node of Novu's, in the order in which they run. */
const STEPS = ROWS.flat().filter(isStep);

/**
 * @param {Step | Split} one
 * @param {import('../support').NodeCredentials} credentials
 * @param {[number, number]} position
 * @returns {import('n8n-workflow').INode}
 */
function nodeOf(one, credentials, position) {
	if (!isStep(one)) {
		const parameters = { fieldToSplitOut: one.split };
		return node(one.name, 'n8n-nodes-base.splitOut', 1, { parameters, position });
	}
	const [resource, operation] = one.operation.split('.');
	return node(one.name, NODE_TYPE, 1, {
		parameters: /** @type {any} */ ({ resource, operation, ...one.parameters }),
		credentials,
		position,
		...(one.once && { executeOnce: true }),
	});
}

/**
 * @param {string} path of the webhook
 * @returns {import('n8n-workflow').INode}
 */
function startNode(path) {
	const parameters = {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		responseData: 'allEntries',
	};
	return node(START, 'n8n-nodes-base.webhook', 2, { parameters, webhookId: randomUUID() });
}

/**
 * The tour as n8n would import it: a webhook, and behind it a row of nodes for each group of
 * operations.
 * @param {string} path of the webhook
 * @param {import('../support').NodeCredentials} credentials
 * @returns {import('../../../scripts/n8n/client').WorkflowJson}
 */
function tourWorkflow(path, credentials) {
	const rows = ROWS.map((row, y) =>
		row.map((one, x) => nodeOf(one, credentials, [(x + 1) * DISTANCE.x, y * DISTANCE.y])),
	);
	const links = rows.flatMap((row) => row.slice(1).map(({ name }, x) => [row[x].name, name]));
	const starts = rows.map(([{ name }]) => link(name));
	const connections = {
		[START]: { main: [starts] },
		...Object.fromEntries(links.map(([from, to]) => [from, { main: [[link(to)]] }])),
	};
	return { name: 'All operations of Novu', nodes: [startNode(path), ...rows.flat()], connections };
}

/** @param {string} target a node's name @returns {import('n8n-workflow').IConnection} */
function link(target) {
	return { node: target, type: 'main', index: 0 };
}

/** The subscriber of the tour that a race has left with double entries. */
const RACED = 'crm-1001';

/**
 * Adds to a sandbox what it does not have from the start: a workflow that waits, a subscriber with two
 * entries for one integration, and an agent in a conversation.
 * @param {import('../../../sandbox').Store} store
 */
function prepare(store) {
	addWorkflow(store, { name: 'Reminder', steps: [{ type: 'delay' }, { type: 'in_app' }] });
	const expo = store.integrations.all.find(({ identifier }) => identifier === 'expo-main');
	const chat = store.integrations.all.find(
		({ identifier }) => identifier === CONVERSED.integration,
	);
	const subscriber = store.subscriber(RACED);
	assert.ok(expo && chat && subscriber);
	const agent = addAgent(store, CONVERSED.agent, {
		name: 'Support',
		description: 'Answers customers',
		bridgeUrl: 'http://127.0.0.1/bridge',
	});
	linkAgent(store, agent, chat);
	addConversation(store, CONVERSED.agent, CONVERSED.conversation);
	subscriber.channels = ['raced-phone', 'raced-tablet'].map((token) => ({
		providerId: 'expo',
		_integrationId: expo._id,
		credentials: { deviceTokens: [token] },
	}));
}

/**
 * @returns {TourInput} people, orders and secrets that no other run has
 */
function tourInput() {
	const run = randomUUID().slice(0, 8);
	const people = [
		['Ada', 'Byron'],
		['Zoë', 'Müller'],
		['Grace', 'Murray'],
	];
	const contacts = people.map(([firstName, lastName], index) => {
		const email = `${'abc'[index]}-${run}@example.com`;
		return {
			// An ID may be an address, and must be written another way in a path then.
			id: index === 1 ? email : `tour-${run}-${index}`,
			firstName,
			lastName,
			email,
			tokens: [`old-${run}-${index}`, `new-${run}-${index}`],
		};
	});
	const secret = (/** @type {string} */ name) => [name, `secret-${name}-${randomUUID()}`];
	return {
		run,
		contacts,
		orders: contacts.map(({ id }, index) => ({ orderId: `${run}-${index}`, contact: id })),
		raced: RACED,
		secrets: Object.fromEntries(['bot', 'mail', 'workspace', 'renewed'].map(secret)),
	};
}

module.exports = { WAITING, prepare, START, STEPS, tourInput, tourWorkflow };
