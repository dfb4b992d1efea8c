import type { Resource } from '../../engine/operation';
import { checkSubscriber } from './checkSubscriber';
import { deleteTopic } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** A group of subscribers that is notified as one. */
export const topic: Resource = {
	value: 'topic',
	name: 'Topic',
	description: 'A group of subscribers to notify at once',
	operations: [upsert, get, getAll, update, checkSubscriber, deleteTopic],
	defaultOperation: upsert.value,
};
