const assert = require('node:assert/strict');
const { body, byId, fromList } = require('./step');

const BOT = byId("={{ $('Create a bot').first().json.identifier }}");
const SLACK = fromList('slack-main', 'Slack (slack-main)');
const CONTACT = byId(`={{ ${body('contacts[0].id')} }}`);
const MAIL = byId("={{ $('Create a mail provider').first().json._id }}");

/** @param {any[]} output @param {RegExp} pattern */
function checkUrl([{ url }, ...more], pattern) {
	assert.match(url, pattern);
	assert.deepEqual(more, []);
}

/** @type {import('./step').Row} */
const chat = [
	{
		name: 'Create a bot',
		operation: 'integration.create',
		parameters: {
			providerId: 'telegram',
			credentials: `={{ { token: ${body('secrets.bot')} } }}`,
			active: true,
			simplify: false,
			additionalFields: { name: 'Bot', identifier: `={{ 'bot-' + ${body('run')} }}` },
		},
		// Novu leaves the credentials out where it answers to a write.
		check: ([{ identifier, channel, active, credentials }], { input }) =>
			assert.deepEqual(
				[identifier, channel, active, credentials],
				[`bot-${input.run}`, 'chat', true, undefined],
			),
	},
	{
		name: 'Tell Telegram of Novu',
		operation: 'integration.configureWebhook',
		parameters: { integrationIdentifier: byId('={{ $json.identifier }}') },
		check: ([{ webhookUrl, botUsername }]) => {
			assert.match(webhookUrl, /^https:/);
			assert.equal(typeof botUsername, 'string');
		},
	},
	{
		name: 'Get a setup link for the bot',
		operation: 'integration.createMobileLink',
		parameters: { integrationIdentifier: BOT, subscriberId: CONTACT },
		check: (output) => checkUrl(output, /^https:\/\/t\.me\//),
	},
	{
		name: 'Get a link to a chat with the bot',
		operation: 'integration.linkChannelEndpoint',
		parameters: { integrationIdentifier: BOT, subscriberId: CONTACT },
		check: (output) => checkUrl(output, /^https:\/\/t\.me\//),
	},
	{
		name: 'Get a link to connect a workspace',
		operation: 'integration.generateConnectOAuthUrl',
		parameters: {
			integrationIdentifier: SLACK,
			connectionMode: 'shared',
			context: "={{ { tenant: $('Create a tenant').first().json.id } }}",
			additionalFields: { scopes: 'chat:write, channels:read' },
		},
		check: (output) => checkUrl(output, /slack\/connect/),
	},
	{
		name: 'Get a link to sign in to Slack',
		operation: 'integration.generateLinkUserOAuthUrl',
		parameters: { integrationIdentifier: SLACK, subscriberId: CONTACT },
		check: (output) => checkUrl(output, /slack\/link-user/),
	},
];

/** @type {import('./step').Row} */
const mail = [
	{
		name: 'Create a mail provider',
		operation: 'integration.create',
		parameters: {
			providerId: 'sendgrid',
			credentials: `={{ { apiKey: ${body('secrets.mail')}, from: 'shop@example.com' } }}`,
			active: false,
			simplify: false,
			additionalFields: { check: false },
		},
		check: ([{ channel, active, credentials }]) => {
			assert.deepEqual([channel, active, credentials], ['email', false, undefined]);
		},
	},
	{
		name: 'Switch the mail provider on',
		operation: 'integration.update',
		parameters: {
			integrationId: byId('={{ $json._id }}'),
			updateFields: { active: true, name: 'Mail of the tour' },
		},
		check: ([{ name, active }]) => assert.deepEqual([name, active], ['Mail of the tour', true]),
	},
	{
		name: 'Make it the primary one',
		operation: 'integration.setAsPrimary',
		parameters: { integrationId: byId('={{ $json._id }}'), simplify: false },
		check: ([{ primary, credentials }]) => {
			assert.deepEqual([primary, credentials], [true, undefined]);
		},
	},
	{
		name: 'Ask for delivery reports',
		operation: 'integration.autoConfigure',
		parameters: { integrationId: byId('={{ $json._id }}') },
		check: ([{ success, message }]) => {
			assert.equal(success, false);
			assert.match(message, /manual configuration/);
		},
	},
	{
		name: 'List the mail providers',
		operation: 'integration.getAll',
		parameters: { returnAll: true, filters: { channel: 'email' } },
		check: (output, { outputOf }) =>
			assert.deepEqual(
				output.map(({ _id, name, primary }) => [_id, name, primary]),
				[[outputOf('Create a mail provider')[0]._id, 'Mail of the tour', true]],
			),
	},
	{
		name: 'List the active integrations',
		operation: 'integration.getAllActive',
		parameters: { returnAll: true, simplify: false },
		check: (output, { input }) => {
			const identifiers = output.map(({ identifier }) => identifier);
			assert.ok(identifiers.includes(`bot-${input.run}`));
			assert.ok(!identifiers.includes('pushpad-old'));
			assert.ok(output.every(({ active }) => active));
		},
	},
];

/** @type {import('./step').Row} */
const teardown = [
	{
		name: 'Delete the mail provider',
		operation: 'integration.delete',
		parameters: { integrationId: MAIL },
		check: (output, { outputOf }) =>
			assert.deepEqual(output, [
				{ deleted: true, integrationId: outputOf('Create a mail provider')[0]._id },
			]),
	},
];

module.exports = { chat, mail, teardown };
