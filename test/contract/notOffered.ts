/**
 * The functions of the official SDK that the node has no operation for, and why. An operation that does
 * the same, or what a workflow needs of it, is named as `resource.operation`.
 *
 * The measure is who calls it and when: the node is for those who run notifications. What somebody does
 * once, in front of a screen, while designing messages, releasing them or setting Novu up stays where it
 * is done. For the exception n8n's HTTP Request node takes the node's credential.
 */
export const notOffered: Record<string, string> = {
	'activity.track':
		'Only providers call it, with their own webhooks about deliveries. integration.autoConfigure makes a provider do so.',

	// An agent is a program that talks with people. Its developer deploys it and registers it with Novu.
	'agents.create':
		"An agent is made once, together with the chats that it listens on, in front of Novu's dashboard.",
	'agents.delete':
		'It takes the agent away from all workflows, and from its AI provider if asked to: done when its program is retired.',
	'agents.integrations.create':
		'It says on which chat an agent listens, which belongs to the setting up of its program.',
	'agents.integrations.delete':
		'It cuts an agent off from a chat: a change of its set-up, made where that is looked after.',
	'agents.integrations.list':
		'It shows on which chats an agent listens, which only those who set it up ask.',
	'agents.integrations.update':
		'It moves an agent to another integration of its chat: a change of its set-up.',
	'agents.update':
		"It changes an agent's behaviour and where its program is reached: part of deploying that program.",
	'agents.updateBridge':
		'The Novu Trigger sends it where a workflow is published that is to answer for an agent; an operation of its own could only cut an agent off.',

	'domains.autoConfigure.retrieve':
		"It says whether Novu can write the DNS records itself, a question of the dashboard's set-up of inbound email.",
	'domains.autoConfigure.start':
		'It begins a login at the DNS provider, for somebody in front of a browser.',

	'environments.create':
		'The API key of the credential belongs to one environment; adding others is administration of the organization, and asks for a plan.',
	'environments.delete':
		'It deletes an environment with all subscribers and workflows for good; no workflow should be a slip away from that.',
	'environments.diff':
		'It compares what two environments hold, for somebody who then decides on a release.',
	'environments.publish':
		'It releases workflows to another environment, which whoever has tested them does in the dashboard or in a pipeline.',
	'environments.update':
		"It changes name, colour, domain or bridge of an environment: the organization's administration.",

	'integrations.generateChatOAuthUrl':
		'Novu marks it as deprecated, for integration.generateConnectOAuthUrl and integration.generateLinkUserOAuthUrl.',

	'subscribers.messages.markAll':
		'Novu marks it as deprecated, for inboxNotification.markAllAsRead and inboxNotification.markAllAsSeen, which still use it on servers before 3.15.',
	'subscribers.messages.markAllAs':
		'Novu marks it as deprecated, for inboxNotification.markAsRead, inboxNotification.markAsUnread and inboxNotification.markAsSeen, which still use it on servers before 3.15.',
	'subscribers.messages.updateAsSeen':
		'Novu marks it as deprecated, for inboxNotification.completeAction and inboxNotification.revertAction.',
	'subscribers.notifications.feed': 'Novu marks it as deprecated, for inboxNotification.getAll.',
	'subscribers.notifications.unseenCount':
		'Novu marks it as deprecated, for inboxNotification.count.',

	'translations.upload':
		'It takes several files for one workflow or layout; translation.set takes the texts of one language, and translation.import a file with those of all.',
};
