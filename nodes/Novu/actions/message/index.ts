import type { Resource } from '../../engine/operation';
import { deleteMessage } from './delete';
import { deleteByTransaction } from './deleteByTransaction';
import { getAll } from './getAll';

/** What was sent to a subscriber by one channel. */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	description: 'What was sent to one subscriber by one channel',
	operations: [getAll, deleteMessage, deleteByTransaction],
	defaultOperation: getAll.value,
};
