import type { Call, Route } from '../call';
import { contextErrors } from '../contexts';
import { badRequest, notFound } from '../errors';
import { now, shortId } from '../ids';
import type { Integration } from '../types';
import { Checks, isFields } from '../validation';

/** Where the links lead: nowhere, as nobody can sign in at a provider from here. */
const NOWHERE = 'https://oauth.example.com';
const HOUR_MS = 3600 * 1000;
/** Providers that one can sign in at. */
const OAUTH = ['slack', 'novu-slack', 'msteams', 'webex-messaging'];

/**
 * The integration with an identifier.
 * @param only the providers that are looked at; all when absent
 */
function byIdentifier(call: Call, identifier: unknown, only?: readonly string[]): Integration {
	const found = call.store.integrations.all.find((one) => one.identifier === identifier);
	if (found && (!only || only.includes(found.providerId))) return found;
	const environment = call.environment._id;
	throw notFound(`Integration not found: ${String(identifier)} in environment ${environment}`);
}

/** @throws ApiError 400 unless the integration is Telegram's */
function telegramOnly(integration: Integration, what: string): void {
	if (integration.providerId === 'telegram') return;
	throw badRequest(
		`Provider "${integration.providerId}" does not support ${what} via this endpoint.`,
	);
}

function oauthUrl({ providerId }: Integration, kind: string): { url: string } {
	return { url: `${NOWHERE}/${providerId}/${kind}?state=${shortId(16)}` };
}

/** A link for connecting a workspace, for a subscriber or a context. */
function connect(call: Call): { url: string } {
	const { integrationIdentifier, subscriberId, context } = call.body;
	new Checks(call.body)
		.requiredString('integrationIdentifier')
		.add(contextErrors(context))
		.enforce();
	if (!subscriberId && !isFields(context)) {
		throw badRequest('Either subscriberId or context must be provided');
	}
	return oauthUrl(byIdentifier(call, integrationIdentifier, OAUTH), 'connect');
}

/** A link for finding out who a subscriber is at the provider. */
function linkUser(call: Call): { url: string } {
	const { subscriberId, integrationIdentifier } = call.body;
	const checks = new Checks(call.body).requiredString('integrationIdentifier');
	checks.defined('subscriberId');
	if (!subscriberId) checks.add(['subscriberId is required for link_user']);
	checks.such('subscriberId', (value) => typeof value === 'string', 'must be a string').enforce();
	return oauthUrl(byIdentifier(call, integrationIdentifier, OAUTH), 'link-user');
}

function link(call: Call): { url: string } {
	new Checks(call.body)
		.requiredString('integrationIdentifier')
		.requiredString('subscriberId')
		.enforce();
	const integration = byIdentifier(call, call.body.integrationIdentifier);
	telegramOnly(integration, 'subscriber chat linking');
	return { url: `https://t.me/sandbox_bot?start=${shortId(16)}` };
}

function autoConfigure(call: Call): unknown {
	const { integrationId } = call.params;
	const integration = call.store.integrations.get(integrationId);
	if (!integration) throw notFound(`Integration not found, id: ${integrationId}`);
	const message =
		'A support of auto-configuration of inbound webhook is not implemented by provider, manual configuration is required';
	return { success: false, message };
}

function configureWebhook(call: Call): unknown {
	const integration = byIdentifier(call, call.params.integrationId);
	telegramOnly(integration, 'webhook configuration');
	const webhookUrl = `${NOWHERE}/telegram/${integration._id}`;
	return { webhookUrl, configuredAt: now(), botUsername: 'sandbox_bot' };
}

function mobileLink(call: Call): unknown {
	telegramOnly(byIdentifier(call, call.params.integrationId), 'mobile setup links');
	const token = shortId(16);
	const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
	return { token, url: `https://t.me/sandbox_bot?start=${token}`, expiresAt };
}

const SHARED = { category: 'global', only: '3.19', method: 'POST' } as const;

/** The helpers around integrations that hand out links. */
export const integrationLinkRoutes: Route[] = [
	{ ...SHARED, url: '/v1/integrations/chat/oauth', handle: connect },
	{ ...SHARED, url: '/v1/integrations/channel-connections/oauth', handle: connect },
	{ ...SHARED, url: '/v1/integrations/channel-endpoints/oauth', handle: linkUser },
	{ ...SHARED, url: '/v1/integrations/channel-endpoints/link', status: 200, handle: link },
	{ ...SHARED, url: '/v1/integrations/:integrationId/auto-configure', handle: autoConfigure },
	{
		...SHARED,
		url: '/v1/integrations/:integrationId/webhook/configure',
		status: 200,
		handle: configureWebhook,
	},
	{
		...SHARED,
		url: '/v1/integrations/:integrationId/mobile-link',
		status: 200,
		handle: mobileLink,
	},
];
