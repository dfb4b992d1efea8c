import type { Resource } from '../engine/operation';
import { event } from './event';
import { subscriber } from './subscriber';
import { topic } from './topic';
import { topicSubscription } from './topicSubscription';

/** All that the node offers. A new resource is one line here, a new operation one line in its own. */
export const resources: readonly Resource[] = [event, subscriber, topic, topicSubscription];
