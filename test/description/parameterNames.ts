/**
 * The parameters of every operation and trigger, in the order in which they stand; the entries of a
 * collection in parentheses. Saved workflows hold these names: none is renamed or taken away. What is
 * added takes the names, labels and places that the same thing has elsewhere, see
 * `parameterNames.test.ts`.
 */
export const PARAMETERS: Record<string, string> = {
	'agent.get': 'agentId simplify options(maxRequestsAtOnce retries timeout)',
	'agent.getAll':
		'returnAll limit simplify filters(search) options(maxRequestsAtOnce retries timeout)',
	'agent.sendReply':
		'agentId conversationId integrationIdentifier replyAction text card platformMessageId emojiName stopTyping typingStatus summary metadata removeKeys clearFirst additionalFields(binaryPropertyNames metadata resolve) options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'channelConnection.create':
		'connectionMode subscriberId context integrationIdentifier workspaceId accessToken additionalFields(expiresAt botUserId context identifier refreshToken refreshTokenExpiresAt workspaceName) options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'channelConnection.delete': 'connectionIdentifier options(maxRequestsAtOnce retries timeout)',
	'channelConnection.get': 'connectionIdentifier options(maxRequestsAtOnce retries timeout)',
	'channelConnection.getAll':
		'returnAll limit filters(channel connectionMode contextKeys integrationIdentifier providerId subscriberId) options(maxRequestsAtOnce retries timeout)',
	'channelConnection.update':
		'connectionIdentifier workspaceId accessToken updateFields(expiresAt botUserId refreshToken refreshTokenExpiresAt workspaceName) options(maxRequestsAtOnce retries timeout)',
	'channelEndpoint.create':
		'subscriberId createSubscriberIfMissing integrationIdentifier type endpointSource url authToken userId teamId channelId apiKey region routingKey phoneNumber chatId headers method personEmail personId roomId parentId channel endpoint additionalFields(connectionIdentifier context identifier) simplify options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'channelEndpoint.delete': 'endpointIdentifier options(maxRequestsAtOnce retries timeout)',
	'channelEndpoint.get': 'endpointIdentifier simplify options(maxRequestsAtOnce retries timeout)',
	'channelEndpoint.getAll':
		'returnAll limit simplify filters(channel connectionIdentifier contextKeys integrationIdentifier providerId subscriberId) options(maxRequestsAtOnce retries timeout)',
	'channelEndpoint.update':
		'endpointIdentifier type endpointSource url authToken userId teamId channelId apiKey region routingKey phoneNumber chatId headers method personEmail personId roomId parentId channel endpoint simplify options(maxRequestsAtOnce retries timeout)',
	'channelEndpoint.upsert':
		'subscriberId createSubscriberIfMissing integrationIdentifier type endpointSource url authToken userId teamId channelId apiKey region routingKey phoneNumber chatId headers method personEmail personId roomId parentId channel endpoint additionalFields(connectionIdentifier context identifier) simplify options(maxRequestsAtOnce retries timeout)',
	'context.create':
		'contextType contextId additionalFields(bridgeUrl data) options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'context.delete': 'contextKey options(maxRequestsAtOnce retries timeout)',
	'context.get': 'contextKey options(maxRequestsAtOnce retries timeout)',
	'context.getAll':
		'returnAll limit filters(contextId search) options(maxRequestsAtOnce retries timeout)',
	'context.update':
		'contextKey updateFields(bridgeUrl data clearFields) options(maxRequestsAtOnce retries timeout)',
	'domain.create':
		'domainName additionalFields(data) options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'domain.delete': 'domain options(maxRequestsAtOnce retries timeout)',
	'domain.diagnose': 'domain options(maxRequestsAtOnce retries timeout)',
	'domain.get': 'domain options(maxRequestsAtOnce retries timeout)',
	'domain.getAll': 'returnAll limit filters(domainName) options(maxRequestsAtOnce retries timeout)',
	'domain.update': 'domain updateFields(data) options(maxRequestsAtOnce retries timeout)',
	'domain.verify': 'domain options(maxRequestsAtOnce retries timeout)',
	'domainRoute.create':
		'domain address type agentId additionalFields(data) options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'domainRoute.delete': 'domain address options(maxRequestsAtOnce retries timeout)',
	'domainRoute.get': 'domain address options(maxRequestsAtOnce retries timeout)',
	'domainRoute.getAll':
		'domain returnAll limit filters(agentId) options(maxRequestsAtOnce retries timeout)',
	'domainRoute.test':
		'domain address from subject dryRun additionalFields(fromName html text) options(maxRequestsAtOnce retries timeout)',
	'domainRoute.update':
		'domain address updateFields(agentId data type) options(maxRequestsAtOnce retries timeout)',
	'environment.getAll': 'returnAll limit options(maxRequestsAtOnce retries timeout)',
	'environment.getTags': 'environmentId options(maxRequestsAtOnce retries timeout)',
	'environmentVariable.delete':
		'variableKey options(maxRequestsAtOnce onlyIfUnused retries timeout)',
	'environmentVariable.get': 'variableKey options(maxRequestsAtOnce retries timeout)',
	'environmentVariable.getAll':
		'returnAll limit filters(search) options(maxRequestsAtOnce retries timeout)',
	'environmentVariable.getUsage': 'variableKey options(maxRequestsAtOnce retries timeout)',
	'environmentVariable.set':
		'variableKey value additionalFields(isSecret) options(maxRequestsAtOnce retries timeout)',
	'event.broadcast':
		'workflowId sendToAll payloadMode payloadFields payload additionalFields(actor agentId context overrides tenant transactionId withoutAgent) options(allowWebhookUrl idempotencyKey maxRequestsAtOnce retries timeout whenNothingWasSent)',
	'event.cancel': 'transactionId options(maxRequestsAtOnce retries timeout)',
	'event.sendAndWait':
		'workflowId to subscriberId subscriberIds topicKey excludedSubscriberIds recipients message responseType approvalOptions(values(approvalType approveLabel disapproveLabel)) formFields(values(fieldOptions fieldLabel fieldName requiredField fieldType)) payloadMode payloadFields payload additionalFields(actor agentId bridgeUrl context overrides tenant transactionId withoutAgent) options(allowWebhookUrl limitWaitTime(values(limitType resumeAmount resumeUnit maxDateAndTime)) messageButtonLabel maxRequestsAtOnce responseFormTitle retries responseFormButtonLabel timeout unknownSubscribers)',
	'event.trigger':
		'workflowId to subscriberId subscriberIds topicKey excludedSubscriberIds recipients payloadMode payloadFields payload additionalFields(actor agentId bridgeUrl context overrides tenant transactionId withoutAgent) options(allowWebhookUrl idempotencyKey maxRequestsAtOnce retries timeout unknownSubscribers whenNothingWasSent)',
	'event.triggerBulk':
		'workflowId to subscriberId subscriberIds topicKey excludedSubscriberIds recipients payloadMode payloadFields payload additionalFields(actor agentId bridgeUrl context overrides tenant transactionId withoutAgent) options(allowWebhookUrl idempotencyKey maxRequestsAtOnce retries timeout unknownSubscribers whenNothingWasSent)',
	'inboxNotification.archive':
		'subscriberId notificationId simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.archiveAll':
		'subscriberId filters(contextKeys data tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.archiveAllRead':
		'subscriberId filters(contextKeys data tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.completeAction':
		'subscriberId notificationId actionType simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.count':
		'subscriberId filters(archived contextKeys read seen severity snoozed tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.delete':
		'subscriberId notificationId options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.deleteAll':
		'subscriberId filters(contextKeys data tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.getAll':
		'subscriberId returnAll limit simplify filters(archived contextKeys after before data read seen severity snoozed tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.markAllAsRead':
		'subscriberId filters(contextKeys data tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.markAllAsSeen':
		'subscriberId filters(contextKeys data tags) options(maxRequestsAtOnce retries timeout)',
	'inboxNotification.markAsRead':
		'subscriberId notificationId simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.markAsSeen':
		'subscriberId notificationId options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.markAsUnread':
		'subscriberId notificationId simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.revertAction':
		'subscriberId notificationId actionType simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.snooze':
		'subscriberId notificationId snoozeUntil simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.unarchive':
		'subscriberId notificationId simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'inboxNotification.unsnooze':
		'subscriberId notificationId simplify options(contextKeys maxRequestsAtOnce retries timeout)',
	'integration.autoConfigure': 'integrationId options(maxRequestsAtOnce retries timeout)',
	'integration.configureWebhook':
		'integrationIdentifier options(maxRequestsAtOnce retries timeout)',
	'integration.create':
		'providerId credentials active additionalFields(channel check conditions configurations identifier name) simplify options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'integration.createMobileLink':
		'integrationIdentifier subscriberId options(maxRequestsAtOnce retries timeout)',
	'integration.delete': 'integrationId options(maxRequestsAtOnce retries timeout)',
	'integration.generateConnectOAuthUrl':
		'integrationIdentifier connectionMode subscriberId context additionalFields(connectionIdentifier context contextHash autoLinkUser scopes) options(maxRequestsAtOnce retries timeout)',
	'integration.generateLinkUserOAuthUrl':
		'integrationIdentifier subscriberId additionalFields(connectionIdentifier context contextHash userScopes) options(maxRequestsAtOnce retries timeout)',
	'integration.getAll':
		'returnAll limit simplify filters(channel providerId) options(maxRequestsAtOnce retries timeout)',
	'integration.getAllActive':
		'returnAll limit simplify filters(channel providerId) options(maxRequestsAtOnce retries timeout)',
	'integration.linkChannelEndpoint':
		'integrationIdentifier subscriberId additionalFields(context contextHash) options(maxRequestsAtOnce retries timeout)',
	'integration.setAsPrimary': 'integrationId simplify options(maxRequestsAtOnce retries timeout)',
	'integration.update':
		'integrationId updateFields(active check conditions configurations credentials identifier name) simplify options(maxRequestsAtOnce retries timeout)',
	'layout.delete': 'layoutId options(maxRequestsAtOnce onlyIfUnused retries timeout)',
	'layout.duplicate':
		'layoutId name additionalFields(identifier isTranslationEnabled) simplify options(idempotencyKey maxRequestsAtOnce retries timeout)',
	'layout.get': 'layoutId simplify options(maxRequestsAtOnce retries timeout)',
	'layout.getAll':
		'returnAll limit simplify filters(search) sort(orderDirection orderBy) options(maxRequestsAtOnce retries timeout)',
	'layout.getUsage': 'layoutId options(maxRequestsAtOnce retries timeout)',
	'layout.preview':
		'layoutId additionalFields(controlValues subscriber) simplify options(maxRequestsAtOnce retries timeout)',
	'layout.upsert':
		'layoutId contentMode html blocks controlValues additionalFields(name isTranslationEnabled) simplify options(maxRequestsAtOnce retries timeout)',
	'message.delete': 'messageId options(maxRequestsAtOnce retries timeout)',
	'message.deleteByTransaction':
		'transactionId filters(channel) options(maxRequestsAtOnce retries timeout)',
	'message.getAll':
		'returnAll limit simplify filters(channel contextKeys subscriberId transactionIds) options(maxRequestsAtOnce retries timeout)',
	'notification.get': 'notificationId simplify options(maxRequestsAtOnce retries timeout)',
	'notification.getAll':
		'returnAll limit simplify filters(channels contextKeys after before emails severity subscriberIds subscriptionId topicKey transactionId workflowId) options(maxRequestsAtOnce retries timeout)',
	novuPollingTrigger:
		'triggerOn simplify filters(channels subscriberIds workflowIds) options(lookAgainHours)',
	novuTrigger:
		'triggerOn agentEvents registerBridge agentId events respond simplify filters(channels reasons providerIds subscriberIds workflowIds) options(includeCredentials) options(replaceUrl)',
	'subscriber.delete': 'subscriberId options(maxRequestsAtOnce retries timeout)',
	'subscriber.deleteCredentials':
		'subscriberId providerId options(maxRequestsAtOnce retries timeout)',
	'subscriber.get': 'subscriberId simplify options(maxRequestsAtOnce retries timeout)',
	'subscriber.getAll':
		'returnAll limit simplify filters(email name phone subscriberId) sort(orderDirection orderBy) options(maxRequestsAtOnce retries timeout)',
	'subscriber.getCredentials': 'subscriberId options(maxRequestsAtOnce retries timeout)',
	'subscriber.getTopics':
		'subscriberId returnAll limit filters(contextKeys topicKey) options(maxRequestsAtOnce retries timeout)',
	'subscriber.mergeDuplicateEntries':
		'subscriberId providerId simplify options(maxRequestsAtOnce retries timeout)',
	'subscriber.removeDeviceTokens':
		'subscriberId providerId integrationIdentifier deviceTokens simplify options(confirmTokens maxRequestsAtOnce retries timeout)',
	'subscriber.update':
		'subscriberId updateFields(avatar data email clearFields firstName lastName locale phone timezone) simplify options(maxRequestsAtOnce retries timeout)',
	'subscriber.updateCredentials':
		'subscriberId createSubscriberIfMissing providerId integrationIdentifier deviceTokens webhookUrl channel tokenMode additionalProperties(alertUid channel deviceTokens externalUrl imageUrl state title webhookUrl) simplify options(confirmTokens maxRequestsAtOnce retries timeout)',
	'subscriber.updateOnlineStatus':
		'subscriberId isOnline simplify options(maxRequestsAtOnce retries timeout)',
	'subscriber.upsert':
		'subscriberId additionalFields(avatar data email clearFields firstName lastName locale phone timezone) simplify options(maxRequestsAtOnce retries timeout)',
	'subscriber.upsertMany':
		'subscriberId additionalFields(avatar data email clearFields firstName lastName locale phone timezone) options(maxRequestsAtOnce retries timeout)',
	'subscriberPreference.get':
		'subscriberId filters(contextKeys criticality) options(maxRequestsAtOnce retries timeout)',
	'subscriberPreference.update':
		'subscriberId preferencesFor workflowId updateFields(chat email in_app push schedule sms tool) options(context maxRequestsAtOnce retries timeout)',
	'subscriberPreference.updateMany':
		'subscriberId workflowId updateFields(chat email in_app push sms tool) options(context maxRequestsAtOnce retries timeout)',
	'topic.checkSubscriber':
		'topicKey subscriberId simplify options(maxRequestsAtOnce retries timeout)',
	'topic.delete': 'topicKey options(maxRequestsAtOnce retries timeout)',
	'topic.get': 'topicKey options(maxRequestsAtOnce retries timeout)',
	'topic.getAll':
		'returnAll limit filters(topicKey name) options(maxRequestsAtOnce retries timeout)',
	'topic.update':
		'topicKey updateFields(data clearFields name) options(maxRequestsAtOnce retries timeout)',
	'topic.upsert':
		'topicKey additionalFields(data name) options(failIfExists maxRequestsAtOnce retries timeout)',
	'topicSubscription.add':
		'topicKey subscribers subscriberId subscriberIds additionalFields(context identifier name preferences topicName) options(maxRequestsAtOnce retries timeout)',
	'topicSubscription.get':
		'topicKey subscriptionIdentifier options(maxRequestsAtOnce retries timeout)',
	'topicSubscription.getAll':
		'topicKey returnAll limit filters(contextKeys subscriberId) options(maxRequestsAtOnce retries timeout)',
	'topicSubscription.remove':
		'topicKey subscribers subscriberId subscriberIds additionalFields(subscriptionIdentifier) options(maxRequestsAtOnce retries timeout)',
	'topicSubscription.update':
		'topicKey subscriptionIdentifier updateFields(name preferences) options(maxRequestsAtOnce retries timeout)',
	'translation.delete':
		'resourceType resourceId languages locale options(maxRequestsAtOnce retries timeout)',
	'translation.export':
		'locale exportAs binaryPropertyName options(maxRequestsAtOnce retries timeout)',
	'translation.get': 'resourceType resourceId locale options(maxRequestsAtOnce retries timeout)',
	'translation.getGroup': 'resourceType resourceId options(maxRequestsAtOnce retries timeout)',
	'translation.import':
		'locale importFrom masterJson binaryPropertyName options(failIfPartial maxRequestsAtOnce retries timeout)',
	'translation.set':
		'resourceType resourceId locale content options(maxRequestsAtOnce retries timeout)',
	'workflow.delete': 'workflowId options(maxRequestsAtOnce retries timeout)',
	'workflow.get': 'workflowId output simplify options(maxRequestsAtOnce retries timeout)',
	'workflow.getAll':
		'returnAll limit simplify filters(search status tags) sort(orderDirection orderBy) options(maxRequestsAtOnce retries timeout)',
	'workflow.sync':
		'workflowId targetEnvironmentId simplify options(failIfIssues maxRequestsAtOnce retries timeout)',
	'workflow.update':
		'workflowId updateFields(active description name tags) simplify options(failIfIssues maxRequestsAtOnce retries timeout)',
	'workflow.upsert':
		'definition additionalFields(active identifier name) simplify options(failIfIssues maxRequestsAtOnce retries timeout)',
	'workflowStep.get': 'workflowId stepId simplify options(maxRequestsAtOnce retries timeout)',
	'workflowStep.preview':
		'workflowId stepId payload additionalFields(context controlValues steps subscriber) simplify options(maxRequestsAtOnce retries timeout)',
};
