import type { Call, Route } from '../call';
import { notFound } from '../errors';
import { now, shortId } from '../ids';
import type { Integration } from '../types';
import { Checks } from '../validation';

/** Where the links lead: nowhere, as nobody can sign in at a provider from here. */
const NOWHERE = 'https://oauth.example.com';
const HOUR_MS = 3600 * 1000;

function byIdentifier(call: Call, identifier: unknown): Integration {
	const found = call.store.integrations.all.find((one) => one.identifier === identifier);
	if (!found) throw notFound(`Integration not found: ${String(identifier)}`);
	return found;
}

/** A link for the integration that the body names. */
function link(call: Call, kind: string, ...required: string[]): { url: string } {
	const checks = new Checks(call.body);
	for (const field of ['integrationIdentifier', ...required]) checks.requiredString(field);
	checks.enforce();
	const { providerId } = byIdentifier(call, call.body.integrationIdentifier);
	return { url: `${NOWHERE}/${providerId}/${kind}?state=${shortId(16)}` };
}

function autoConfigure(call: Call): unknown {
	const { integrationId } = call.params;
	const integration = call.store.integrations.get(integrationId);
	if (!integration) throw notFound(`Integration not found: ${integrationId}`);
	const message = `Provider ${integration.providerId} cannot be configured from here`;
	return { success: false, message };
}

function configureWebhook(call: Call): unknown {
	const { _id } = byIdentifier(call, call.params.integrationId);
	const webhookUrl = `${NOWHERE}/telegram/${_id}`;
	return { webhookUrl, configuredAt: now(), botUsername: 'sandbox_bot' };
}

function mobileLink(call: Call): unknown {
	byIdentifier(call, call.params.integrationId);
	const token = shortId(16);
	const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
	return { token, url: `https://t.me/sandbox_bot?start=${token}`, expiresAt };
}

const SHARED = { category: 'global', only: '3.19', method: 'POST', status: 200 } as const;

/** The helpers around integrations that hand out links. */
export const integrationLinkRoutes: Route[] = [
	{
		...SHARED,
		url: '/v1/integrations/chat/oauth',
		status: 201,
		handle: (call) => link(call, 'connect'),
	},
	{
		...SHARED,
		url: '/v1/integrations/channel-connections/oauth',
		status: 201,
		handle: (call) => link(call, 'connect'),
	},
	{
		...SHARED,
		url: '/v1/integrations/channel-endpoints/oauth',
		status: 201,
		handle: (call) => link(call, 'link-user', 'subscriberId'),
	},
	{
		...SHARED,
		url: '/v1/integrations/channel-endpoints/link',
		handle: (call) => link(call, 'link', 'subscriberId'),
	},
	{ ...SHARED, url: '/v1/integrations/:integrationId/auto-configure', handle: autoConfigure },
	{
		...SHARED,
		url: '/v1/integrations/:integrationId/webhook/configure',
		handle: configureWebhook,
	},
	{ ...SHARED, url: '/v1/integrations/:integrationId/mobile-link', handle: mobileLink },
];
