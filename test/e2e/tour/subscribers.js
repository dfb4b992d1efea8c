const assert = require('node:assert/strict');
const { body, byId } = require('./step');

const EACH = byId('={{ $json.subscriberId }}');

/** @type {import('./step').Row} */
const contacts = [
	{ name: 'Contacts', split: 'body.contacts' },
	{
		name: 'Add the contacts',
		operation: 'subscriber.upsertMany',
		parameters: {
			subscriberId: byId('={{ $json.id }}'),
			additionalFields: {
				firstName: '={{ $json.firstName }}',
				lastName: '={{ $json.lastName }}',
				email: '={{ $json.email }}',
			},
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output,
				input.contacts.map(({ id }) => ({ subscriberId: id, created: true, updated: false })),
			),
	},
	{
		name: 'Add what they pay',
		operation: 'subscriber.upsert',
		parameters: {
			subscriberId: EACH,
			additionalFields: { data: '{ "plan": "pro" }', locale: 'en_US' },
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriberId, firstName, data }) => ({ subscriberId, firstName, data })),
				input.contacts.map(({ id, firstName }) => ({
					subscriberId: id,
					firstName,
					data: { plan: 'pro' },
				})),
			),
	},
	{
		name: 'Set their time zone',
		operation: 'subscriber.update',
		parameters: { subscriberId: EACH, updateFields: { timezone: 'Europe/Berlin' } },
		check: (output, { input }) => {
			assert.equal(output.length, input.contacts.length);
			for (const { timezone, data, locale } of output) {
				assert.deepEqual(
					{ timezone, data, locale },
					{ timezone: 'Europe/Berlin', data: { plan: 'pro' }, locale: 'en_US' },
				);
			}
		},
	},
	{
		name: 'Say that they are online',
		operation: 'subscriber.updateOnlineStatus',
		parameters: { subscriberId: EACH, isOnline: true },
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriberId, isOnline }) => [subscriberId, isOnline]),
				input.contacts.map(({ id }) => [id, true]),
			),
	},
	{
		name: 'Add their devices',
		operation: 'subscriber.updateCredentials',
		parameters: {
			subscriberId: EACH,
			providerId: 'expo',
			tokenMode: 'append',
			deviceTokens: "={{ $('Contacts').item.json.tokens }}",
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ channels }) => channels[0].credentials.deviceTokens),
				input.contacts.map(({ tokens }) => tokens),
			),
	},
	{
		name: 'Add their Slack',
		operation: 'subscriber.updateCredentials',
		parameters: {
			subscriberId: EACH,
			providerId: 'slack',
			webhookUrl: "={{ 'https://hooks.example.com/' + $('Contacts').item.json.firstName }}",
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ channels }) => channels[1].credentials.webhookUrl),
				input.contacts.map(({ firstName }) => `https://hooks.example.com/${firstName}`),
			),
	},
	{
		name: 'Look at their credentials',
		operation: 'subscriber.getCredentials',
		parameters: { subscriberId: EACH },
		check: (output, { input }) => {
			assert.equal(output.length, input.contacts.length);
			for (const { credentials, duplicatedProviders } of output) {
				const identifiers = credentials.map(
					(/** @type {any} */ entry) => entry.integrationIdentifier,
				);
				assert.deepEqual(identifiers, ['expo-main', 'slack-main']);
				assert.deepEqual(duplicatedProviders, []);
			}
		},
	},
	{
		name: 'Remove their first device',
		operation: 'subscriber.removeDeviceTokens',
		parameters: {
			subscriberId: EACH,
			providerId: 'expo',
			deviceTokens: '={{ $json.credentials[0].credentials.deviceTokens[0] }}',
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ channels }) => channels[0].credentials.deviceTokens),
				input.contacts.map(({ tokens }) => tokens.slice(1)),
			),
	},
	{
		name: 'Read them again',
		operation: 'subscriber.get',
		parameters: { subscriberId: EACH },
		check: (output, { input, outputOf }) => {
			assert.deepEqual(
				output.map(({ subscriberId, email, timezone }) => [subscriberId, email, timezone]),
				input.contacts.map(({ id, email }) => [id, email, 'Europe/Berlin']),
			);
			assert.deepEqual(
				output.map((subscriber) => subscriber.channels),
				outputOf('Remove their first device').map((subscriber) => subscriber.channels),
			);
		},
	},
	{
		name: 'Find them',
		operation: 'subscriber.getAll',
		once: true,
		parameters: {
			returnAll: true,
			filters: { email: `={{ ${body('run')} + '@example.com' }}` },
			sort: { orderBy: 'createdAt', orderDirection: 'ASC' },
		},
		check: (output, { input }) =>
			assert.deepEqual(
				output.map(({ subscriberId, email }) => [subscriberId, email]),
				input.contacts.map(({ id, email }) => [id, email]),
			),
	},
];

/** @type {import('./step').Row} */
const raced = [
	{
		name: 'Heal what a race left behind',
		operation: 'subscriber.mergeDuplicateEntries',
		parameters: { subscriberId: byId(`={{ ${body('raced')} }}`), providerId: 'expo' },
		check: ([subscriber, ...more]) => {
			assert.deepEqual(more, []);
			assert.deepEqual(
				subscriber.channels.map((/** @type {any} */ entry) => entry.credentials.deviceTokens),
				[['raced-phone', 'raced-tablet']],
			);
		},
	},
];

/** Takes away what the tour has added. @type {import('./step').Row} */
const teardown = [
	{ name: 'Contacts that leave', split: 'body.contacts' },
	{
		name: 'Forget their Slack',
		operation: 'subscriber.deleteCredentials',
		parameters: { subscriberId: byId('={{ $json.id }}'), providerId: 'slack' },
		check: (output, { input }) =>
			assert.deepEqual(
				output,
				input.contacts.map(({ id }) => ({
					deleted: true,
					subscriberId: id,
					providerId: 'slack',
				})),
			),
	},
	{
		name: 'Delete the contacts',
		operation: 'subscriber.delete',
		parameters: { subscriberId: EACH },
		check: (output, { input }) =>
			assert.deepEqual(
				output,
				input.contacts.map(({ id }) => ({ deleted: true, subscriberId: id })),
			),
	},
];

module.exports = { contacts, raced, teardown };
