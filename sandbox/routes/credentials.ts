import { NO_CONTENT, type Call, type Route } from '../call';
import { CREDENTIAL_PROVIDERS } from '../providers';
import {
	deleteCredentials,
	findSubscriber,
	requireSubscriber,
	subscriberV1,
	writeCredentials,
} from '../subscribers';
import type { Fields } from '../types';
import { Checks } from '../validation';

function isProvider(value: unknown): boolean {
	return typeof value === 'string' && CREDENTIAL_PROVIDERS.includes(value);
}

function check(call: Call): void {
	const checks = new Checks(call.body);
	if (call.settings.novu === '2.0') checks.requiredString('providerId');
	else checks.defined('providerId').such('providerId', isProvider, 'must be a valid provider ID');
	checks.optionalString('integrationIdentifier').requiredObject('credentials').enforce();
}

async function write(call: Call, append: boolean): Promise<unknown> {
	check(call);
	const subscriber = requireSubscriber(call, call.params.subscriberId);
	const { providerId, integrationIdentifier, credentials } = call.body;
	const written = await writeCredentials(call, subscriber, {
		providerId: String(providerId),
		integrationIdentifier: integrationIdentifier as string | undefined,
		credentials: credentials as Fields,
		append,
	});
	return subscriberV1(call, written);
}

export const credentialRoutes: Route[] = [
	{
		method: 'PUT',
		url: '/v1/subscribers/:subscriberId/credentials',
		category: 'configuration',
		handle: async (call) => await write(call, false),
	},
	{
		method: 'PATCH',
		url: '/v1/subscribers/:subscriberId/credentials',
		category: 'configuration',
		handle: async (call) => await write(call, true),
	},
	{
		method: 'DELETE',
		url: '/v1/subscribers/:subscriberId/credentials/:providerId',
		category: 'configuration',
		handle: async (call) => {
			await deleteCredentials(call, findSubscriber(call, 'quoted'), call.params.providerId);
			return NO_CONTENT;
		},
	},
];
