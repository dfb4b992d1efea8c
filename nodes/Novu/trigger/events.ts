import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { isObject } from '../engine/errors';

/** What Novu sends to an endpoint, as it came. */
export interface NovuEvent extends IDataObject {
	/** `evt_` and 24 hex digits; the same in every try */
	id?: string;
	/** e.g. `message.failed` */
	type: string;
	/** The changed thing under `object`, with `previousObject`, `subscriberId` and `error` for some */
	data?: IDataObject;
	/** ISO 8601 */
	timestamp?: string;
	/** The environment's public identifier, not its `_id` */
	environmentId?: string;
}

/** What the user wants to hear of; an empty list is no condition. */
export interface Filters {
	channels: string[];
	workflowIds: string[];
	providerIds: string[];
	subscriberIds: string[];
	reasons: string[];
}

/** Stands for every event, those of a newer Novu included. */
export const ANY_EVENT = 'any';

/** Event types of Novu 3.19 (`WebhookEventEnum`), by name, so that those of a kind stand together. */
export const eventOptions: INodePropertyOptions[] = [
	{
		name: 'Any Event',
		value: ANY_EVENT,
		description: 'All of the following, and what newer versions of Novu may add',
	},
	{
		name: 'Email Received',
		value: 'email.received',
		description: 'An email came in at one of your inbound domains',
	},
	{
		name: 'Message Archived',
		value: 'message.archived',
		description: 'A subscriber archived an inbox message',
	},
	{
		name: 'Message Deleted',
		value: 'message.deleted',
		description: 'A subscriber deleted an inbox message',
	},
	{
		name: 'Message Delivered',
		value: 'message.delivered',
		description:
			'A message arrived. For email this needs activity tracking in the settings of the integration.',
	},
	{
		name: 'Message Failed',
		value: 'message.failed',
		description:
			'A message, of chat too, could not be sent. Push: one event for each device token, with a reason.',
	},
	{
		name: 'Message Read',
		value: 'message.read',
		description: 'A subscriber read an inbox message',
	},
	{
		name: 'Message Seen',
		value: 'message.seen',
		description:
			'A subscriber saw a message. For email this needs activity tracking in the settings of the integration.',
	},
	{
		name: 'Message Sent',
		value: 'message.sent',
		description: 'A message went to its provider. Push: one event for each device token.',
	},
	{
		name: 'Message Snoozed',
		value: 'message.snoozed',
		description: 'A subscriber put an inbox message off',
	},
	{
		name: 'Message Unarchived',
		value: 'message.unarchived',
		description: 'A subscriber took an inbox message out of the archive',
	},
	{
		name: 'Message Unread',
		value: 'message.unread',
		description: 'A subscriber marked an inbox message as unread',
	},
	{
		name: 'Message Unsnoozed',
		value: 'message.unsnoozed',
		description: 'An inbox message that was put off came back',
	},
	{
		name: 'Preference Updated',
		value: 'preference.updated',
		description: 'A subscriber switched a channel or a workflow on or off',
	},
	{ name: 'Workflow Created', value: 'workflow.created', description: 'A Novu workflow was made' },
	{
		name: 'Workflow Deleted',
		value: 'workflow.deleted',
		description: 'A Novu workflow was deleted',
	},
	{
		name: 'Workflow Published',
		value: 'workflow.published',
		description: 'A Novu workflow went from one environment to another',
	},
	{
		name: 'Workflow Updated',
		value: 'workflow.updated',
		description: 'A Novu workflow was changed',
	},
];

/** Reads the body of an event; undefined where it is none. */
export function parseEvent(body: unknown): NovuEvent | undefined {
	return isObject(body) && typeof body.type === 'string' ? (body as NovuEvent) : undefined;
}

/** Whether an event is one of the chosen types and meets every filter. */
export function isWanted(event: NovuEvent, types: readonly string[], filters: Filters): boolean {
	if (!types.includes(ANY_EVENT) && !typesOf(event).some((type) => types.includes(type))) {
		return false;
	}
	const { channel, workflowId, providerId, subscriberId } = aboutOf(event);
	return (
		meets(filters.channels, channel) &&
		meets(filters.workflowIds, workflowId) &&
		meets(filters.providerIds, providerId) &&
		meets(filters.subscriberIds, subscriberId) &&
		meets(filters.reasons, errorOf(event)?.reason)
	);
}

/** A failed chat message comes as `message.sent` with an error (Novu 3.19, chat step). */
function typesOf({ type, data }: NovuEvent): string[] {
	return type === 'message.sent' && isObject(data?.error) ? [type, 'message.failed'] : [type];
}

function meets(wanted: readonly string[], value: string | undefined): boolean {
	return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

/**
 * An event for the workflow.
 * @param id the delivery's id (header `svix-id`), where the event has none of its own
 * @param simplify whether to hand out the few fields that most workflows use, or all as they came
 */
export function eventItem(event: NovuEvent, id: string, simplify: boolean): IDataObject {
	if (!simplify) return { ...event, id: event.id ?? id };
	const head = { id: event.id ?? id, type: event.type, time: event.timestamp };
	const { channel, workflowId, providerId, subscriberId } = aboutOf(event);
	const { object, previousObject } = event.data ?? {};
	if (!event.type.startsWith('message.')) {
		return present({ ...head, subscriberId, workflowId, object, previousObject });
	}
	const { transactionId, _id: messageId } = objectOf(event);
	const error = errorOf(event);
	const about = { subscriberId, workflowId, channel, providerId, transactionId, messageId };
	return present({ ...head, ...about, error: error && present({ ...error }) });
}

/** What an event is about, wherever its kind has it. */
function aboutOf(event: NovuEvent) {
	const object = objectOf(event);
	const workflow = isObject(object.workflow) ? object.workflow : {};
	// where Novu's versions of 2025 have it
	const subscriber = isObject(object.subscriber) ? object.subscriber : {};
	return {
		channel: text(object.channel),
		providerId: text(object.providerId),
		subscriberId:
			text(object.subscriberId) ?? text(subscriber.subscriberId) ?? text(event.data?.subscriberId),
		workflowId:
			text(object.workflowId) ??
			text(object.templateIdentifier) ??
			text(workflow.workflowId) ??
			text(workflow.identifier),
	};
}

/**
 * Why a message failed. What a server sends (`push.reason`) and what Novu's published schema has
 * instead (`push.isInvalidToken`) come out the same.
 */
function errorOf({ data }: NovuEvent) {
	if (!isObject(data?.error)) return undefined;
	const push = isObject(data.error.push) ? data.error.push : {};
	const reason = text(push.reason) ?? (push.isInvalidToken === true ? 'token_invalid' : undefined);
	return { message: text(data.error.message), reason, deviceToken: text(push.deviceToken) };
}

function objectOf({ data }: NovuEvent): IDataObject {
	return isObject(data?.object) ? data.object : {};
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The fields that have a value. */
export function present(fields: Record<string, unknown>): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as IDataObject;
}
