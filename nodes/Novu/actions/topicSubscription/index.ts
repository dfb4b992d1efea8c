import type { Resource } from '../../engine/operation';
import { add } from './add';
import { get } from './get';
import { getAll } from './getAll';
import { remove } from './remove';
import { update } from './update';

/** Who is subscribed to a topic. */
export const topicSubscription: Resource = {
	value: 'topicSubscription',
	name: 'Topic Subscription',
	description: 'Who is in a topic: add and remove subscribers',
	operations: [add, remove, get, getAll, update],
	defaultOperation: 'add',
};
