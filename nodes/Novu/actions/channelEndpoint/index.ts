import type { Resource } from '../../engine/operation';
import { create } from './create';
import { deleteEndpoint } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { upsert } from './upsert';

/** An address that a subscriber is reached at. */
export const channelEndpoint: Resource = {
	value: 'channelEndpoint',
	name: 'Channel Endpoint',
	description:
		'An address that a subscriber is reached at, such as a user of Slack or a phone number',
	operations: [upsert, getAll, get, create, update, deleteEndpoint],
	defaultOperation: upsert.value,
};
