import type { Resource } from '../../engine/operation';
import { deleteCredentials } from './deleteCredentials';
import { get } from './get';
import { getCredentials } from './getCredentials';
import { mergeDuplicateEntries } from './mergeDuplicateEntries';
import { removeDeviceTokens } from './removeDeviceTokens';
import { updateCredentials } from './updateCredentials';
import { upsert } from './upsert';

/** A person or system that Novu notifies. */
export const subscriber: Resource = {
	value: 'subscriber',
	name: 'Subscriber',
	operations: [
		updateCredentials,
		deleteCredentials,
		get,
		getCredentials,
		mergeDuplicateEntries,
		removeDeviceTokens,
		upsert,
	],
	defaultOperation: 'updateCredentials',
};
