import type { INodeProperties } from 'n8n-workflow';
import { collection, withDisplayOptions } from '../../fields/builders';

/** What the user sees the fields of a reply called by. */
export const LABELS = {
	text: 'Text',
	card: 'Card (JSON)',
	messageId: 'Message ID',
	emojiName: 'Emoji Name',
	typingStatus: 'Typing Status',
	stopTyping: 'Stop Typing',
	summary: 'Summary',
	removeKeys: 'Remove Keys',
	clearFirst: 'Clear First',
	files: 'Input Data Field Names',
	metadata: 'Metadata (JSON)',
	resolve: 'Resolve Conversation',
} as const;

/** What a reply does in the conversation. */
export const actionField: INodeProperties = {
	displayName: 'Reply With',
	name: 'replyAction',
	type: 'options',
	options: [
		{ name: 'Card', value: 'card', description: 'A message with buttons and other elements' },
		{ name: 'Deleted Message', value: 'delete', description: 'Take a message of the agent away' },
		{ name: 'Edited Message', value: 'edit', description: 'Replace a message of the agent' },
		{ name: 'Message', value: 'message', description: 'A text or Markdown, with files' },
		{ name: 'Metadata', value: 'metadata', description: 'Keep values with the conversation' },
		{ name: 'Reaction', value: 'reaction', description: 'Add an emoji to a message' },
		{ name: 'Resolution', value: 'resolve', description: 'Mark the conversation as resolved' },
		{ name: 'Typing Status', value: 'typing', description: 'Show that the agent is at work' },
	],
	default: 'message',
	description: 'What to do in the conversation',
};

/** The fields of each action. */
export const replyFields: INodeProperties[] = [
	withDisplayOptions(
		{
			displayName: LABELS.text,
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Your order is on its way.',
			description: 'What to write, as text or Markdown; Novu turns it into what the chat knows',
		},
		{ replyAction: ['message', 'edit'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.card,
			name: 'card',
			type: 'json',
			default: '',
			required: true,
			placeholder: 'e.g. { "type": "card", "title": "Refund?", "children": [] }',
			description:
				'The card as the Chat SDK has it. What is pressed in it comes as Action to the Novu Trigger.',
		},
		{ replyAction: ['card'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.messageId,
			name: 'platformMessageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1732600000.000100',
			description:
				"The platform's ID of the message: 'messageId' of a reply or of the Novu Trigger",
		},
		{ replyAction: ['edit', 'delete', 'reaction'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.emojiName,
			name: 'emojiName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. thumbs_up',
			description: 'The name of the emoji, without colons',
		},
		{ replyAction: ['reaction'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.stopTyping,
			name: 'stopTyping',
			type: 'boolean',
			default: false,
			description: 'Whether to take the status away in place of showing one',
		},
		{ replyAction: ['typing'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.typingStatus,
			name: 'typingStatus',
			type: 'string',
			default: '',
			placeholder: 'e.g. Looking up your order',
			description: "What the agent is doing; empty means Novu's own word for it",
		},
		{ replyAction: ['typing'], stopTyping: [false] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.summary,
			name: 'summary',
			type: 'string',
			default: '',
			placeholder: 'e.g. Refund granted',
			description: 'How the conversation ended, for those who read it in Novu',
		},
		{ replyAction: ['resolve'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.metadata,
			name: 'metadata',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "plan": "pro" }',
			description:
				"Values by key, which come with every later event under 'conversation'. A key has letters, digits, hyphens, underscores and colons.",
		},
		{ replyAction: ['metadata'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.removeKeys,
			name: 'removeKeys',
			type: 'string',
			default: '',
			placeholder: 'e.g. plan',
			description: 'Keys to take away; several with commas in between',
		},
		{ replyAction: ['metadata'] },
	),
	withDisplayOptions(
		{
			displayName: LABELS.clearFirst,
			name: 'clearFirst',
			type: 'boolean',
			default: false,
			description: 'Whether to take all keys away before the others are set',
		},
		{ replyAction: ['metadata'] },
	),
	withDisplayOptions(
		collection('additionalFields', 'What goes along with the message', [
			{
				displayName: LABELS.files,
				name: 'binaryPropertyNames',
				type: 'string',
				default: '',
				placeholder: 'e.g. data',
				hint: 'The names of the input binary fields containing the files to be sent',
				description:
					"The input's binary fields with the files to send along, with commas in between: at most 15, each of at most 5 MB",
			},
			{
				displayName: LABELS.metadata,
				name: 'metadata',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "plan": "pro" }',
				description: 'Values by key to keep with the conversation',
			},
			{
				displayName: LABELS.resolve,
				name: 'resolve',
				type: 'boolean',
				default: false,
				description: 'Whether the conversation is resolved with this message',
			},
		]),
		{ replyAction: ['message', 'card'] },
	),
];
