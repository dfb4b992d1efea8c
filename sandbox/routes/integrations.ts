import { randomBytes } from 'crypto';

import { withId, type Call, type Route } from '../call';
import { badRequest, conflict, notFound } from '../errors';
import { objectId } from '../ids';
import { CHANNELS, OLD_CHANNELS } from '../preferences';
import { channelOf, isProvider } from '../providers';
import { change } from '../store';
import type { Fields, Integration } from '../types';
import { Checks, isFields } from '../validation';

/** Channels of which one integration is primary. */
const RANKED = ['email', 'sms'];
/** Credentials that Novu wants as texts */
const TEXTS = ['apiKey', 'user', 'secretKey', 'domain', 'password', 'accountSid', 'token', 'from'];
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
		.map((one) =>
			delivery(call, { ...one, credentials: (old ? one.credentials : undefined) ?? {} }),
		);
}

function identifierTaken(call: Call, identifier: unknown, except?: Integration): boolean {
	return everywhere(call).some((one) => one !== except && one.identifier === identifier);
}

/** @throws ApiError for a second In-App */
function checkPlace({ body, store }: Call, existing?: Integration): void {
	const inApp = store.integrations.all.some((one) => one.channel === 'in_app');
	if (!existing && body.channel === 'in_app' && inApp) {
		throw badRequest('One environment can only have one In app provider');
	}
}

function check(call: Call, existing?: Integration): void {
	const { body } = call;
	const checks = new Checks(body);
	const old = call.settings.novu === '2.0';
	if (!existing && old) {
		checks.requiredString('providerId').defined('channel').oneOf('channel', OLD_CHANNELS);
	}
	if (!existing && !old) checks.requiredString('providerId').optionalOneOf('channel', CHANNELS);
	if (!old && isFields(body.credentials)) {
		const credentials = new Checks(body.credentials, 'credentials.');
		for (const name of TEXTS) credentials.optionalString(name);
		checks.add(credentials.messages);
	}
	checks.optionalString('name').optionalString('identifier').optionalBoolean('active').enforce();
	if (!old) checkPlace(call, existing);
	if (body.identifier && identifierTaken(call, body.identifier, existing)) {
		throw conflict('Integration with identifier already exists');
	}
}

/** Conditions are documents: they and their children get ids. */
function withIds(condition: unknown): unknown {
	if (!isFields(condition)) return condition;
	const _id = objectId();
	const children = Array.isArray(condition.children) ? condition.children.map(withIds) : undefined;
	return { ...condition, ...(children ? { children } : {}), _id, id: _id };
}

/** Puts the active integrations of a channel into an order: the higher, the sooner it is taken. */
function rank(call: Call, channel: string, newcomer?: Integration): void {
	if (call.settings.novu === '2.0' || !RANKED.includes(channel)) return;
	const active = call.store.integrations.all.filter(
		(one) => one.channel === channel && one.active && one !== newcomer,
	);
	active.sort((one, other) => other.priority - one.priority);
	const at = active[0]?.primary ? 1 : 0;
	if (newcomer) active.splice(newcomer.primary ? 0 : at, 0, newcomer);
	active.forEach((one, index) => {
		one.priority = active.length - index;
	});
}

/** The fields that a body changes, leaving out those that are absent. */
function changes(call: Call, existing?: Integration): Partial<Integration> {
	const { body } = call;
	const { novu } = call.settings;
	const names = ['name', 'identifier', 'active', 'configurations'];
	const given = names.filter((name) => {
		const absent = body[name] === undefined || body[name] === null;
		return !absent && !(existing && novu !== '2.0' && body[name] === '');
	});
	const fields: Fields = Object.fromEntries(given.map((name) => [name, body[name]]));
	if (Array.isArray(body.conditions)) {
		fields.conditions = novu === '2.0' ? body.conditions : body.conditions.map(withIds);
	}
	const { credentials } = body;
	return isFields(credentials) && Object.keys(credentials).length > 0
		? { ...fields, credentials }
		: fields;
}

/** @throws ApiError 400 where Novu would try the credentials out: nobody can be reached from here */
function tryOut({ body, settings }: Call): void {
	if (settings.novu === '2.0' || body.check !== true || !isFields(body.credentials)) return;
	if (!RANKED.includes(channelOf(String(body.providerId)))) return;
	const message = 'Something went wrong! Please double check your account details(Email/API key)';
	throw badRequest(JSON.stringify({ success: false, code: 'failed', message }));
}

function create(call: Call): unknown {
	check(call);
	tryOut(call);
	const { providerId, channel, active } = call.body;
	const fields = { ...changes(call), active: active === true };
	const { store } = call;
	const where = typeof channel === 'string' ? channel : channelOf(String(providerId));
	const alone = !store.integrations.all.some((one) => one.channel === where && one.active);
	const first = call.settings.novu !== '2.0' && RANKED.includes(where) && fields.active && alone;
	const made = store.addIntegration(String(providerId), where, { ...fields, primary: first });
	if (made.active) rank(call, where, made);
	if (call.settings.novu !== '2.0' && call.body.kind === 'agent' && !isFields(made.credentials)) {
		// It is there all the same, as a delivery integration.
		throw badRequest(
			`Integration "${made._id}" has incomplete runtime credentials. Complete setup before provisioning.`,
		);
	}
	return encrypted(call, made);
}

function find(call: Call): Integration {
	const { integrationId } = call.params;
	const found = call.store.integrations.get(integrationId);
	if (!found) throw notFound(`Entity with id ${integrationId} not found`);
	return found;
}

/** Changes an integration; one that is switched off is neither primary nor ranked. */
function update(call: Call): unknown {
	const integration = find(call);
	check(call, integration);
	const fields = changes(call, integration);
	if (call.settings.novu === '2.0') return encrypted(call, change(integration, fields));
	if (Object.keys(fields).length === 0) throw badRequest('No properties found for update');
	const before = integration.active;
	change(integration, fields);
	if (before && !integration.active) {
		Object.assign(integration, { primary: false, priority: 0 });
		rank(call, integration.channel);
	}
	if (!before && integration.active) rank(call, integration.channel, integration);
	return encrypted(call, integration);
}

function remove(call: Call): unknown[] {
	const integration = find(call);
	call.store.integrations.delete(integration);
	rank(call, integration.channel);
	const left = listed(call, false);
	if (call.settings.novu === '2.0') return left;
	return left.map((one) => ({ ...(one as Fields), credentials: undefined }));
}

function toBePrimary(call: Call): Integration {
	const { integrationId } = call.params;
	const integration = call.store.integrations.get(integrationId);
	if (call.settings.novu === '2.0') return find(call);
	if (!integration) throw notFound(`Integration with id ${integrationId} not found`);
	const { channel } = integration;
	if (!RANKED.includes(channel)) throw badRequest(`Channel ${channel} does not support primary`);
	return integration;
}

function setPrimary(call: Call): unknown {
	const integration = toBePrimary(call);
	if (integration.primary) return encrypted(call, integration);
	for (const other of call.store.integrations.all) {
		if (other.channel === integration.channel && other.primary) change(other, { primary: false });
	}
	change(integration, { primary: true, active: true, priority: 1 });
	rank(call, integration.channel, integration);
	return encrypted(call, integration);
}

/** Whether Novu takes the provider's reports of deliveries: the sandbox takes none. */
function webhookStatus(call: Call): boolean {
	const { providerId } = call.params;
	const active = call.store.integrations
		.lookup('provider', providerId)
		.filter((one) => one.active || call.settings.novu === '2.0');
	const channel = active[0]?.channel;
	if (call.settings.novu !== '2.0' && !isProvider(providerId)) throw new Error('No such provider');
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
		ids: { integrationId: 'UpdateIntegrationCommand' },
		handle: update,
	},
	{
		method: 'DELETE',
		url: '/v1/integrations/:integrationId',
		category: 'global',
		ids: { integrationId: 'RemoveIntegrationCommand' },
		handle: remove,
	},
	{
		method: 'POST',
		url: '/v1/integrations/:integrationId/set-primary',
		category: 'global',
		ids: { integrationId: 'SetIntegrationAsPrimaryCommand' },
		handle: setPrimary,
	},
	{
		method: 'GET',
		url: '/v1/integrations/webhook/provider/:providerId/status',
		category: 'global',
		handle: webhookStatus,
	},
];
