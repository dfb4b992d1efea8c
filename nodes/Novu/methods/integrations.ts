import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { path } from '../engine/request';
import { currentText, listSearch, type Search } from './listSearch';

/**
 * Active integrations of the provider that the node is set to. Novu's list has no pages and no
 * search; older servers list all environments, so that only those of the key's own are kept. Nothing
 * but name and identifier is handed on: older servers put the providers' secrets beside them.
 */
const search: Search = async (call, filter, _token, context) => {
	const providerId = currentText(context, 'providerId');
	const environmentId = await ownEnvironment(call);
	const integrations = (await call({
		method: 'GET',
		path: path`/v1/integrations/active`,
		limit: 'global',
	})) as IDataObject[];
	const results = integrations
		.filter((entry) => entry._environmentId === environmentId)
		.filter((entry) => !providerId || entry.providerId === providerId)
		.map(asChoice)
		.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
	return { results };
};

/** The environment of the API key; `GET /v1/environments/me` answers without its keys. */
async function ownEnvironment(call: Call): Promise<string> {
	const environment = (await call({
		method: 'GET',
		path: path`/v1/environments/me`,
		limit: 'global',
	})) as IDataObject;
	return String(environment._id);
}

function asChoice({ name, identifier }: IDataObject): INodeListSearchItems {
	const id = String(identifier);
	return { name: name ? `${String(name)} (${id})` : id, value: id };
}

export const searchIntegrations = listSearch(search);
