import type { Resource } from '../engine/operation';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { context } from './context';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { message } from './message';
import { notification } from './notification';
import { subscriber } from './subscriber';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';
import { workflow } from './workflow';

/**
 * All that the node offers, what is used most first: n8n's panel of actions has no search. A new resource
 * is one line here, a new operation one line in its own.
 */
export const resources: readonly Resource[] = [
	subscriber,
	event,
	topic,
	topicSubscription,
	subscriberPreference,
	inboxNotification,
	message,
	notification,
	workflow,
	integration,
	context,
	channelEndpoint,
	channelConnection,
];
