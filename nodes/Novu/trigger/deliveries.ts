import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { present } from './events';
import { changeAnswer, hasHungUp, type Answer, type HttpResponse } from './n8nInternals';

/** The channels that Novu's webhook providers deliver. */
export type DeliveryChannel = 'push' | 'email' | 'sms' | 'chat';

/** Novu names no channel in a delivery; each provider's body has a shape of its own. */
export function channelOf(body: IDataObject): DeliveryChannel {
	if (Array.isArray(body.target)) return 'push';
	if (Array.isArray(body.to)) return 'email';
	return typeof body.to === 'string' ? 'sms' : 'chat';
}

/**
 * A delivery for the workflow.
 * @param body what Novu sent
 * @param simplify whether to hand out the fields that a message is made of, or all as they came
 * @param withCredentials whether the channel credentials of the subscriber (device tokens, webhook
 * URLs), which Novu sends along with every message, are handed out
 */
export function deliveryItem(
	body: IDataObject,
	{ simplify, withCredentials }: { simplify: boolean; withCredentials: boolean },
): IDataObject {
	const channel = channelOf(body);
	const safe = withCredentials ? body : (withoutCredentials(body) as IDataObject);
	return simplify ? present({ channel, ...SIMPLIFIED[channel](safe) }) : { channel, ...safe };
}

const SIMPLIFIED: Record<DeliveryChannel, (body: IDataObject) => IDataObject> = {
	push: ({ target, title, content, messageId, overrides, payload }) => ({
		// one request for each token
		deviceToken: (target as string[])[0],
		title,
		content,
		subscriberId: subscriberIdIn(payload),
		// not from Novu 2.0
		messageId,
		payload: ownPayload(payload),
		overrides,
	}),
	email: ({ to, from, subject, html, text, cc, bcc, id, notificationDetails, payloadDetails }) => {
		const details = isObject(notificationDetails) ? notificationDetails : {};
		const { workflowIdentifier: workflowId, subscriberId, transactionId } = details;
		const payload = isObject(payloadDetails) ? ownPayload(payloadDetails.payload) : undefined;
		const copies = { ...(filled(cc) && { cc }), ...(filled(bcc) && { bcc }) };
		const about = { subscriberId, workflowId, transactionId, messageId: id, payload };
		return { to, from, subject, html, text, ...copies, ...about };
	},
	sms: ({ to, from, sender, content, id, customData }) => ({
		to,
		from: from ?? sender,
		content,
		messageId: id,
		...(isObject(customData) && Object.keys(customData).length > 0 && { customData }),
	}),
	chat: ({ content, card, webhookUrl, channel, phoneNumber }) => ({
		content,
		card,
		webhookUrl,
		room: channel,
		phoneNumber,
	}),
};

function filled(list: unknown): boolean {
	return Array.isArray(list) && list.length > 0;
}

function subscriberIdIn(payload: unknown): string | undefined {
	const subscriber = isObject(payload) && isObject(payload.subscriber) ? payload.subscriber : {};
	return typeof subscriber.subscriberId === 'string' ? subscriber.subscriberId : undefined;
}

/** The payload that the event was triggered with, without what Novu puts beside it. */
function ownPayload(payload: unknown): IDataObject | undefined {
	if (!isObject(payload)) return undefined;
	const own = { ...payload };
	for (const name of ['subscriber', 'step', 'actor', 'tenant', '__nvMessageId']) delete own[name];
	return own;
}

/** Takes `credentials` out of every entry of a subscriber's `channels`, however deep it stands. */
function withoutCredentials(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutCredentials);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => !(name === 'credentials' && isChannelEntry(value)))
			.map(([name, inner]) => [name, withoutCredentials(inner)]),
	);
}

function isChannelEntry(value: IDataObject): boolean {
	return 'providerId' in value || '_integrationId' in value;
}

/**
 * What Novu is answered: `id` is kept as the provider's message ID (push, chat); the SMS Webhook
 * reads it at `data.id` with `data.date`, in Novu 2.0 at `id` and `date`, and fails where the path
 * leads nowhere.
 */
function answer(id: string): IDataObject {
	const date = new Date().toISOString();
	return { id, date, data: { id, date } };
}

/** A client of Novu's that takes every answer for a success, whatever its status. */
const STATUS_BLIND_CLIENT = /^novu-safe-outbound\//;

/**
 * How a delivery that is not answered with a success is shown as failed in Novu.
 *
 * The push and chat webhook providers of newer versions of Novu (2026; `safeOutboundJsonRequest`)
 * do not look at the status. What their client does refuse is to send a body on to another host
 * (307), and the refusal with that host's name is then what Novu's activity shows; so the name says
 * what happened. Nothing is sent there, and `.invalid` belongs to nobody (RFC 2606). Other clients
 * of Novu's are answered with the status as it is.
 * @param answer as n8n or the trigger words it
 * @param headers of the delivery
 * @param body of the delivery, whether it is genuine or not
 */
export function shownFailure(answer: Answer, headers: IDataObject, body: IDataObject): Answer {
	if (answer.status < 300) return answer;
	if (!STATUS_BLIND_CLIENT.test(String(headers['user-agent'] ?? ''))) return answer;
	if (!['push', 'chat'].includes(channelOf(body))) return answer;
	const what = answer.status < 500 ? 'n8n-refused-it' : 'n8n-workflow-failed';
	return { ...answer, status: 307, location: `https://${what}.invalid/` };
}

/** n8n words the same itself where it answers at once, see `responseData` of the trigger. */
export const ANSWER_AT_ONCE =
	'({ id: $execution?.id, date: $now.toUTC().toISO(), data: { id: $execution?.id, date: $now.toUTC().toISO() } })';

/** Execution by delivery, for those that wait for the end of their workflow. */
export const unansweredDeliveries = new Map<string, string | undefined>();

/**
 * Has a delivery answered with its execution's ID when the workflow has come to its end. n8n would
 * answer with the last node's data, and knows the execution only after the trigger has handed out
 * its item; {@link noteExecution} tells it. An error is answered as n8n words it (500), so that Novu
 * shows the delivery as failed.
 */
export function answerAfterWorkflow(response: HttpResponse, deliveryId: string): void {
	if (hasHungUp(response)) return;
	unansweredDeliveries.set(deliveryId, undefined);
	response.once('close', () => unansweredDeliveries.delete(deliveryId));
	changeAnswer(response, ({ status, body }) => ({
		status,
		body: status < 300 ? answer(unansweredDeliveries.get(deliveryId) ?? deliveryId) : body,
	}));
}

/**
 * Notes which execution a delivery has started, as the first thing that the execution does. In
 * queue mode it does so in another process: then the delivery's own ID is answered.
 * @returns the trigger's items as they are
 */
export function noteExecution(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	for (const { json } of items) {
		const deliveryId = String(json.deliveryId ?? '');
		if (unansweredDeliveries.has(deliveryId))
			unansweredDeliveries.set(deliveryId, context.getExecutionId());
	}
	return items;
}
