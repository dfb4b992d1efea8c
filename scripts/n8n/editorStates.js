/**
 * @typedef {object} EditorState what a picture shows
 * @property {string} name of the picture's file
 * @property {import('n8n-workflow').IDataObject} [parameters] of the Novu node, over `PARAMETERS`
 * @property {import('n8n-workflow').IDataObject[]} [items] what goes into the Novu node
 * @property {import('n8n-workflow').IDataObject} [credential] fields over the sandbox's credential
 * @property {string[]} [steps] what is done before the picture is taken, in order:
 * `canvas` (the node stays closed), `add` (the panel that adds a node), `list <parameter>`,
 * `options <parameter>`, `search <text>`, `click <text>`, `execute`, `credential`, `scroll`
 */

const CONTACT = { contact: 'crm-1001', token: 'ada-phone' };

/** What the Novu node is set to where a state does not say otherwise. */
const PARAMETERS = {
	resource: 'subscriber',
	operation: 'updateCredentials',
	subscriberId: { __rl: true, mode: 'id', value: '={{ $json.contact }}' },
	providerId: 'fcm',
	deviceTokens: '={{ $json.token }}',
};

/** @type {EditorState[]} */
const STATES = [
	{ name: 'canvas', steps: ['canvas'] },
	{ name: 'add-node', steps: ['canvas', 'add', 'search Novu'] },
	{ name: 'credential', steps: ['credential'] },
	{
		name: 'credential-wrong-key',
		credential: { apiKey: 'not-the-key' },
		steps: ['credential', 'click More details'],
	},
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
		parameters: { subscriberId: { __rl: true, mode: 'list', value: '' } },
		steps: ['list subscriberId'],
	},
	{
		name: 'pick-subscriber-search',
		parameters: { subscriberId: { __rl: true, mode: 'list', value: '' } },
		steps: ['list subscriberId', 'search hopper'],
	},
	{ name: 'pick-integration', steps: ['list integrationIdentifier'] },
	{
		name: 'pick-wrong-key',
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
	{ name: 'error-no-token', parameters: { deviceTokens: '={{ "" }}' }, steps: ['execute'] },
	{ name: 'get', parameters: { operation: 'get' } },
	{ name: 'upsert', parameters: { operation: 'upsert' } },
	{ name: 'delete-credentials', parameters: { operation: 'deleteCredentials' } },
];

module.exports = { CONTACT, PARAMETERS, STATES };
