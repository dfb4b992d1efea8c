import { notOffered } from './notOffered';

/**
 * What becomes of a function of the official SDK in the node: operations (`resource.operation`) that
 * send its request, or the reason why there is none.
 */
export type Coverage = { by: readonly string[] } | { notOffered: string };

function by(...operations: string[]): Coverage {
	return { by: operations };
}

const offered: Record<string, Coverage> = {
	cancel: by('event.cancel'),
	'channelConnections.create': by('channelConnection.create'),
	'channelConnections.delete': by('channelConnection.delete'),
	'channelConnections.list': by('channelConnection.getAll'),
	'channelConnections.retrieve': by('channelConnection.get'),
	'channelConnections.update': by('channelConnection.update'),
	'channelEndpoints.create': by('channelEndpoint.create', 'channelEndpoint.upsert'),
	'channelEndpoints.delete': by('channelEndpoint.delete'),
	'channelEndpoints.list': by('channelEndpoint.getAll', 'channelEndpoint.upsert'),
	'channelEndpoints.retrieve': by('channelEndpoint.get', 'channelEndpoint.upsert'),
	'channelEndpoints.update': by('channelEndpoint.update', 'channelEndpoint.upsert'),
	'contexts.create': by('context.create'),
	'contexts.delete': by('context.delete'),
	'contexts.list': by('context.getAll'),
	'contexts.retrieve': by('context.get', 'context.update'),
	'contexts.update': by('context.update'),
	'environmentVariables.create': by('environmentVariable.set'),
	'environmentVariables.delete': by('environmentVariable.delete'),
	'environmentVariables.list': by('environmentVariable.getAll', 'workflowStep.preview'),
	'environmentVariables.retrieve': by('environmentVariable.get', 'environmentVariable.set'),
	'environmentVariables.update': by('environmentVariable.set'),
	'environmentVariables.usage': by('environmentVariable.getUsage', 'environmentVariable.delete'),
	'environments.getTags': by('environment.getTags'),
	'environments.list': by('environment.getAll'),
	'integrations.create': by('integration.create'),
	'integrations.createMobileLink': by('integration.createMobileLink'),
	'integrations.delete': by('integration.delete'),
	'integrations.generateConnectOAuthUrl': by('integration.generateConnectOAuthUrl'),
	'integrations.generateLinkUserOAuthUrl': by('integration.generateLinkUserOAuthUrl'),
	'integrations.integrationsControllerAutoConfigureIntegration': by('integration.autoConfigure'),
	'integrations.integrationsControllerConfigureIntegrationWebhook': by(
		'integration.configureWebhook',
	),
	'integrations.linkChannelEndpoint': by('integration.linkChannelEndpoint'),
	'integrations.list': by(
		'integration.getAll',
		'subscriber.getCredentials',
		'subscriber.removeDeviceTokens',
		'subscriber.mergeDuplicateEntries',
	),
	'integrations.listActive': by('integration.getAllActive'),
	'integrations.setAsPrimary': by('integration.setAsPrimary'),
	'integrations.update': by('integration.update'),
	'messages.delete': by('message.delete'),
	'messages.deleteByTransactionId': by('message.deleteByTransaction'),
	'messages.retrieve': by('message.getAll'),
	'notifications.list': by('notification.getAll'),
	'notifications.retrieve': by('notification.get'),
	'subscribers.create': by('subscriber.upsert', 'subscriber.updateCredentials'),
	'subscribers.createBulk': by('subscriber.upsertMany'),
	'subscribers.credentials.append': by('subscriber.updateCredentials'),
	'subscribers.credentials.delete': by(
		'subscriber.deleteCredentials',
		'subscriber.removeDeviceTokens',
		'subscriber.mergeDuplicateEntries',
	),
	'subscribers.credentials.update': by(
		'subscriber.updateCredentials',
		'subscriber.removeDeviceTokens',
		'subscriber.mergeDuplicateEntries',
	),
	'subscribers.delete': by('subscriber.delete'),
	'subscribers.notifications.archive': by(
		'inboxNotification.archive',
		'inboxNotification.archiveAll',
		'inboxNotification.archiveAllRead',
	),
	'subscribers.notifications.archiveAll': by('inboxNotification.archiveAll'),
	'subscribers.notifications.archiveAllRead': by('inboxNotification.archiveAllRead'),
	'subscribers.notifications.completeAction': by('inboxNotification.completeAction'),
	'subscribers.notifications.count': by('inboxNotification.count'),
	'subscribers.notifications.delete': by('inboxNotification.delete', 'inboxNotification.deleteAll'),
	'subscribers.notifications.deleteAll': by('inboxNotification.deleteAll'),
	'subscribers.notifications.list': by(
		'inboxNotification.archiveAll',
		'inboxNotification.archiveAllRead',
		'inboxNotification.count',
		'inboxNotification.deleteAll',
		'inboxNotification.getAll',
		'inboxNotification.markAllAsRead',
		'inboxNotification.markAllAsSeen',
	),
	'subscribers.notifications.markAllAsRead': by('inboxNotification.markAllAsRead'),
	'subscribers.notifications.markAsRead': by(
		'inboxNotification.markAllAsRead',
		'inboxNotification.markAsRead',
	),
	'subscribers.notifications.markAsSeen': by(
		'inboxNotification.markAsSeen',
		'inboxNotification.markAllAsSeen',
	),
	'subscribers.notifications.markAsUnread': by('inboxNotification.markAsUnread'),
	'subscribers.notifications.revertAction': by('inboxNotification.revertAction'),
	'subscribers.notifications.snooze': by('inboxNotification.snooze'),
	'subscribers.notifications.unarchive': by('inboxNotification.unarchive'),
	'subscribers.notifications.unsnooze': by('inboxNotification.unsnooze'),
	'subscribers.patch': by('subscriber.update', 'subscriber.upsert'),
	'subscribers.preferences.bulkUpdate': by('subscriberPreference.updateMany'),
	'subscribers.preferences.list': by('subscriberPreference.get'),
	'subscribers.preferences.update': by('subscriberPreference.update'),
	'subscribers.properties.updateOnlineFlag': by('subscriber.updateOnlineStatus'),
	'subscribers.retrieve': by(
		'subscriber.get',
		'subscriber.deleteCredentials',
		'subscriber.getCredentials',
		'subscriber.removeDeviceTokens',
		'subscriber.mergeDuplicateEntries',
	),
	'subscribers.search': by('subscriber.getAll'),
	'subscribers.topics.list': by('subscriber.getTopics'),
	'topics.create': by('topic.upsert'),
	'topics.delete': by('topic.delete'),
	'topics.get': by('topic.get'),
	'topics.list': by('topic.getAll'),
	'topics.subscribers.retrieve': by('topic.checkSubscriber'),
	'topics.subscriptions.create': by('topicSubscription.add'),
	'topics.subscriptions.delete': by('topicSubscription.remove'),
	'topics.subscriptions.getSubscription': by('topicSubscription.get'),
	'topics.subscriptions.list': by('topicSubscription.getAll', 'topicSubscription.remove'),
	'topics.subscriptions.update': by('topicSubscription.update'),
	'topics.update': by('topic.update'),
	'translations.create': by('translation.set'),
	'translations.delete': by('translation.delete'),
	'translations.groups.delete': by('translation.delete'),
	'translations.groups.retrieve': by('translation.getGroup'),
	'translations.master.import': by('translation.import'),
	'translations.master.retrieve': by('translation.export'),
	'translations.master.upload': by('translation.import'),
	'translations.retrieve': by('translation.get'),
	trigger: by('event.trigger', 'event.sendAndWait'),
	triggerBroadcast: by('event.broadcast'),
	triggerBulk: by('event.triggerBulk'),
	'workflows.create': by('workflow.upsert'),
	'workflows.delete': by('workflow.delete'),
	'workflows.get': by('workflow.get', 'workflow.upsert'),
	'workflows.list': by('workflow.getAll'),
	'workflows.patch': by('workflow.update'),
	'workflows.steps.generatePreview': by('workflowStep.preview'),
	'workflows.steps.retrieve': by('workflowStep.get', 'workflowStep.preview'),
	'workflows.sync': by('workflow.sync'),
	'workflows.update': by('workflow.upsert'),
};

const reasons = Object.entries(notOffered).map(([name, reason]): [string, Coverage] => [
	name,
	{ notOffered: reason },
]);

/** Every function of the installed SDK. */
export const coverage: Record<string, Coverage> = { ...offered, ...Object.fromEntries(reasons) };

/** Functions that have an operation and a reason why there is none. */
export function offeredTwice(): string[] {
	return Object.keys(offered).filter((name) => Object.hasOwn(notOffered, name));
}
