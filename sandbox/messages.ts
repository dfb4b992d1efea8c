import type { Store } from './store';
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

/** A message as lists show it. */
export function listedMessage(store: Store, message: Message): Fields {
	const subscriber = store.subscribers.get(message._subscriberId);
	return {
		...messageDocument(message),
		subscriber: subscriber ? subscriberSummary(subscriber, false) : null,
		actorSubscriber: null,
		id: message._id,
	};
}

/** Newest first. */
export function newestFirst<T>(documents: readonly T[]): T[] {
	return [...documents].reverse();
}
