import type { Store } from './store';
import type { Subscriber, Topic, TopicSubscription } from './types';

/** Adds a topic without any check. */
export function addTopic(store: Store, key: string, name: string, data?: unknown): Topic {
	return store.topics.add({ ...store.entity(), key, name, ...(data ? { data } : {}) });
}

/** The key of a subscription that no other may share. */
function pair(topic: Topic, subscriberId: string): string {
	return `${topic._id} ${subscriberId}`;
}

/** A subscriber's subscriptions to a topic, oldest first. */
export function subscriptionsOf(
	store: Store,
	topic: Topic,
	subscriberId: string,
): readonly TopicSubscription[] {
	return store.topicSubscriptions.lookup('pair', pair(topic, subscriberId));
}

/** How the store finds a subscription by topic and subscriber. */
export function pairOf(subscription: TopicSubscription): string {
	return `${subscription._topicId} ${subscription.externalSubscriberId}`;
}

/** Adds a subscription without any check. */
export function subscribe(
	store: Store,
	topic: Topic,
	subscriber: Subscriber,
	fields: Partial<TopicSubscription> = {},
): TopicSubscription {
	return store.topicSubscriptions.add({
		...store.entity(),
		_topicId: topic._id,
		topicKey: topic.key,
		_subscriberId: subscriber._id,
		externalSubscriberId: subscriber.subscriberId,
		identifier: `tk=${topic.key}:si=${subscriber.subscriberId}`,
		preferences: [],
		contextKeys: [],
		__v: 0,
		...fields,
	});
}

/** The subscribers of a topic, as ids, each once. */
export function membersOf(store: Store, topic: Topic): string[] {
	const subscriptions = store.topicSubscriptions.lookup('topic', topic._id);
	return [...new Set(subscriptions.map((one) => one.externalSubscriberId))];
}
