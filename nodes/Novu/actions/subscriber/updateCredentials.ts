import type { Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { confirmTokensOf, confirmTokensOption } from './confirmTokens';
import { credentialFields, unusableNotices } from './credentialFields';
import { credentialsOf, type Target } from './credentials';
import { propertiesPlan } from './credentialWrite';
import {
	createIfMissingField,
	createsIfMissing,
	credentialProviderOf,
	integrationField,
	NEWEST_ACTIVE,
	providerField,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberOutput,
} from './shared';
import { tokenPlan } from './tokenBatch';

/**
 * `PUT` and `PATCH /v1/subscribers/{subscriberId}/credentials`. An append is a PATCH, a replace and
 * credentials without tokens a PUT. Appends to one entry that wait for one another share a request.
 */
export const updateCredentials: Operation = {
	value: 'updateCredentials',
	name: 'Update Credentials',
	action: 'Update credentials of a subscriber',
	description:
		"Set a subscriber's credentials for a chat or push provider: add or replace device tokens, set a webhook URL",
	fields: () => [
		subscriberField,
		createIfMissingField,
		providerField,
		...unusableNotices,
		integrationField(
			'The integration of the provider that the credentials belong to. Empty leaves the choice to Novu, which takes the newest active one. Choose one where the provider has several.',
			NEWEST_ACTIVE,
		),
		...credentialFields,
		simplifySubscriberField,
		optionsField([confirmTokensOption]),
	],
	plan: (item) => {
		const providerId = credentialProviderOf(item);
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const { tokens, mode, others } = credentialsOf(item, providerId);
		const target: Target = {
			subscriberId,
			providerId,
			integrationIdentifier: optionalIdOf(item, 'integrationIdentifier', 'Integration'),
			createIfMissing: createsIfMissing(item),
			others,
		};
		const shown = subscriberOutput(item);
		if (!tokens) return propertiesPlan(target, shown);
		return tokenPlan(target, { tokens, mode, confirm: confirmTokensOf(item), shown });
	},
};
