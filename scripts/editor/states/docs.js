const { CONTACT, chosen } = require('../state');

/** @typedef {import('../state').EditorState} EditorState */

/** What a picture in the README may be wide and high, in pixels. */
const PAGE = { width: 1280, height: 860 };
const DIALOG = { width: 1280, height: 680 };

/**
 * The pictures of the README, kept in `docs/images`.
 * @type {EditorState[]}
 */
const states = [
	{
		name: 'update-credentials',
		items: [CONTACT, { contact: 'crm-1002', token: 'grace-phone' }],
		parameters: {
			resource: 'subscriber',
			operation: 'updateCredentials',
			subscriberId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
			providerId: 'fcm',
			integrationIdentifier: chosen('fcm-ios', 'FCM iOS (fcm-ios)'),
			deviceTokens: '={{ $json.token }}',
		},
		steps: ['execute', 'await 2 items', 'output JSON', 'quiet'],
		part: 'node',
		size: PAGE,
	},
	{
		name: 'novu-api-credential',
		credential: false,
		steps: ['new-credential', 'fill apiKey the-secret-key-of-your-environment'],
		part: 'dialog',
		size: DIALOG,
	},
	{
		name: 'novu-trigger-events',
		node: 'trigger',
		steps: ['click Webhook URLs', 'click Production URL'],
		part: 'node',
		size: PAGE,
	},
	{
		name: 'novu-trigger-delivery-request',
		node: 'trigger',
		credentialName: 'Novu deliveries',
		credential: { purpose: 'delivery' },
		parameters: { triggerOn: 'delivery' },
		steps: ['click Webhook URLs', 'click Production URL'],
		part: 'node',
		size: PAGE,
	},
	{
		name: 'novu-webhook-secret-credential',
		node: 'trigger',
		steps: ['credential'],
		part: 'dialog',
		size: DIALOG,
	},
];

module.exports = states;
