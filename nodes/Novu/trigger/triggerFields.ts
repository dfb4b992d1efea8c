import type { INodeProperties } from 'n8n-workflow';
import { listeningAgentField } from '../actions/agent/shared';
import { collection, withDisplayOptions, sorted } from '../fields/builders';
import { simplifyField } from '../fields/list';
import { agentEventOptions } from './agentEvents';
import { REPLACE_URL } from './bridge';
import { eventOptions } from './events';

const FOR_EVENTS = { triggerOn: ['event'] };
const FOR_DELIVERIES = { triggerOn: ['delivery'] };
const FOR_AGENTS = { triggerOn: ['agentMessage'] };
const REGISTERED = { ...FOR_AGENTS, registerBridge: [true] };

/** The channels of Novu's messages. */
export const channelOptions = sorted([
	{ name: 'Chat', value: 'chat' },
	{ name: 'Email', value: 'email' },
	{ name: 'In-App', value: 'in_app' },
	{ name: 'Push', value: 'push' },
	{ name: 'SMS', value: 'sms' },
]);

const filters: INodeProperties = collection(
	'filters',
	'Start only for events that meet all of these',
	[
		{
			displayName: 'Channels',
			name: 'channels',
			type: 'multiOptions',
			options: channelOptions,
			default: [],
			description: 'Only messages of these channels',
		},
		{
			displayName: 'Failure Reasons',
			name: 'reasons',
			type: 'string',
			default: '',
			placeholder: 'e.g. token_invalid',
			description:
				'Only failed push messages with this reason; several with commas in between. A token that the provider does not know any more has the reason token_invalid.',
		},
		{
			displayName: 'Provider IDs',
			name: 'providerIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. fcm',
			description: 'Only messages of this provider; several with commas in between',
		},
		{
			displayName: 'Subscriber IDs',
			name: 'subscriberIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. customer-4711',
			description: 'Only events of this subscriber; several with commas in between',
		},
		{
			displayName: 'Workflow IDs',
			name: 'workflowIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-shipped',
			description:
				'Only events of this Novu workflow, by the identifier that it is triggered with; several with commas in between',
		},
	],
);

/**
 * A notice's steps, each under its number. n8n's notices keep the tags `ul`, `li` and `a` alone, and an
 * `li` shows a dot and no number.
 */
function numbered(steps: string[], note: string): string {
	return steps.map((step, index) => `<ul>${index + 1}. ${step}</ul>`).join('') + note;
}

/** The parameters of the Novu Trigger. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Agent Message',
				value: 'agentMessage',
				action: 'On a message to an agent of Novu',
				description: 'Somebody wrote to one of your agents in Novu, in a chat or by email',
			},
			{
				name: 'Delivery Request',
				value: 'delivery',
				action: 'On a message for n8n to deliver',
				description:
					'Novu hands over a push, chat, email or SMS message for n8n to deliver. Works with every plan.',
			},
			{
				name: 'Event',
				value: 'event',
				action: 'On an event in Novu',
				description:
					"Something happened in Novu, such as a message that failed. Needs Novu's Team or Enterprise plan.",
			},
		],
		default: 'event',
	},
	withDisplayOptions(
		{
			displayName: numbered(
				[
					"Open 'Webhook URLs' above, choose Production URL, and click the URL: that copies it.",
					"In Novu's dashboard (Team and Enterprise plans) open Webhooks, and add an endpoint with this URL and the events that you choose below.",
					"Copy the endpoint's signing secret (whsec_…) to a new credential above, For: Events.",
					'Publish the workflow.',
				],
				"The test URL works only while the node listens, after 'Execute step', and needs an endpoint and a secret of its own.",
			),
			name: 'eventSteps',
			type: 'notice',
			default: '',
		},
		FOR_EVENTS,
	),
	withDisplayOptions(
		{
			displayName: numbered(
				[
					"Open 'Webhook URLs' above, choose Production URL, and click the URL: that copies it.",
					"In Novu's dashboard open Integrations Store, and add a Push, Chat, Email or SMS Webhook with this URL and a secret that you make up (for SMS the name of a header and a key). For a Chat Webhook the URL goes to each subscriber's credentials instead.",
					"Put the same into a new credential above, For: 'Deliveries: Push, Chat or Email Webhook' or 'Deliveries: SMS Webhook'.",
					'Publish the workflow.',
				],
				"The test URL works only while the node listens, after 'Execute step'.",
			),
			name: 'deliverySteps',
			type: 'notice',
			default: '',
		},
		FOR_DELIVERIES,
	),
	withDisplayOptions(
		{
			displayName: numbered(
				[
					"Choose the credential of the agent's environment above: Novu signs with its secret key.",
					"Switch 'Register in Novu' on below, and choose the agent. Or open 'Webhook URLs' above, and copy the production URL to the agent's bridge URL in Novu.",
					'Add a Novu node that answers: resource Agent, operation Send Reply.',
					'Publish the workflow.',
				],
				"The test URL works only while the node listens, after 'Execute step'.",
			),
			name: 'agentSteps',
			type: 'notice',
			default: '',
		},
		FOR_AGENTS,
	),
	withDisplayOptions(
		{
			displayName: 'Agent Events',
			name: 'agentEvents',
			type: 'multiOptions',
			options: agentEventOptions,
			required: true,
			default: ['onMessage'],
			description:
				"Events that start the workflow. Novu's other events are acknowledged and start nothing.",
		},
		FOR_AGENTS,
	),
	withDisplayOptions(
		{
			displayName: 'Register in Novu',
			name: 'registerBridge',
			type: 'boolean',
			default: false,
			description:
				"Whether publishing the workflow makes the production URL the agent's bridge URL in Novu, and unpublishing takes it back. Novu must be able to reach that URL.",
		},
		FOR_AGENTS,
	),
	withDisplayOptions(listeningAgentField, REGISTERED),
	withDisplayOptions(
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			options: eventOptions,
			required: true,
			default: ['message.failed'],
			description:
				"Events that start the workflow. The endpoint in Novu's dashboard has to send these, too.",
		},
		FOR_EVENTS,
	),
	withDisplayOptions(
		{
			displayName: 'Answer',
			name: 'respond',
			type: 'options',
			options: [
				{
					name: 'At Once',
					value: 'atOnce',
					description: 'Novu takes the message as delivered as soon as the workflow has started',
				},
				{
					name: 'After the Workflow',
					value: 'afterWorkflow',
					description:
						'Novu waits for the workflow, and shows the delivery as failed in its activity where the workflow fails',
				},
			],
			default: 'atOnce',
			description:
				"When Novu is answered. The answer holds the execution's ID, which Novu keeps as the provider's message ID.",
		},
		FOR_DELIVERIES,
	),
	simplifyField,
	withDisplayOptions(filters, FOR_EVENTS),
	withDisplayOptions(
		collection('options', 'What is rarely needed', [
			{
				displayName: 'Include Channel Credentials',
				name: 'includeCredentials',
				type: 'boolean',
				default: false,
				description:
					"Whether to hand out the device tokens and webhook URLs of all the subscriber's channels, which Novu sends along with every message. They would be saved with the execution.",
			},
		]),
		FOR_DELIVERIES,
	),
	withDisplayOptions(
		collection('options', 'What is rarely needed', [
			{
				displayName: REPLACE_URL,
				name: 'replaceUrl',
				type: 'boolean',
				default: false,
				description:
					'Whether publishing may put this URL in the place of another one that the agent has. Unpublishing puts the other one back. Switched off, publishing fails and says which host it is.',
			},
		]),
		REGISTERED,
	),
];
