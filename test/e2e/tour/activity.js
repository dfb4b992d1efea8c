const assert = require('node:assert/strict');
const { byId, fromList } = require('./step');

/** @type {import('./step').Row} */
const activity = [
	{
		name: 'List what became of the welcome',
		operation: 'notification.getAll',
		parameters: {
			returnAll: true,
			filters: {
				transactionId: "={{ $('Welcome the topic').first().json.transactionId }}",
				workflowId: fromList('welcome', 'Welcome (welcome)'),
			},
		},
		check: (output, { input }) => {
			const members = input.contacts.slice(0, 2);
			assert.deepEqual(
				output.map(({ subscriberId }) => subscriberId).sort(),
				members.map(({ id }) => id).sort(),
			);
			for (const { workflowId, topics, steps } of output) {
				assert.deepEqual([workflowId, topics], ['welcome', [`news-${input.run}`]]);
				assert.deepEqual(
					steps.map((/** @type {any} */ { type, status }) => [type, status]),
					[['in_app', 'completed']],
				);
			}
		},
	},
	{
		name: 'Read each of them',
		operation: 'notification.get',
		parameters: { notificationId: byId('={{ $json._id }}') },
		check: (output, { outputOf }) =>
			assert.deepEqual(output, outputOf('List what became of the welcome')),
	},
];

/** @type {import('./step').Row} */
const messages = [
	{
		name: 'List the push messages of the orders',
		operation: 'message.getAll',
		parameters: {
			returnAll: true,
			filters: {
				channel: 'push',
				transactionId:
					"={{ $('Tell of each order').all().map((item) => item.json.transactionId) }}",
			},
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriberId }) => subscriberId).sort(),
				// The last one has switched them off.
				input.contacts
					.slice(0, 2)
					.map(({ id }) => id)
					.sort(),
			),
	},
	{
		name: 'Delete each of them',
		operation: 'message.delete',
		parameters: { messageId: byId('={{ $json._id }}') },
		check: (output, { outputOf }) =>
			assert.deepEqual(
				output,
				outputOf('List the push messages of the orders').map(({ _id }) => ({
					deleted: true,
					messageId: _id,
				})),
			),
	},
	{
		name: 'List the chat messages of the incident',
		operation: 'message.getAll',
		once: true,
		parameters: {
			returnAll: true,
			filters: {
				channel: 'chat',
				transactionId: "={{ $('Tell everybody of an incident').first().json.transactionId }}",
			},
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriberId, providerId }) => [subscriberId, providerId]).sort(),
				input.contacts.map(({ id }) => [id, 'slack']).sort(),
			),
	},
	{
		name: 'Take the incident back',
		operation: 'message.deleteByTransaction',
		once: true,
		parameters: {
			transactionId: '={{ $json.transactionId }}',
			filters: { channel: 'chat' },
		},
		check: (output, { input }) =>
			assert.deepEqual(output, [{ deleted: true, transactionId: `incident-${input.run}` }]),
	},
];

module.exports = { activity, messages };
