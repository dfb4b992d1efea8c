const assert = require('node:assert/strict');
const { body, byId, fromList } = require('./step');

/** @param {any[]} output @param {string[]} transactionIds those that Novu took */
function checkTaken(output, transactionIds) {
	assert.deepEqual(
		output,
		transactionIds.map((transactionId) => ({
			acknowledged: true,
			status: 'processed',
			transactionId,
		})),
	);
}

/** @type {import('./step').Row} */
const events = [
	{
		name: 'Welcome the topic',
		operation: 'event.trigger',
		parameters: {
			workflowId: fromList('welcome', 'Welcome (welcome)'),
			to: 'topic',
			topicKey: byId("={{ $('Create a topic').first().json.key }}"),
			payloadMode: 'fields',
			payloadFields: {
				mappingMode: 'defineBelow',
				value: {
					firstName: `={{ ${body('contacts')}.map((one) => one.firstName).join(' and ') }}`,
				},
				matchingColumns: [],
				schema: [
					{
						id: 'firstName',
						displayName: 'firstName',
						required: false,
						defaultMatch: false,
						display: true,
						type: 'string',
					},
				],
			},
			additionalFields: { transactionId: `={{ 'welcome-' + ${body('run')} }}` },
		},
		check: (output, { input }) => checkTaken(output, [`welcome-${input.run}`]),
	},
	{
		name: 'Tell everybody of an incident',
		operation: 'event.broadcast',
		parameters: {
			workflowId: fromList('incident', 'Incident (incident)'),
			sendToAll: true,
			payloadMode: 'json',
			payload: '{ "title": "The database is down" }',
			additionalFields: { transactionId: `={{ 'incident-' + ${body('run')} }}` },
		},
		check: (output, { input }) => checkTaken(output, [`incident-${input.run}`]),
	},
	{
		name: 'Remind two contacts later',
		operation: 'event.trigger',
		parameters: {
			workflowId: byId('reminder'),
			to: 'subscribers',
			subscriberIds: `={{ ${body('contacts')}.slice(0, 2).map((one) => one.id) }}`,
			payloadMode: 'json',
			payload: '{}',
			additionalFields: { transactionId: `={{ 'reminder-' + ${body('run')} }}` },
		},
		check: (output, { input }) => checkTaken(output, [`reminder-${input.run}`]),
	},
	{
		name: 'Take the reminder back',
		operation: 'event.cancel',
		parameters: { transactionId: '={{ $json.transactionId }}' },
		check: (output, { input }) =>
			assert.deepEqual(output, [{ cancelled: true, transactionId: `reminder-${input.run}` }]),
	},
];

/** @type {import('./step').Row} */
const orders = [
	{ name: 'Orders', split: 'body.orders' },
	{
		name: 'Tell of each order',
		operation: 'event.triggerBulk',
		parameters: {
			workflowId: fromList('order-shipped', 'Order Shipped (order-shipped)'),
			to: 'subscriber',
			subscriberId: byId('={{ $json.contact }}'),
			payloadMode: 'json',
			payload: '={{ { orderId: $json.orderId } }}',
			additionalFields: { transactionId: "={{ 'shipped-' + $json.orderId }}" },
		},
		check: (output, { input }) =>
			checkTaken(
				output,
				input.orders.map(({ orderId }) => `shipped-${orderId}`),
			),
	},
];

module.exports = { events, orders };
