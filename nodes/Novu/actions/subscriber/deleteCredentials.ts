import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { optionsField } from '../../fields/builders';
import { deleteRequest } from './entries';
import { providerField, SUBSCRIBER, subscriberField, subscriberLock } from './shared';

/**
 * `DELETE /v1/subscribers/{subscriberId}/credentials/{providerId}`: takes away the entries of all
 * integrations of the provider; Novu has no call for one of them. 204, also where there were none.
 */
export const deleteCredentials: Operation = {
	value: 'deleteCredentials',
	name: 'Delete Credentials',
	action: 'Delete credentials of a subscriber',
	description:
		"Take away a subscriber's credentials for a provider, of all integrations of that provider",
	fields: [subscriberField, providerField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const providerId = idOf(item, 'providerId', 'Provider');
		return {
			lockKeys: [subscriberLock(subscriberId)],
			...requestPlan(deleteRequest(subscriberId, providerId), () => ({
				deleted: true,
				subscriberId,
				providerId,
			})),
		};
	},
};
