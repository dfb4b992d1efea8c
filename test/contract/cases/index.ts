import type { ContractCase } from '../case';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { context } from './context';
import { domain } from './domain';
import { domainRoute } from './domainRoute';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { layout } from './layout';
import { message } from './message';
import { notification } from './notification';
import { subscriber } from './subscriber';
import { subscriberMore } from './subscriberMore';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';
import { workflow } from './workflow';

/** All cases; a new resource is one line here. */
export const cases: readonly ContractCase[] = [
	...channelConnection,
	...channelEndpoint,
	...context,
	...domain,
	...domainRoute,
	...event,
	...inboxNotification,
	...integration,
	...layout,
	...message,
	...notification,
	...subscriber,
	...subscriberMore,
	...subscriberPreference,
	...topic,
	...topicSubscription,
	...workflow,
];
