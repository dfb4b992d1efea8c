/** @typedef {import('../state').EditorState} EditorState */

const SMS = { purpose: 'sms' };

/**
 * The triggers and the credential of what Novu sends.
 * @type {EditorState[]}
 */
const states = [
	{ name: 'trigger-canvas', node: 'trigger', steps: ['canvas'] },
	{
		name: 'trigger-canvas-events',
		node: 'trigger',
		parameters: { events: ['message.failed', 'message.sent', 'message.delivered'] },
		steps: ['canvas'],
	},
	{ name: 'trigger-events', node: 'trigger' },
	{
		name: 'trigger-actions',
		node: 'trigger',
		steps: ['canvas', 'add', 'entry Add another trigger', 'search Novu', 'entry Novu'],
	},
	{
		name: 'polling-actions',
		node: 'polling',
		steps: ['canvas', 'add', 'entry Add another trigger', 'search Novu', 'entry Novu Polling'],
	},
	{ name: 'trigger-help', node: 'trigger', steps: ['click When will this node trigger my flow?'] },
	{ name: 'trigger-url', node: 'trigger', steps: ['click Webhook URLs'] },
	{ name: 'trigger-event-list', node: 'trigger', steps: ['options events'] },
	{
		name: 'trigger-filters',
		node: 'trigger',
		parameters: {
			filters: { channels: [], reasons: '', providerIds: '', subscriberIds: '', workflowIds: '' },
		},
		steps: ['scroll'],
	},
	{ name: 'trigger-modes', node: 'trigger', steps: ['options triggerOn'] },
	{
		name: 'trigger-agent',
		node: 'trigger',
		parameters: { triggerOn: 'agentMessage', registerBridge: true },
	},
	{
		name: 'trigger-delivery',
		node: 'trigger',
		parameters: { triggerOn: 'delivery', options: { includeCredentials: false } },
	},
	{
		name: 'trigger-delivery-canvas',
		node: 'trigger',
		parameters: { triggerOn: 'delivery' },
		steps: ['canvas'],
	},
	{ name: 'polling', node: 'polling' },
	{ name: 'polling-canvas', node: 'polling', steps: ['canvas'] },
	{
		name: 'polling-filters',
		node: 'polling',
		parameters: {
			filters: { channels: [], subscriberIds: '', workflowIds: '' },
			options: { lookAgainHours: 24 },
		},
		part: 'fields',
	},
	{ name: 'polling-modes', node: 'polling', steps: ['options triggerOn'] },
	{ name: 'secret-events', node: 'trigger', steps: ['credential'], part: 'dialog' },
	{
		name: 'secret-purposes',
		node: 'trigger',
		steps: ['credential', 'options purpose'],
	},
	{
		name: 'secret-delivery',
		node: 'trigger',
		credentialName: 'Novu deliveries',
		credential: { purpose: 'delivery' },
		steps: ['credential'],
		part: 'dialog',
	},
	{
		name: 'secret-sms',
		node: 'trigger',
		credentialName: 'Novu SMS',
		credential: SMS,
		steps: ['credential'],
		part: 'dialog',
	},
	{
		name: 'secret-short',
		node: 'trigger',
		credentialName: 'Novu events (short)',
		credential: { signingSecret: 'whsec_abc' },
		steps: ['credential', 'click More details'],
		part: 'dialog',
	},
];

module.exports = states;
