import type { Resource } from '../../engine/operation';
import { deleteSubscriber } from './delete';
import { deleteCredentials } from './deleteCredentials';
import { get } from './get';
import { getAll } from './getAll';
import { getCredentials } from './getCredentials';
import { getTopics } from './getTopics';
import { mergeDuplicateEntries } from './mergeDuplicateEntries';
import { removeDeviceTokens } from './removeDeviceTokens';
import { update } from './update';
import { updateCredentials } from './updateCredentials';
import { updateOnlineStatus } from './updateOnlineStatus';
import { upsert } from './upsert';
import { upsertMany } from './upsertMany';

/** A person or system that Novu notifies. */
export const subscriber: Resource = {
	value: 'subscriber',
	name: 'Subscriber',
	description: 'Somebody to notify: profile, credentials and device tokens',
	operations: [
		updateCredentials,
		upsert,
		get,
		update,
		getAll,
		getCredentials,
		removeDeviceTokens,
		deleteCredentials,
		mergeDuplicateEntries,
		upsertMany,
		updateOnlineStatus,
		getTopics,
		deleteSubscriber,
	],
	defaultOperation: 'updateCredentials',
};
