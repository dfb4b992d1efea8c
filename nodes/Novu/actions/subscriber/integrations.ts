import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { path } from '../../engine/request';

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

/**
 * The integrations of the API key's environment. Read once in a run.
 * `GET /v1/integrations` lists all environments before May 2026, hence the second call.
 */
export async function ownIntegrations(call: Call): Promise<Integration[]> {
	const environment = (await call({
		method: 'GET',
		path: path`/v1/environments/me`,
		limit: 'global',
		shared: true,
	})) as IDataObject;
	const integrations = (await call({
		method: 'GET',
		path: path`/v1/integrations`,
		limit: 'global',
		shared: true,
	})) as IDataObject[];
	return integrations
		.filter((entry) => entry._environmentId === environment._id)
		.map(({ _id, identifier, name, providerId, active }) => ({
			id: String(_id),
			identifier: String(identifier),
			name: String(name ?? ''),
			providerId: String(providerId),
			active: active === true,
		}));
}
