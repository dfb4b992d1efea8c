import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { present } from './events';

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
