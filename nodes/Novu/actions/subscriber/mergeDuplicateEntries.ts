import type { Call } from '../../engine/client';
import { InputError } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import {
	entriesOf,
	hasDuplicates,
	readSubscriber,
	rewriteEntries,
	withoutDuplicates,
	type Entry,
	type Subscriber,
} from './entries';
import { ownIntegrations } from './integrations';
import {
	credentialProviderOf,
	providerField,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';
import { idOf } from '../../parameters/ids';

/**
 * Unites the double entries that overlapping first writes leave in Novu, of which every later write
 * changes only the first: `GET` the subscriber, `DELETE …/credentials/{providerId}`, then `PUT` each.
 */
export const mergeDuplicateEntries: Operation = {
	value: 'mergeDuplicateEntries',
	name: 'Merge Duplicate Entries',
	action: 'Merge duplicate entries of a subscriber',
	description:
		'Unite double credential entries that overlapping writes left in Novu into one for each integration, with all tokens kept',
	fields: () => [subscriberField, providerField, simplifySubscriberField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const providerId = credentialProviderOf(item);
		const shown = subscriberOutput(item);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			run: async (call) => shown(await mergeDuplicates(call, subscriberId, providerId)),
		};
	},
};

async function mergeDuplicates(
	call: Call,
	subscriberId: string,
	providerId: string,
): Promise<Subscriber> {
	const subscriber = await readSubscriber(call, subscriberId);
	const before = entriesOf(subscriber, providerId);
	if (!hasDuplicates(before)) return subscriber;
	checkUrls(before);
	const integrations = await ownIntegrations(call);
	const after = withoutDuplicates(before);
	return await rewriteEntries(call, subscriberId, providerId, before, after, integrations);
}

/** Tokens can be united, addresses cannot: one of them would be lost. */
function checkUrls(entries: readonly Entry[]): void {
	for (const name of ['webhookUrl', 'channel']) {
		for (const { _integrationId } of entries) {
			const values = entries
				.filter((entry) => entry._integrationId === _integrationId)
				.map(({ credentials }) => credentials?.[name])
				.filter((value) => value !== undefined && value !== null && value !== '');
			if (new Set(values).size > 1) {
				throw new InputError(
					`The double entries have different values of ${name}, and only one can be kept`,
					'Nothing was changed. Use Delete Credentials and Update Credentials to set the right one.',
				);
			}
		}
	}
}
