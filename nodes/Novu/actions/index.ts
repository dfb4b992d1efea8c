import type { Resource } from '../engine/operation';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { subscriber } from './subscriber';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';

/** All that the node offers. A new resource is one line here, a new operation one line in its own. */
export const resources: readonly Resource[] = [
	channelConnection,
	channelEndpoint,
	event,
	inboxNotification,
	integration,
	subscriber,
	subscriberPreference,
	topic,
	topicSubscription,
];
