const { CONTACT, EMPTY_LIST } = require('../state');

/** @typedef {import('../state').EditorState} EditorState */

/**
 * Subscriber → Update Credentials, which the node is for, and what is the same for all operations: the
 * canvas, lists that load or do not, outputs, errors.
 * @type {EditorState[]}
 */
const states = [
	{ name: 'canvas', steps: ['canvas'] },
	{ name: 'add-node', steps: ['canvas', 'add', 'search Novu'] },
	{ name: 'update-push' },
	{
		name: 'update-chat',
		parameters: { providerId: 'slack', webhookUrl: 'https://hooks.slack.com/services/T0/B0/x' },
	},
	{ name: 'update-grafana', parameters: { providerId: 'grafana-on-call' }, steps: ['scroll'] },
	{ name: 'update-whatsapp', parameters: { providerId: 'whatsapp-business' } },
	{ name: 'operations', steps: ['options operation'] },
	{ name: 'providers', steps: ['options providerId'] },
	{
		name: 'pick-subscriber',
		parameters: { subscriberId: EMPTY_LIST },
		steps: ['list subscriberId'],
	},
	{
		name: 'pick-subscriber-search',
		parameters: { subscriberId: EMPTY_LIST },
		steps: ['list subscriberId', 'search hopper'],
	},
	{ name: 'pick-integration', steps: ['list integrationIdentifier'] },
	{
		name: 'pick-wrong-key',
		credentialName: 'Novu API (wrong key)',
		credential: { apiKey: 'not-the-key' },
		steps: ['list integrationIdentifier'],
	},
	{ name: 'options', steps: ['click Add option'] },
	{
		name: 'output',
		items: [CONTACT, { contact: 'crm-1002', token: 'grace-phone' }],
		parameters: { integrationIdentifier: { __rl: true, mode: 'id', value: 'fcm-ios' } },
		steps: ['execute'],
	},
	{
		name: 'error-unknown-subscriber',
		items: [CONTACT, { contact: 'nobody', token: 'lost' }],
		steps: ['execute'],
	},
	{ name: 'empty-push', parameters: { deviceTokens: '' }, steps: ['execute'] },
	{ name: 'empty-chat', parameters: { providerId: 'slack' }, steps: ['execute'] },
	{
		name: 'open-provider',
		parameters: { providerId: '={{ $json.provider }}', deviceTokens: '={{ $json.token }}' },
	},
	{ name: 'error-no-token', parameters: { deviceTokens: '={{ "" }}' }, steps: ['execute'] },
];

module.exports = states;
