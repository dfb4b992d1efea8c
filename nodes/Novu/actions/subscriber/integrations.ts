import type { Call } from '../../engine/client';
import { integrationsOfKey } from '../integration/integrationsOfKey';

/** What is known of an integration; its secrets, which older servers send along, are not taken. */
export interface Integration {
	/** What a subscriber's entries refer to */
	id: string;
	/** What Novu's calls ask for, e.g. `fcm-AbC123` */
	identifier: string;
	name: string;
	providerId: string;
	active: boolean;
}

/** The integrations of the API key's environment, without their secrets. Read once in a run. */
export async function ownIntegrations(call: Call): Promise<Integration[]> {
	const integrations = await integrationsOfKey(call);
	return integrations.map(({ _id, identifier, name, providerId, active }) => ({
		id: String(_id),
		identifier: String(identifier),
		name: String(name ?? ''),
		providerId: String(providerId),
		active: active === true,
	}));
}
