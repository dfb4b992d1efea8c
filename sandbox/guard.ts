import { ApiError } from './errors';
import type { Organization, Store } from './store';

function refused(text: string, labelled = true): ApiError {
	return new ApiError(401, text, {}, labelled);
}

/**
 * Finds the data of the environment that a request's key belongs to.
 * @throws ApiError 401 in Novu's words; a key without the word `ApiKey` before it is repeated in them
 */
export function authenticate(header: string | undefined, organization: Organization): Store {
	if (!header) throw refused('Missing authorization header');
	const [scheme, key] = header.trimEnd().split(' ');
	if (scheme === 'Bearer') throw refused('Unauthorized', false);
	if (scheme !== 'ApiKey') throw refused(`Invalid authentication scheme: "${scheme}"`);
	if (key === undefined) throw refused('Unauthorized', false);
	const store = organization.stores.find((one) => one.environment.apiKey === key);
	if (!store) throw refused('API Key not found');
	return store;
}
