import { createHash } from 'crypto';

import { withId, type Call, type Route } from '../call';
import type { Environment, Fields } from '../types';

const WIDGET = { notificationCenterEncryption: false };

function withoutKeys(environment: Environment): Fields & { _id: string } {
	return { ...environment, widget: WIDGET, __v: 0, apiKey: undefined };
}

/** With its keys, which Novu 2.0 hands out to a secret key too. */
function withKeys(call: Call, environment: Environment): Fields {
	const own = environment._id === call.environment._id;
	const hash = createHash('sha256').update(environment.apiKey).digest('hex');
	const key = {
		key: environment.apiKey,
		hash,
		_userId: call.store.organization.userId,
		_id: environment._id,
	};
	return { ...withoutKeys(environment), apiKeys: own ? [key] : [] };
}

/** The tags that the environment's workflows carry, each once. */
function tags(call: Call): unknown {
	const { stores } = call.store.organization;
	const asked = stores.find((one) => one.environment._id === call.params.environmentId);
	const names = (asked?.workflows.all ?? []).flatMap((workflow) => workflow.tags);
	return [...new Set(names)].map((name) => ({ name }));
}

export const environmentRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/environments/me',
		category: 'global',
		handle: (call) => withId(withoutKeys(call.environment)),
	},
	{
		method: 'GET',
		url: '/v1/environments',
		category: 'global',
		handle: (call) => call.store.organization.stores.map((one) => withKeys(call, one.environment)),
	},
	{
		method: 'GET',
		url: '/v2/environments/:environmentId/tags',
		category: 'global',
		handle: tags,
	},
];
