import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { Operation, Output } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { idOf } from '../../parameters/ids';
import { providerLabel } from '../providers';
import { deleteRequest, entriesOf, readSubscriber } from './entries';
import {
	credentialProviderOf,
	providerField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';

/**
 * `DELETE /v1/subscribers/{subscriberId}/credentials/{providerId}`, after a `GET` of the subscriber:
 * takes away the entries of all integrations of the provider; Novu has no call for one of them.
 */
export const deleteCredentials: Operation = {
	value: 'deleteCredentials',
	name: 'Delete Credentials',
	action: 'Delete credentials of a subscriber',
	description:
		"Take away a subscriber's credentials for a provider, of all integrations of that provider",
	fields: () => [subscriberField, providerField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const providerId = credentialProviderOf(item);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			run: async (call) => await deleteEntries(call, subscriberId, providerId),
			hint: (output) => hintOf(output, providerId),
		};
	},
};

/** Novu answers a deletion with success whatever it finds, so that it is looked at before. */
async function deleteEntries(
	call: Call,
	subscriberId: string,
	providerId: string,
): Promise<IDataObject> {
	const subscriber = await readSubscriber(call, subscriberId);
	// Without a list of entries nothing is known of them.
	const isThere = !subscriber?.channels || entriesOf(subscriber, providerId).length > 0;
	if (isThere) await call(deleteRequest(subscriberId, providerId));
	return { deleted: isThere, subscriberId, providerId };
}

function hintOf(output: Output, providerId: string): string | undefined {
	const [{ deleted }] = [output].flat();
	if (deleted !== false) return undefined;
	return `There were no credentials for ${providerLabel(providerId)}, and nothing was deleted. Get Credentials shows what the subscriber has.`;
}
