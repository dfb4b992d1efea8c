/**
 * Of what kind every field is. A pattern is `resource.operation path`, with `*` for any part; the first
 * that fits counts. A field that none fits is not declared, and the walk fails.
 */
const READ = '*.get* *.count *.check*'.split(' ');
const read = (path: string, kind: string): Array<[string, string]> =>
	READ.map((operation) => [`${operation} ${path}`, kind]);
const each = (paths: string, kind: string): Array<[string, string]> =>
	paths.split(' ').map((path) => [path.includes(' ') ? path : `* ${path}`, kind]);
const inCollections = (names: string, kind: string): Array<[string, string]> =>
	names.split(' ').flatMap(
		(name): Array<[string, string]> => [
			[`* additionalFields.${name}`, kind],
			[`* updateFields.${name}`, kind],
		],
	);

const PATTERNS: Array<[pattern: string, kind: string]> = [
	// How a run goes about its requests: the first item decides, nothing of it is sent.
	...each('options.maxRequestsAtOnce options.retries options.timeout', 'setting'),
	['event.sendAndWait options.limitWaitTime', 'group needed'],
	...each(
		'options.messageButtonLabel options.responseFormButtonLabel options.responseFormTitle',
		'text carried',
	),
	...each('formFields', 'group needed'),
	// n8n checks it against the schema before the node sees it.
	...each('payloadFields approvalOptions', 'checked by n8n'),

	...each('limit', 'count'),
	...each('returnAll simplify active', 'switch with a default'),
	...each(
		'options.allowWebhookUrl options.failIfExists createSubscriberIfMissing',
		'switch with a default',
	),
	['* sendToAll', 'confirmation'],
	['* isOnline', 'switch needed'],
	...each('sort.orderBy sort.orderDirection tokenMode method', 'choice with a default'),
	['* output', 'choice with a default'],
	...each('options.failIfIssues options.onlyIfUnused', 'switch with a default'),
	...each(
		'options.confirmTokens options.unknownSubscribers options.whenNothingWasSent',
		'choice with a default',
	),
	...each(
		'actionType connectionMode contentMode endpointSource payloadMode region responseType exportAs languages preferencesFor subscribers to type',
		'choice needed',
	),
	['* additionalFields.channel', 'choice with a default'],
	['* providerId', 'open choice needed'],

	// What an agent says.
	...each('replyAction', 'choice needed'),
	['agent.sendReply agentId', 'id needed'],
	['agent.get agentId', 'id needed'],
	['agent.sendReply conversationId', 'conversation'],
	['agent.sendReply text', 'text needed'],
	['agent.sendReply card', 'card'],
	...each('emojiName platformMessageId', 'id needed'),
	...each('stopTyping clearFirst', 'switch with a default'),
	...each('typingStatus summary', 'text carried'),
	['agent.sendReply metadata', 'metadata'],
	['agent.sendReply additionalFields.metadata', 'metadata'],
	['* removeKeys', 'metadata'],
	// Of files, which the items of the walk have none of.
	['* additionalFields.binaryPropertyNames', 'checked by n8n'],
	['* additionalFields.resolve', 'switch with a default'],

	// Filters
	['message.deleteByTransaction filters.channel', 'choice narrowing'],
	...each('filters.channel filters.connectionMode filters.criticality', 'choice narrowing a read'),
	...each('filters.archived filters.read filters.seen filters.snoozed', 'switch needed'),
	...each('filters.channels filters.status', 'choices narrowing a read'),
	['* filters.severity', 'choices narrowing a read'],
	['inboxNotification.get* filters.contextKeys', 'filter list of a read'],
	['inboxNotification.count filters.contextKeys', 'filter list of a read'],
	['inboxNotification.get* filters.tags', 'filter list of a read'],
	['inboxNotification.count filters.tags', 'filter list of a read'],
	...read('filters.contextKeys', 'list narrowing a read'),
	...read('filters.tags', 'list narrowing a read'),
	['* filters.contextKeys', 'list narrowing a write'],
	['* filters.tags', 'list narrowing a write'],
	...each('filters.emails filters.subscriberIds', 'list narrowing a read'),
	['message.getAll filters.transactionIds', 'list narrowing a read'],
	['* filters.data', 'JSON object narrowing'],
	['inboxNotification.getAll filters.after', 'time needed'],
	['inboxNotification.getAll filters.before', 'time needed'],
	...each('filters.after filters.before', 'time narrowing a read'),
	['* filters.providerId', 'open choice narrowing a read'],
	['* filters.email', 'word narrowing a read'],
	...each('filters.name filters.domainName filters.phone filters.search', 'text narrowing a read'),
	...each(
		'filters.agentId filters.contextId filters.connectionIdentifier filters.integrationIdentifier filters.subscriberId filters.subscriptionId filters.topicKey filters.transactionId filters.workflowId',
		'id narrowing a read',
	),

	// What narrows beside filters
	['subscriber.updateCredentials integrationIdentifier', 'id narrowing a write'],
	['subscriber.removeDeviceTokens integrationIdentifier', 'id narrowing a write'],
	['integration.createMobileLink subscriberId', 'id narrowing a write'],
	['* options.contextKeys', 'list narrowing a write'],
	...each('options.context context additionalFields.context', 'JSON object narrowing'),
	...each('options.idempotencyKey additionalFields.transactionId', 'id narrowing a write'),
	['* additionalFields.connectionIdentifier', 'id narrowing a write'],
	['* additionalFields.identifier', 'id narrowing a write'],
	['* additionalFields.subscriptionIdentifier', 'id narrowing a write'],
	['* additionalFields.tenant', 'id or object narrowing'],
	...each('additionalFields.scopes additionalFields.userScopes', 'list narrowing a write'),
	['* additionalFields.conditions', 'JSON list narrowing'],
	['* additionalFields.preferences', 'preferences narrowing'],
	['* excludedSubscriberIds', 'list leaving out'],

	// What carries data
	['layout.preview additionalFields.controlValues', 'layout content carried'],
	['* updateFields.tags', 'list carried'],
	['* additionalFields.isSecret', 'switch carried'],
	...inCollections('description', 'text carried'),
	...each(
		'additionalFields.controlValues additionalFields.steps additionalFields.subscriber',
		'JSON object carried',
	),
	['* additionalFields.actor', 'id or object carried'],
	['domainRoute.update updateFields.agentId', 'id needed'],
	...inCollections('agentId botUserId', 'id carried'),
	['* updateFields.identifier', 'id carried'],
	['* additionalFields.withoutAgent', 'switch with a default'],
	...inCollections('autoLinkUser check active isTranslationEnabled', 'switch carried'),
	['subscriberPreference.* updateFields.email', 'switch carried'],
	...each(
		'updateFields.chat updateFields.in_app updateFields.push updateFields.sms updateFields.tool',
		'switch carried',
	),
	...inCollections('avatar email contextHash refreshToken', 'word carried'),
	...inCollections(
		'firstName lastName locale phone timezone name topicName workspaceName',
		'text carried',
	),
	...inCollections('bridgeUrl', 'url carried'),
	...inCollections('expiresAt refreshTokenExpiresAt', 'time carried'),
	...inCollections('clearFields', 'choices carried'),
	['domain.* additionalFields.data', 'texts by name carried'],
	['domain.* updateFields.data', 'texts by name carried'],
	['domainRoute.* additionalFields.data', 'texts by name carried'],
	['domainRoute.* updateFields.data', 'texts by name carried'],
	...inCollections('data configurations credentials overrides schedule', 'JSON object carried'),
	['* updateFields.conditions', 'JSON list carried'],
	['* updateFields.preferences', 'preferences carried'],
	...each('credentials headers payload', 'JSON object carried'),
	...each('authToken channel', 'word carried'),
	...each('parentId', 'id carried'),
	['* additionalProperties.deviceTokens', 'tokens carried'],
	['* additionalProperties.webhookUrl', 'url carried'],
	...each('additionalProperties.title additionalProperties.state', 'text carried'),
	['* additionalProperties.*', 'word carried'],

	...each('additionalFields.fromName additionalFields.html additionalFields.text', 'text carried'),
	['* updateFields.type', 'choice with a default'],
	['* dryRun', 'switch with a default'],

	// What must be there
	...each('domain domainName', 'domain needed'),
	['* address', 'address needed'],
	['domainRoute.create agentId', 'id needed'],
	...each('from subject', 'id needed'),
	...each('html blocks controlValues', 'layout content'),
	['* definition', 'workflow definition'],
	// Of a file, which the items of the walk have none of.
	['translation.import importFrom', 'checked by n8n'],
	...each('resourceType', 'choice needed'),
	['translation.export locale', 'locale'],
	['* locale', 'locale'],
	['* masterJson', 'workflow definition'],
	['* content', 'JSON object needed'],
	['* options.failIfPartial', 'switch with a default'],
	['* binaryPropertyName', 'file'],
	['* resourceId', 'id needed'],
	['* variableKey', 'variable key'],
	...each('environmentId stepId targetEnvironmentId value', 'id needed'),
	['* deviceTokens', 'tokens needed'],
	['topicSubscription.* subscriberIds', 'subscribers of a topic'],
	['* subscriberIds', 'list needed'],
	['* recipients', 'recipients'],
	['* snoozeUntil', 'time needed'],
	['* message', 'text needed'],
	...each('url webhookUrl', 'url needed'),
	['* endpoint', 'JSON object needed'],
	['* contextKey', 'context key'],
	...each(
		'accessToken apiKey chatId channelId connectionIdentifier contextId contextType endpointIdentifier integrationId integrationIdentifier layoutId messageId name notificationId personEmail personId phoneNumber roomId routingKey subscriberId subscriptionIdentifier teamId topicKey transactionId userId workflowId workspaceId',
		'id needed',
	),
];

const EXPRESSIONS = PATTERNS.map(
	([pattern, kind]) =>
		[
			new RegExp(
				`^${pattern.replace(/\./g, '\\.').replace(/\*/g, pattern.startsWith('* ') ? '.*' : '\\w*')}$`,
			),
			kind,
		] as const,
);

/** The kind of a field; undefined where it is not declared. */
export function kindOfField(operation: string, path: string): string | undefined {
	return EXPRESSIONS.find(([expression]) => expression.test(`${operation} ${path}`))?.[1];
}
