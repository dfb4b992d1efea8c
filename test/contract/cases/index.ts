import type { ContractCase } from '../case';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { context } from './context';
import { environment } from './environment';
import { environmentVariable } from './environmentVariable';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { message } from './message';
import { notification } from './notification';
import { subscriber } from './subscriber';
import { subscriberMore } from './subscriberMore';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';
import { translation } from './translation';
import { workflow } from './workflow';
import { workflowStep } from './workflowStep';

/** All cases; a new resource is one line here. */
export const cases: readonly ContractCase[] = [
	...channelConnection,
	...channelEndpoint,
	...context,
	...environment,
	...environmentVariable,
	...event,
	...inboxNotification,
	...integration,
	...message,
	...notification,
	...subscriber,
	...subscriberMore,
	...subscriberPreference,
	...topic,
	...topicSubscription,
	...translation,
	...workflow,
	...workflowStep,
];
