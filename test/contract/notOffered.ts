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
		'An agent is of no use without the program behind it, whose developer registers it when deploying it.',
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
	'agents.list':
		"An event needs an agent's identifier alone, which its developer has chosen: 'Agent' of event.trigger takes it.",
	'agents.retrieve':
		'It shows how an agent is set up; nothing in it goes into an event or comes out of one.',
	'agents.sendReply':
		"It is the agent's own voice in a conversation, whose ID Novu tells to the agent's program alone.",
	'agents.update':
		"It changes an agent's behaviour and where its program is reached: part of deploying that program.",
	'agents.updateBridge':
		"Novu's command line registers the tunnel to a developer's machine with it.",

	'domains.autoConfigure.retrieve':
		"It says whether Novu can write the DNS records itself, a question of the dashboard's set-up of inbound email.",
	'domains.autoConfigure.start':
		'It begins a login at the DNS provider, for somebody in front of a browser.',

	'environmentVariables.create':
		'A variable has an effect only once a template of a workflow names it, so that whoever edits the template makes it.',
	'environmentVariables.delete':
		'It breaks the templates that still name the variable: done while editing them.',
	'environmentVariables.list':
		'It lists constants of templates. What differs from message to message comes with the payload of event.trigger.',
	'environmentVariables.retrieve':
		'It shows a constant of templates, masked where it is a secret; nothing that goes on from there.',
	'environmentVariables.update':
		'It changes what every message of an environment says, at once and unseen: a release, like that of a template.',
	'environmentVariables.usage':
		'It lists the workflows that name a variable, which somebody asks before editing it.',

	'environments.create':
		'The API key of the credential belongs to one environment; adding others is administration of the organization, and asks for a plan.',
	'environments.delete':
		'It deletes an environment with all subscribers and workflows for good; no workflow should be a slip away from that.',
	'environments.diff':
		'It compares what two environments hold, for somebody who then decides on a release.',
	'environments.getTags':
		"It fills a filter of the dashboard; workflow.getAll has each workflow's tags, and filters by them.",
	'environments.list':
		'It answers with API keys, and the key at hand opens none of the other environments that it lists.',
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

	// Translations are a module of Novu's paid editions: other servers answer with a 404.
	'translations.create':
		"It writes the texts of a template in one language, in the paid editions of Novu alone; they come from translators' tools, as files.",
	'translations.delete':
		'It takes a language away from a template: done by whoever looks after its texts.',
	'translations.groups.delete': 'It takes all languages away from a template at once.',
	'translations.groups.retrieve':
		'It says which languages of a template are out of date, to those who translate it.',
	'translations.master.import':
		'It overwrites the texts of many workflows in one language: a release of texts.',
	'translations.master.retrieve':
		'It exports the texts of all workflows in one language, for translators.',
	'translations.master.upload':
		'It is translations.master.import with a file in the place of its content.',
	'translations.retrieve':
		'It shows the texts of a template in one language. The language of a message is the locale that subscriber.upsert sets.',
	'translations.upload': "It takes files out of a translator's tool, named after their languages.",

	// Workflows are designed in the dashboard or in code, tested, and then published.
	'workflows.create':
		"A workflow is steps with templates, in the form of Novu's editor; it is designed there or in code, and tried out before it is used.",
	'workflows.delete':
		'Events that name the workflow fail from then on: done by whoever knows what sends them.',
	'workflows.patch':
		'It changes a workflow for everybody, or switches it off. Who gets which messages is said with subscriberPreference.update.',
	'workflows.steps.generatePreview': 'It renders a step for the one who is editing it.',
	'workflows.steps.retrieve':
		"It hands out a step with the form of its editor; workflow.get has the workflow's steps.",
	'workflows.sync':
		'It releases one workflow to another environment, which whoever has tested it does.',
	'workflows.update':
		'It replaces a workflow, with all its steps and templates, by what the editor or code has made.',
};
