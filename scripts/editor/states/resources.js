const { EMPTY_LIST, SUBSCRIBER, chosen } = require('../state');

/** @typedef {import('../state').EditorState} EditorState */

const ADA = chosen('crm-1001', 'Ada Lovelace (crm-1001)');
const CUSTOMERS = chosen('customers', 'Customers (customers)');

/**
 * @param {string} resource
 * @param {string} [operation]
 * @param {import('n8n-workflow').IDataObject} [more]
 * @returns {import('n8n-workflow').IDataObject} parameters
 */
const call = (resource, operation = 'getAll', more = {}) => ({ resource, operation, ...more });

/**
 * What the other resources show: their lists, and what comes out of them.
 * @type {EditorState[]}
 */
const states = [
	{ name: 'resources', steps: ['options resource'] },
	{
		name: 'actions',
		steps: ['canvas', 'add', 'search Novu', 'entry Novu'],
		size: { width: 1000, height: 3600 },
	},
	{ name: 'agent-send-reply', parameters: call('agent', 'sendReply') },
	{ name: 'agent-get-many', parameters: call('agent'), steps: ['execute'] },
	{
		name: 'agent-list',
		parameters: call('agent', 'get', { agentId: EMPTY_LIST }),
		steps: ['list agentId'],
	},
	{ name: 'subscriber-get-many', parameters: call('subscriber'), steps: ['execute'] },
	{
		name: 'subscriber-upsert',
		parameters: call('subscriber', 'upsert', { subscriberId: SUBSCRIBER }),
		steps: ['execute'],
	},
	{
		name: 'subscriber-credentials',
		parameters: call('subscriber', 'getCredentials', { subscriberId: ADA }),
		steps: ['execute'],
	},
	{
		name: 'preference-get',
		parameters: call('subscriberPreference', 'get', { subscriberId: ADA }),
		steps: ['execute'],
	},
	{
		name: 'preference-update',
		parameters: call('subscriberPreference', 'update', {
			subscriberId: ADA,
			preferencesFor: 'workflow',
		}),
		steps: ['list workflowId'],
	},
	{
		name: 'inbox-get-many',
		parameters: call('inboxNotification', 'getAll', { subscriberId: ADA }),
		steps: ['execute'],
	},
	{
		name: 'inbox-list',
		parameters: call('inboxNotification', 'markAsRead', {
			subscriberId: ADA,
			notificationId: EMPTY_LIST,
		}),
		steps: ['list notificationId'],
	},
	{
		name: 'inbox-list-without-subscriber',
		parameters: call('inboxNotification', 'markAsRead'),
		steps: ['list notificationId'],
	},
	{ name: 'topic-get-many', parameters: call('topic'), steps: ['execute'] },
	{
		name: 'topic-check',
		parameters: call('topic', 'checkSubscriber', { topicKey: CUSTOMERS, subscriberId: ADA }),
		steps: ['execute'],
	},
	{
		name: 'topic-subscription-list',
		parameters: call('topicSubscription', 'get', { topicKey: CUSTOMERS }),
		steps: ['list subscriptionIdentifier'],
	},
	{
		name: 'topic-subscription-remove-list',
		parameters: call('topicSubscription', 'remove', {
			topicKey: CUSTOMERS,
			subscriberId: ADA,
			additionalFields: { subscriptionIdentifier: EMPTY_LIST },
		}),
		steps: ['list subscriptionIdentifier'],
	},
	{
		name: 'topic-subscription-filter',
		parameters: call('topicSubscription', 'getAll', {
			topicKey: CUSTOMERS,
			filters: { subscriberId: EMPTY_LIST },
		}),
		steps: ['list subscriberId'],
	},
	{
		name: 'topic-subscription-add',
		parameters: call('topicSubscription', 'add', { topicKey: CUSTOMERS, subscriberId: SUBSCRIBER }),
		steps: ['execute'],
	},
	{ name: 'message-get-many', parameters: call('message'), steps: ['execute'] },
	{
		name: 'message-list',
		parameters: call('message', 'delete'),
		steps: ['list messageId'],
	},
	{ name: 'notification-get-many', parameters: call('notification'), steps: ['execute'] },
	{
		name: 'notification-list',
		parameters: call('notification', 'get'),
		steps: ['list notificationId'],
	},
	{
		name: 'notification-filter',
		parameters: call('notification', 'getAll', { filters: { workflowId: EMPTY_LIST } }),
		steps: ['list workflowId'],
	},
	{ name: 'integration-get-many', parameters: call('integration'), steps: ['execute'] },
	{
		name: 'integration-list',
		parameters: call('integration', 'setAsPrimary'),
		steps: ['list integrationId'],
	},
	{
		name: 'integration-delete',
		parameters: call('integration', 'delete'),
		steps: ['options operation'],
	},
	{
		name: 'connection-filter',
		parameters: call('channelConnection', 'getAll', {
			filters: { integrationIdentifier: EMPTY_LIST, subscriberId: EMPTY_LIST },
		}),
		steps: ['list integrationIdentifier'],
	},
	{
		name: 'connection-list-empty',
		parameters: call('channelConnection', 'get'),
		steps: ['list connectionIdentifier'],
	},
	{
		name: 'endpoint-types',
		parameters: call('channelEndpoint', 'upsert'),
		steps: ['options type'],
	},
	{ name: 'context-list-empty', parameters: call('context', 'get'), steps: ['list contextKey'] },
	{ name: 'workflow-get-many', parameters: call('workflow'), steps: ['execute'] },
	{
		name: 'workflow-get',
		parameters: call('workflow', 'get', { workflowId: chosen('order-shipped') }),
		steps: ['execute'],
	},
	{
		name: 'tool',
		node: 'tool',
		parameters: call('subscriber', 'updateCredentials', { subscriberId: EMPTY_LIST }),
	},
	{ name: 'tool-canvas', node: 'tool', parameters: call('topic'), steps: ['canvas'] },
];

module.exports = states;
