import type { ContractCase } from '../case';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { subscriber } from './subscriber';
import { subscriberMore } from './subscriberMore';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';

/** All cases; a new resource is one line here. */
export const cases: readonly ContractCase[] = [
	...channelConnection,
	...channelEndpoint,
	...event,
	...inboxNotification,
	...integration,
	...subscriber,
	...subscriberMore,
	...subscriberPreference,
	...topic,
	...topicSubscription,
];
