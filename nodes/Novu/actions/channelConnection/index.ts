import type { Resource } from '../../engine/operation';
import { create } from './create';
import { deleteConnection } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

/** A chat workspace or tenant that Novu may act in. */
export const channelConnection: Resource = {
	value: 'channelConnection',
	name: 'Channel Connection',
	description: 'A chat workspace that Novu may act in, such as one of Slack',
	operations: [getAll, get, create, update, deleteConnection],
	defaultOperation: getAll.value,
};
