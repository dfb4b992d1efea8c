import type { Resource } from '../../engine/operation';
import { get } from './get';
import { getAll } from './getAll';

/** An entry of the activity feed: what became of an event for one subscriber. */
export const notification: Resource = {
	value: 'notification',
	name: 'Notification',
	description: 'An entry of the activity feed: what became of an event for one subscriber',
	operations: [getAll, get],
	defaultOperation: getAll.value,
};
