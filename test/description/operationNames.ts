/**
 * Saved workflows hold these names. One that is renamed or taken away breaks every workflow that
 * uses it, so that this list only grows; `steps.test.ts` fails where it lacks one.
 */
export const OPERATIONS: Record<string, string> = {
	agent: 'get getAll sendReply',
	channelConnection: 'create delete get getAll update',
	channelEndpoint: 'create delete get getAll update upsert',
	context: 'create delete get getAll update',
	domain: 'create delete diagnose get getAll update verify',
	domainRoute: 'create delete get getAll test update',
	environment: 'getAll getTags',
	environmentVariable: 'delete get getAll getUsage set',
	event: 'broadcast cancel sendAndWait trigger triggerBulk',
	inboxNotification:
		'archive archiveAll archiveAllRead completeAction count delete deleteAll getAll markAllAsRead markAllAsSeen markAsRead markAsSeen markAsUnread revertAction snooze unarchive unsnooze',
	integration:
		'autoConfigure configureWebhook create createMobileLink delete generateConnectOAuthUrl generateLinkUserOAuthUrl getAll getAllActive linkChannelEndpoint setAsPrimary update',
	layout: 'delete duplicate get getAll getUsage preview upsert',
	message: 'delete deleteByTransaction getAll',
	notification: 'get getAll',
	subscriber:
		'delete deleteCredentials get getAll getCredentials getTopics mergeDuplicateEntries removeDeviceTokens update updateCredentials updateOnlineStatus upsert upsertMany',
	subscriberPreference: 'get update updateMany',
	topic: 'checkSubscriber delete get getAll update upsert',
	topicSubscription: 'add get getAll remove update',
	translation: 'delete export get getGroup import set',
	workflow: 'delete get getAll sync update upsert',
	workflowStep: 'get preview',
};
