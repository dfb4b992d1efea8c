import { createHash } from 'crypto';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { ANY_EVENT, present } from './events';

/**
 * What Novu sends to an agent's bridge, as it came (`AgentBridgeRequest` of `@novu/framework` 2.13.2).
 * What is null there was not part of the event.
 */
export interface AgentEvent extends IDataObject {
	/** e.g. `onMessage` */
	event: string;
	/** The conversation's `_id`, which a reply needs */
	conversationId: string;
	/** The same in every try */
	deliveryId?: string;
}

/** Novu waits for this, and takes nothing else from the answer. */
export const ACKNOWLEDGED = { status: 'ack' };

/** The events of an agent (`AgentEventEnum`), by name. */
export const agentEventOptions: INodePropertyOptions[] = [
	{
		name: 'Action',
		value: 'onAction',
		description: 'Somebody pressed a button of a card that the agent has sent',
	},
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'All of these, and what newer versions of Novu may add',
	},
	{ name: 'Message', value: 'onMessage', description: 'Somebody wrote to the agent' },
	{
		name: 'Reaction',
		value: 'onReaction',
		description: 'Somebody added an emoji to a message, or took it away',
	},
	{ name: 'Resolve', value: 'onResolve', description: 'The conversation was marked as resolved' },
];

/** @returns undefined where the body is no event of an agent's conversation */
export function parseAgentEvent(body: IDataObject): AgentEvent | undefined {
	const isEvent = text(body.event) !== undefined && text(body.conversationId) !== undefined;
	return isEvent ? (body as AgentEvent) : undefined;
}

/** Whether an event is one of the chosen ones. */
export function isWantedOfAgent({ event }: AgentEvent, wanted: readonly string[]): boolean {
	return wanted.includes(ANY_EVENT) || wanted.includes(event);
}

/** What an event is known by when it comes again; a body without an ID comes again as it was. */
export function agentEventId({ deliveryId }: AgentEvent, rawBody: Buffer): string {
	return text(deliveryId) ?? createHash('sha256').update(rawBody).digest('hex');
}

/**
 * An agent's event for the workflow.
 * @param simplify whether to hand out what most workflows use, or all as it came
 */
export function agentEventItem(event: AgentEvent, simplify: boolean): IDataObject {
	if (!simplify) return event;
	const { event: type, deliveryId, timestamp, agentId, conversationId, platform } = event;
	const { integrationIdentifier, history } = event;
	const message = part(event.message);
	const { subscriberId, ...subscriber } = part(event.subscriber);
	const context = part(event.platformContext);
	return present({
		event: type,
		text: message.text,
		subscriberId,
		agentId,
		conversationId,
		integrationIdentifier,
		platform,
		isDirectMessage: context.isDM,
		messageId: message.platformMessageId,
		author: message.author,
		attachments: message.text === undefined ? undefined : (message.attachments ?? []),
		action: filled(event.action),
		reaction: reactionOf(event),
		subscriber: filled(subscriber),
		conversation: conversationOf(event),
		history: Array.isArray(history) ? history.filter(isObject).map(said) : [],
		time: timestamp,
		deliveryId,
	});
}

/** The emoji as the text that Send Reply takes, too. */
function reactionOf({ reaction }: AgentEvent): IDataObject | undefined {
	if (!isObject(reaction)) return undefined;
	const { messageId, added } = reaction;
	return present({
		emojiName: part(reaction.emoji).name,
		added,
		messageId,
		text: part(reaction.message).text,
	});
}

function conversationOf({ conversation }: AgentEvent): IDataObject {
	const { identifier, status, messageCount, metadata } = part(conversation);
	return present({ identifier, status, messageCount, metadata });
}

function said({ role, type, content, senderName, createdAt }: IDataObject): IDataObject {
	return present({ role, type, content, senderName, time: createdAt });
}

function part(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

function filled(value: unknown): IDataObject | undefined {
	return Object.keys(part(value)).length > 0 ? part(value) : undefined;
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
