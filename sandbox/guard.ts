import { ApiError, type ErrorForm } from './errors';
import type { Organization, Store } from './store';

function refused(text: string, form: ErrorForm = 'labelled'): ApiError {
	return new ApiError(401, text, {}, form);
}

/**
 * Finds the data of the environment that a request's key belongs to.
 * @throws ApiError 401 in Novu's words; a key without the word `ApiKey` before it is repeated in them
 */
export function authenticate(header: string | undefined, organization: Organization): Store {
	if (!header) throw refused('Missing authorization header');
	const [scheme, key] = header.trimEnd().split(' ');
	if (scheme === 'Bearer') throw refused('Unauthorized', 'status');
	if (scheme !== 'ApiKey') throw refused(`Invalid authentication scheme: "${scheme}"`);
	if (key === undefined) throw refused('Unauthorized', 'status');
	const store = organization.stores.find((one) => one.environment.apiKey === key);
	if (!store) throw refused('API Key not found');
	return store;
}
