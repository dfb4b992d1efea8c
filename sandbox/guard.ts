import { ApiError, type ErrorForm } from './errors';
import type { Organization, Store } from './store';
import type { NovuVersion } from './types';

function refused(text: string, form: ErrorForm = 'labelled'): ApiError {
	return new ApiError(401, text, {}, form);
}

/**
 * Finds the data of the environment that a request's key belongs to.
 * @throws ApiError 401 in Novu's words; a key without the word `ApiKey` before it is repeated in them
 */
export function authenticate(
	header: string | undefined,
	organization: Organization,
	novu: NovuVersion,
): Store {
	if (!header) throw refused('Missing authorization header');
	// What follows the key belongs to it since 3.
	const [scheme, ...rest] = header.trimEnd().split(' ');
	const key = rest.length === 0 || novu === '2.0' ? rest[0] : rest.join(' ');
	if (scheme === 'Bearer') throw refused('Unauthorized', 'status');
	if (scheme !== 'ApiKey') throw refused(`Invalid authentication scheme: "${scheme}"`);
	if (key === undefined) throw refused('Unauthorized', 'status');
	const store = organization.stores.find((one) => one.environment.apiKey === key);
	if (!store) throw refused('API Key not found');
	return store;
}
