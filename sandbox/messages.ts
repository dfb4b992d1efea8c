import type { Call } from './call';
import { subscriberV2 } from './subscribers';
import type { Fields, Message, Subscriber } from './types';

/** A subscriber as messages and activities show it. */
export function subscriberSummary(subscriber: Subscriber, withAddress: boolean): Fields {
	const { _id, firstName, lastName, email, phone, subscriberId } = subscriber;
	const address = withAddress ? { email, phone } : {};
	return { _id, firstName, lastName, ...address, subscriberId, id: _id };
}

/** A message without those whom it belongs to. */
export function messageDocument(message: Message): Fields {
	const stored = { ...message, actions: undefined, archivedAt: undefined };
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

/** A message as lists show it: since 3 with the whole subscriber, before with its name. */
export function listedMessage(call: Call, message: Message): Fields {
	const found = call.store.subscribers.get(message._subscriberId);
	const old = call.settings.novu === '2.0';
	return {
		...messageDocument(message),
		subscriber: found ? (old ? subscriberSummary(found, false) : subscriberV2(found)) : null,
		actorSubscriber: old ? null : undefined,
		id: message._id,
	};
}

/** Newest first. */
export function newestFirst<T>(documents: readonly T[]): T[] {
	return [...documents].reverse();
}
