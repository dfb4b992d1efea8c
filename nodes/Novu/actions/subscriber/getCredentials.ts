import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { entriesOf, hasDuplicates, readSubscriber, type Entry } from './entries';
import { ownIntegrations, type Integration } from './integrations';
import { SUBSCRIBER, subscriberField } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v2/subscribers/{subscriberId}`, joined with `GET /v1/integrations`. */
export const getCredentials: Operation = {
	value: 'getCredentials',
	name: 'Get Credentials',
	action: 'Get credentials of a subscriber',
	description:
		"Get a subscriber's credentials, each with its integration's identifier and name, and the providers that have double entries",
	fields: () => [subscriberField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		return { run: async (call) => await credentialsOf(call, subscriberId) };
	},
};

/** An entry with what its integration is called; Novu's own answer has only the integration's `_id`. */
function described(entry: Entry, integrations: readonly Integration[]): IDataObject {
	const integration = integrations.find(({ id }) => id === entry._integrationId);
	return {
		providerId: entry.providerId,
		integrationIdentifier: integration?.identifier ?? null,
		integrationName: integration?.name ?? null,
		active: integration?.active ?? false,
		_integrationId: entry._integrationId ?? null,
		credentials: entry.credentials ?? {},
	};
}

async function credentialsOf(call: Call, subscriberId: string): Promise<IDataObject> {
	const subscriber = await readSubscriber(call, subscriberId);
	const integrations = await ownIntegrations(call);
	const entries = subscriber.channels ?? [];
	const providers = [...new Set(entries.map(({ providerId }) => providerId))];
	return {
		subscriberId,
		credentials: entries.map((entry) => described(entry, integrations)),
		duplicatedProviders: providers.filter((id) => hasDuplicates(entriesOf(subscriber, id))),
	};
}
