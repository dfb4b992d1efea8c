import { createHash } from 'crypto';

import { withId, type Call, type Route } from '../call';
import { notFound } from '../errors';
import { slugId } from '../ids';
import type { Environment, Fields } from '../types';

const WIDGET = { notificationCenterEncryption: false };

/** What the dashboard shows an environment with, since 3 */
const LOOKS = {
	development: { type: 'dev', color: '#ff8547' },
	production: { type: 'prod', color: '#7e52f4' },
};

function looks(call: Call, { _parentId }: Environment) {
	if (call.settings.novu === '2.0') return undefined;
	return _parentId === undefined ? LOOKS.development : LOOKS.production;
}

function withoutKeys(call: Call, environment: Environment): Fields & { _id: string } {
	return {
		...environment,
		...looks(call, environment),
		widget: WIDGET,
		__v: 0,
		apiKey: undefined,
	};
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
	const shown = looks(call, environment);
	const slug = shown && `${shown.type}_env_${slugId(environment._id)}`;
	return { ...withoutKeys(call, environment), apiKeys: own ? [key] : [], slug };
}

/** The tags that the environment's workflows carry, each once. */
function tags(call: Call): unknown {
	const { stores } = call.store.organization;
	const asked = stores.find((one) => one.environment._id === call.params.environmentId);
	if (!asked) {
		if (call.settings.novu === '2.0') return [];
		throw notFound(`Environment ${call.params.environmentId} not found`);
	}
	const names = asked.workflows.all.flatMap((workflow) => workflow.tags);
	return [...new Set(names)].map((name) => ({ name }));
}

export const environmentRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/environments/me',
		category: 'global',
		handle: (call) => withId(withoutKeys(call, call.environment)),
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
