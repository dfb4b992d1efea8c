import { randomBytes } from 'crypto';

import { withId, type Call, type Route } from '../call';
import { badRequest, conflict, notFound } from '../errors';
import { change } from '../store';
import type { Fields, Integration } from '../types';
import { Checks, isFields } from '../validation';

const CHANNELS = ['in_app', 'email', 'sms', 'chat', 'push'];
const SECRETS = ['apiKey', 'secretKey', 'token', 'password', 'serviceAccount', 'user'];

/** Since 3 an integration says what it is for: to deliver, or an agent's. */
function delivery<T extends object>(call: Call, integration: T): T {
	return call.settings.novu === '2.0'
		? integration
		: { kind: 'delivery', _parentId: null, ...integration };
}

/** An answer to a write shows the secrets as they are stored, encrypted; since 3 none of them. */
function encrypted(call: Call, integration: Integration): unknown {
	const { credentials, ...rest } = integration;
	if (call.settings.novu !== '2.0') return withId(delivery(call, rest));
	if (!credentials || Object.keys(credentials).length === 0) return withId(rest);
	const hidden = Object.entries(credentials).map(([name, value]) => [
		name,
		SECRETS.includes(name) && value
			? `nvsk.${randomBytes(16).toString('hex')}:${randomBytes(16).toString('hex')}`
			: value,
	]);
	return withId({ ...rest, credentials: Object.fromEntries(hidden) });
}

/** The integrations of all environments, oldest first. */
function everywhere(call: Call): Integration[] {
	return call.store.organization.stores
		.flatMap((store) => store.integrations.all)
		.sort((one, other) => (one._id < other._id ? -1 : 1));
}

/** A list shows the secrets in clear up to spring 2026, and none of them since. */
function listed(call: Call, onlyActive: boolean): unknown[] {
	const old = call.settings.novu === '2.0';
	return (old ? everywhere(call) : call.store.integrations.all)
		.filter((one) => !onlyActive || one.active)
		.map((one) => delivery(call, { ...one, credentials: (old ? one.credentials : undefined) ?? {} }));
}

function identifierTaken(call: Call, identifier: unknown, except?: Integration): boolean {
	return everywhere(call).some((one) => one !== except && one.identifier === identifier);
}

function check(call: Call, existing?: Integration): void {
	const { body } = call;
	const checks = new Checks(body);
	if (!existing) checks.requiredString('providerId').defined('channel').oneOf('channel', CHANNELS);
	checks.optionalString('name').optionalString('identifier').optionalBoolean('active').enforce();
	if (body.identifier && identifierTaken(call, body.identifier, existing)) {
		throw conflict('Integration with identifier already exists');
	}
}

/** The fields that a body changes, leaving out those that are absent. */
function changes(body: Fields): Partial<Integration> {
	const names = ['name', 'identifier', 'active', 'conditions'];
	const given = names.filter((name) => body[name] !== undefined && body[name] !== null);
	const fields = Object.fromEntries(given.map((name) => [name, body[name]]));
	const { credentials } = body;
	return isFields(credentials) && Object.keys(credentials).length > 0
		? { ...fields, credentials }
		: fields;
}

function create(call: Call): unknown {
	check(call);
	const { providerId, channel, active } = call.body;
	const fields = { ...changes(call.body), active: active === true };
	return encrypted(call, call.store.addIntegration(String(providerId), String(channel), fields));
}

function find(call: Call): Integration {
	const { integrationId } = call.params;
	const found = call.store.integrations.get(integrationId);
	if (!found) throw notFound(`Entity with id ${integrationId} not found`);
	return found;
}

function setPrimary(call: Call): unknown {
	const integration = find(call);
	for (const other of call.store.integrations.all) {
		if (other.channel === integration.channel && other.primary) change(other, { primary: false });
	}
	return encrypted(call, change(integration, { primary: true, active: true, priority: 1 }));
}

/** Whether Novu takes the provider's reports of deliveries: the sandbox takes none. */
function webhookStatus(call: Call): boolean {
	const { providerId } = call.params;
	const channel = call.store.integrations.first('provider', providerId)?.channel;
	if (channel === undefined) throw notFound(`Integration for ${providerId} was not found`);
	if (channel === 'email' || channel === 'sms') return false;
	throw badRequest(`Webhook for ${providerId}-${channel} is not supported yet`);
}

export const integrationRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/integrations',
		category: 'global',
		handle: (call) => listed(call, false),
	},
	{
		method: 'GET',
		url: '/v1/integrations/active',
		category: 'global',
		handle: (call) => listed(call, true),
	},
	{ method: 'POST', url: '/v1/integrations', category: 'global', handle: create },
	{
		method: 'PUT',
		url: '/v1/integrations/:integrationId',
		category: 'global',
		handle: (call) => {
			const integration = find(call);
			check(call, integration);
			return encrypted(call, change(integration, changes(call.body)));
		},
	},
	{
		method: 'DELETE',
		url: '/v1/integrations/:integrationId',
		category: 'global',
		handle: (call) => {
			call.store.integrations.delete(find(call));
			return listed(call, false);
		},
	},
	{
		method: 'POST',
		url: '/v1/integrations/:integrationId/set-primary',
		category: 'global',
		status: 200,
		handle: setPrimary,
	},
	{
		method: 'GET',
		url: '/v1/integrations/webhook/provider/:providerId/status',
		category: 'global',
		handle: webhookStatus,
	},
];
