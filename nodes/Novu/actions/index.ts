import type { Resource } from '../engine/operation';
import { agent } from './agent';
import { channelConnection } from './channelConnection';
import { channelEndpoint } from './channelEndpoint';
import { context } from './context';
import { domain } from './domain';
import { domainRoute } from './domainRoute';
import { environment } from './environment';
import { environmentVariable } from './environmentVariable';
import { event } from './event';
import { inboxNotification } from './inboxNotification';
import { integration } from './integration';
import { layout } from './layout';
import { message } from './message';
import { notification } from './notification';
import { subscriber } from './subscriber';
import { subscriberPreference } from './subscriberPreference';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';
import { translation } from './translation';
import { workflow } from './workflow';
import { workflowStep } from './workflowStep';

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
	agent,
	channelEndpoint,
	channelConnection,
	context,
	workflowStep,
	layout,
	translation,
	environmentVariable,
	environment,
	domain,
	domainRoute,
];
