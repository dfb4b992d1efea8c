const { EMPTY_LIST, SUBSCRIBER, chosen } = require('../state');

/** @typedef {import('../state').EditorState} EditorState */

const WORKFLOW = chosen('order-shipped', 'Order Shipped (order-shipped)');
const TRIGGER = { resource: 'event', operation: 'trigger', workflowId: WORKFLOW };

/** What n8n keeps of the payload's fields once they are loaded. */
const PAYLOAD = {
	mappingMode: 'defineBelow',
	value: { orderId: '={{ $json.contact }}', items: 2, express: true },
	matchingColumns: [],
	attemptToConvertTypes: false,
	convertFieldsToString: false,
};

/** @type {EditorState[]} */
const states = [
	{ name: 'event-new', parameters: { resource: 'event', operation: 'trigger' } },
	{
		name: 'event-workflows',
		parameters: { resource: 'event', operation: 'trigger' },
		steps: ['list workflowId'],
	},
	{ name: 'event-payload', parameters: { ...TRIGGER, subscriberId: SUBSCRIBER } },
	{
		name: 'event-no-schema',
		parameters: { ...TRIGGER, workflowId: chosen('incident', 'Incident (incident)') },
		part: 'fields',
	},
	{
		name: 'event-wrong-key',
		parameters: TRIGGER,
		credentialName: 'Novu API (wrong key)',
		credential: { apiKey: 'not-the-key' },
	},
	{
		name: 'event-json',
		parameters: { ...TRIGGER, payloadMode: 'json', payload: '{ "orderId": "4711" }' },
		part: 'fields',
	},
	{ name: 'event-to', parameters: TRIGGER, steps: ['options to'] },
	{
		name: 'event-topic',
		parameters: { ...TRIGGER, to: 'topic', topicKey: EMPTY_LIST },
		steps: ['list topicKey'],
	},
	{ name: 'event-mix', parameters: { ...TRIGGER, to: 'mix' }, part: 'fields' },
	{
		name: 'event-output',
		parameters: { ...TRIGGER, subscriberId: SUBSCRIBER, payloadFields: PAYLOAD },
		steps: ['execute'],
	},
	{
		name: 'event-nothing-sent',
		parameters: {
			...TRIGGER,
			workflowId: chosen('weekly-digest', 'Weekly Digest (weekly-digest) – inactive'),
			subscriberId: SUBSCRIBER,
		},
		steps: ['execute'],
	},
	{
		name: 'event-missing-field',
		parameters: { ...TRIGGER, subscriberId: SUBSCRIBER },
		steps: ['execute'],
	},
	{
		name: 'event-broadcast-refused',
		parameters: { ...TRIGGER, operation: 'broadcast', payloadFields: PAYLOAD },
		steps: ['execute'],
	},
];

module.exports = states;
