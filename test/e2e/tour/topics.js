const assert = require('node:assert/strict');
const { body, byId } = require('./step');

const TOPIC = byId("={{ $('Create a topic').first().json.key }}");

/** @param {import('./step').Tour} tour @returns {string} */
const keyOf = ({ input }) => `news-${input.run}`;

/** @type {import('./step').Row} */
const topics = [
	{
		name: 'Create a topic',
		operation: 'topic.upsert',
		parameters: {
			topicKey: byId(`={{ 'news-' + ${body('run')} }}`),
			additionalFields: { name: 'News' },
		},
		check: ([{ key, name }, ...more], tour) =>
			assert.deepEqual([key, name, more], [keyOf(tour), 'News', []]),
	},
	{
		name: 'Subscribe the contacts',
		operation: 'topicSubscription.add',
		parameters: {
			topicKey: byId('={{ $json.key }}'),
			subscribers: 'several',
			subscriberIds: "={{ $('Add the contacts').all().map((item) => item.json.subscriberId) }}",
		},
		check: (output, tour) =>
			assert.deepEqual(
				output.map(({ topic, subscriber }) => [topic.key, subscriber.subscriberId]),
				tour.input.contacts.map(({ id }) => [keyOf(tour), id]),
			),
	},
	{
		name: 'Read each subscription',
		operation: 'topicSubscription.get',
		parameters: {
			topicKey: byId('={{ $json.topic.key }}'),
			subscriptionIdentifier: byId('={{ $json.identifier }}'),
		},
		check: (output, { outputOf }) =>
			assert.deepEqual(
				output.map(({ id, identifier }) => [id, identifier]),
				outputOf('Subscribe the contacts').map(({ _id, identifier }) => [_id, identifier]),
			),
	},
	{
		name: 'Name each subscription',
		operation: 'topicSubscription.update',
		parameters: {
			topicKey: TOPIC,
			subscriptionIdentifier: byId('={{ $json.identifier }}'),
			updateFields: {
				name: "={{ 'News for ' + $('Subscribe the contacts').item.json.subscriber.firstName }}",
			},
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ name }) => name),
				input.contacts.map(({ firstName }) => `News for ${firstName}`),
			),
	},
	{
		name: 'Check each contact',
		operation: 'topic.checkSubscriber',
		parameters: {
			topicKey: TOPIC,
			subscriberId: byId("={{ $('Subscribe the contacts').item.json.subscriber.subscriberId }}"),
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscribed, subscriberId }) => [subscribed, subscriberId]),
				input.contacts.map(({ id }) => [true, id]),
			),
	},
	{
		name: 'Unsubscribe the last contact',
		operation: 'topicSubscription.remove',
		once: true,
		parameters: {
			topicKey: TOPIC,
			subscribers: 'one',
			subscriberId: byId("={{ $('Check each contact').last().json.subscriberId }}"),
		},
		check: (output, tour) =>
			assert.deepEqual(output, [
				{ deleted: true, topicKey: keyOf(tour), subscriberId: tour.input.contacts[2].id },
			]),
	},
	{
		name: 'Check the last contact again',
		operation: 'topic.checkSubscriber',
		parameters: { topicKey: TOPIC, subscriberId: byId('={{ $json.subscriberId }}') },
		check: ([{ subscribed }]) => assert.equal(subscribed, false),
	},
	{
		name: 'List the subscriptions',
		operation: 'topicSubscription.getAll',
		parameters: { topicKey: TOPIC, returnAll: true },
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriber }) => subscriber.subscriberId).sort(),
				input.contacts
					.slice(0, 2)
					.map(({ id }) => id)
					.sort(),
			),
	},
	{
		name: 'List the topics of each',
		operation: 'subscriber.getTopics',
		parameters: {
			subscriberId: byId('={{ $json.subscriber.subscriberId }}'),
			returnAll: true,
			filters: { topicKey: '={{ $json.topic.key }}' },
		},
		check: (output, { outputOf }) =>
			assert.deepEqual(
				output.map(({ _id }) => _id),
				outputOf('List the subscriptions').map(({ _id }) => _id),
			),
	},
	{
		name: 'Rename the topic',
		operation: 'topic.update',
		once: true,
		parameters: {
			topicKey: byId('={{ $json.topic.key }}'),
			updateFields: { name: 'Product news' },
		},
		check: (output, tour) =>
			assert.deepEqual(
				output.map(({ key, name }) => [key, name]),
				[[keyOf(tour), 'Product news']],
			),
	},
	{
		name: 'Read the topic',
		operation: 'topic.get',
		parameters: { topicKey: byId('={{ $json.key }}') },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Rename the topic')),
	},
	{
		name: 'Find the topic',
		operation: 'topic.getAll',
		parameters: { limit: 10, filters: { topicKey: '={{ $json.key }}', name: 'product' } },
		check: (output, { outputOf }) => assert.deepEqual(output, outputOf('Rename the topic')),
	},
];

/** @type {import('./step').Row} */
const teardown = [
	{
		name: 'Delete the topic',
		operation: 'topic.delete',
		parameters: { topicKey: TOPIC },
		check: (output, tour) => assert.deepEqual(output, [{ deleted: true, topicKey: keyOf(tour) }]),
	},
];

module.exports = { topics, teardown };
