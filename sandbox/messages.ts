import { omit } from './omit';
import type { Call } from './call';
import type { Fields, Message, Subscriber } from './types';

/** A subscriber as messages and activities show it. */
export function subscriberSummary(subscriber: Subscriber, withAddress: boolean): Fields {
	const { _id, firstName, lastName, email, phone, subscriberId } = subscriber;
	const address = withAddress ? { email, phone } : {};
	return { _id, firstName, lastName, ...address, subscriberId, id: _id };
}

/** What a message's buttons are called in its call to action. */
function ctaOf({ channel, actions }: Message): Fields {
	const button = (type: 'primary' | 'secondary') => {
		const action = actions[type];
		if (!action) return [];
		const { _id, label: content, url, isCompleted } = action;
		return [{ type, content, ...(url ? { url, target: '_self' } : {}), _id, id: _id, isCompleted }];
	};
	const buttons = [...button('primary'), ...button('secondary')].map((one) => ({
		...one,
		isCompleted: undefined,
	}));
	return { action: { buttons }, ...(channel === 'in_app' ? { type: 'redirect' } : {}) };
}

/** A message since 3, without those whom it belongs to. */
function documentSince3(message: Message): Fields {
	const { channel, ...stored } = omit(message, 'actions', 'archivedAt', 'expireAt');
	const inApp = channel === 'in_app';
	const named = channel !== 'chat' && channel !== 'push';
	return {
		cta: ctaOf(message),
		...stored,
		channel,
		snoozedUntil: message.snoozedUntil ?? undefined,
		lastReadDate: message.lastReadDate ?? undefined,
		firstSeenDate: message.firstSeenDate,
		templateIdentifier: named ? message.templateIdentifier : undefined,
		...(inApp ? { _feedId: null, deliveredAt: [message.createdAt] } : {}),
		...(channel === 'push' ? { identifier: message._id } : {}),
		payload: Object.keys(message.payload).length > 0 ? message.payload : undefined,
		__v: 0,
	};
}

/** A message without those whom it belongs to. */
export function messageDocument(call: Call, message: Message): Fields {
	if (call.settings.novu !== '2.0') return documentSince3(message);
	const stored = {
		...message,
		actions: undefined,
		archivedAt: undefined,
		firstSeenDate: undefined,
		severity: undefined,
		contextKeys: undefined,
		stepId: undefined,
	};
	const named = message.channel !== 'chat' && message.channel !== 'push';
	const carries = message.channel !== 'chat' && Object.keys(message.payload).length > 0;
	return {
		cta: { action: { buttons: [] } },
		...stored,
		templateIdentifier: named ? message.templateIdentifier : undefined,
		...(message.channel === 'in_app' ? { _feedId: null } : {}),
		payload: carries ? message.payload : undefined,
		deleted: false,
		__v: 0,
	};
}

/** A subscriber as messages show it since 3: without its addresses. */
function person(one: Subscriber): Fields {
	const { _id, firstName, lastName, subscriberId, createdAt, updatedAt } = one;
	const { _organizationId, _environmentId, deleted } = one;
	const names = { _id, firstName, lastName, subscriberId, createdAt, updatedAt };
	return { ...names, _organizationId, _environmentId, deleted, id: _id };
}

/** A message as lists show it, with its subscriber. */
export function listedMessage(call: Call, message: Message): Fields {
	const found = call.store.subscribers.get(message._subscriberId);
	const old = call.settings.novu === '2.0';
	return {
		...messageDocument(call, message),
		subscriber: found ? (old ? subscriberSummary(found, false) : person(found)) : null,
		actorSubscriber: null,
		id: message._id,
	};
}

/** Newest first. */
export function newestFirst<T>(documents: readonly T[]): T[] {
	return [...documents].reverse();
}
