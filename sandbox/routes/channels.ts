import { NO_CONTENT, type Call, type Route } from '../call';
import { contextKeys } from '../contexts';
import { badRequest, conflict, notFound } from '../errors';
import { shortId } from '../ids';
import { cursorPage, cursorQuery, text, texts } from '../paging';
import { change } from '../store';
import type { ChannelConnection, ChannelEndpoint, Fields, Integration } from '../types';
import { Checks, isFields } from '../validation';

/** What an endpoint of a type must hold, and the provider that it belongs to, where Novu checks it. */
const TYPES: Record<string, { fields: string[]; provider?: string; needsConnection?: true }> = {
	slack_channel: { fields: ['channelId'] },
	slack_user: { fields: ['userId'] },
	webhook: { fields: ['url'] },
	phone: { fields: ['phoneNumber'] },
	ms_teams_channel: { fields: ['teamId', 'channelId'] },
	ms_teams_user: { fields: ['userId'] },
	telegram_chat: { fields: ['chatId'] },
	line_user: { fields: ['userId'] },
	webex_room: { fields: ['roomId'], provider: 'webex-messaging', needsConnection: true },
	webex_person: { fields: [], provider: 'webex-messaging', needsConnection: true },
	pagerduty_service: { fields: ['routingKey', 'region'], provider: 'pagerduty' },
	opsgenie_integration: { fields: ['apiKey', 'region'], provider: 'opsgenie' },
	grafana_oncall_integration: { fields: ['url'], provider: 'grafana-on-call' },
	tool_webhook: { fields: ['url'], provider: 'tool-webhook' },
};

function requiredIntegration(call: Call): Integration {
	const { integrationIdentifier } = call.body;
	const found = call.store.integrations.all.find((one) => one.identifier === integrationIdentifier);
	if (!found) throw notFound(`Integration not found: ${String(integrationIdentifier)}`);
	return found;
}

function connectionShown(one: ChannelConnection): Fields {
	return { ...withoutEntity(one), workspace: one.workspace, auth: one.auth };
}

function withoutEntity(one: ChannelConnection | ChannelEndpoint): Fields {
	const { identifier, channel, providerId, integrationIdentifier, subscriberId } = one;
	const { contextKeys: keys, createdAt, updatedAt } = one;
	const places = { channel, providerId, integrationIdentifier, subscriberId };
	return { identifier, ...places, contextKeys: keys, createdAt, updatedAt };
}

function endpointShown(one: ChannelEndpoint): Fields {
	const { type, endpoint, connectionIdentifier } = one;
	return { ...withoutEntity(one), connectionIdentifier, type, endpoint };
}

/** @throws ValidationError unless workspace and token are there */
function checkConnection(call: Call): Checks {
	const checks = new Checks(call.body).requiredObject('workspace').requiredObject('auth');
	const { workspace, auth } = call.body;
	if (isFields(workspace)) {
		checks.add(new Checks(workspace, 'workspace.').requiredString('id').messages);
	}
	if (isFields(auth)) checks.add(new Checks(auth, 'auth.').requiredString('accessToken').messages);
	return checks;
}

function createConnection(call: Call): unknown {
	const checks = new Checks(call.body).requiredString('integrationIdentifier');
	checks.add(checkConnection(call).messages).enforce();
	const { subscriberId, connectionMode, identifier, workspace, auth } = call.body;
	const integration = requiredIntegration(call);
	const keys = contextKeys(call.store, call.body.context);
	if (connectionMode === 'subscriber' && !subscriberId) {
		throw badRequest('A connection of mode subscriber needs a subscriberId');
	}
	if (connectionMode === 'shared' && keys.length === 0) {
		throw badRequest('A connection of mode shared needs a context');
	}
	const owner = typeof subscriberId === 'string' ? subscriberId : null;
	const same = call.store.channelConnections.all.find(
		(one) =>
			one.integrationIdentifier === integration.identifier &&
			one.subscriberId === owner &&
			one.contextKeys.join() === keys.join(),
	);
	const taken = typeof identifier === 'string' ? identifier : '';
	const existing = same ?? call.store.channelConnections.first('identifier', taken);
	if (existing) throw conflict(`Channel connection ${existing.identifier} already exists`);
	const connection = call.store.channelConnections.add({
		...call.store.entity(),
		identifier: taken || `chconn_${shortId(12)}`,
		integrationIdentifier: integration.identifier,
		providerId: integration.providerId,
		channel: integration.channel,
		subscriberId: owner,
		contextKeys: keys,
		workspace: workspace as Fields,
		auth: auth as Fields,
	});
	return connectionShown(connection);
}

function findConnection(call: Call): ChannelConnection {
	const { identifier } = call.params;
	const found = call.store.channelConnections.first('identifier', identifier);
	if (!found) throw notFound(`Channel connection ${identifier} not found`);
	return found;
}

function updateConnection(call: Call): unknown {
	checkConnection(call).enforce();
	const { workspace, auth } = call.body;
	return connectionShown(change(findConnection(call), { workspace, auth }));
}

/** Whether an entry has everything that the query asks for. */
function asked(call: Call, names: string[]): (one: ChannelConnection | ChannelEndpoint) => boolean {
	const wanted = names.flatMap((name) => {
		const value = text(call.query, name);
		return value === undefined ? [] : [[name, value] as const];
	});
	const keys = texts(call.query, 'contextKeys');
	return (one) => {
		const fields: Fields = { ...one };
		return (
			wanted.every(([name, value]) => fields[name] === value) &&
			keys.every((key) => one.contextKeys.includes(key))
		);
	};
}

const FILTERS = ['subscriberId', 'channel', 'providerId', 'integrationIdentifier'];

function listConnections(call: Call): unknown {
	const query = cursorQuery(call.query);
	const mode = text(call.query, 'connectionMode');
	const found = call.store.channelConnections.all
		.filter(asked(call, FILTERS))
		.filter(({ subscriberId }) => !mode || (mode === 'subscriber') === (subscriberId !== null));
	return cursorPage(found, query, connectionShown);
}

function checkEndpoint(type: string, endpoint: Fields): void {
	const checks = new Checks(endpoint, 'endpoint.');
	for (const field of TYPES[type].fields) checks.requiredString(field);
	if (type === 'webex_person' && !endpoint.personId && !endpoint.personEmail) {
		checks.add(['endpoint.personId or endpoint.personEmail should not be empty']);
	}
	checks.enforce();
}

/** @throws ApiError where the integration or the connection does not fit the type */
function checkFit(type: string, integration: Integration, connection: unknown): void {
	const { provider, needsConnection } = TYPES[type];
	if (provider && integration.providerId !== provider) {
		throw badRequest(`Endpoint type ${type} does not fit provider ${integration.providerId}`);
	}
	if (needsConnection && !connection) {
		throw badRequest(`Endpoint type ${type} needs a connectionIdentifier`);
	}
}

function checkCreation(call: Call): void {
	new Checks(call.body)
		.oneOf('type', Object.keys(TYPES))
		.requiredObject('endpoint')
		.requiredString('subscriberId')
		.requiredString('integrationIdentifier')
		.optionalBoolean('createSubscriberIfMissing')
		.enforce();
	checkEndpoint(String(call.body.type), call.body.endpoint as Fields);
}

function requiredOwner(call: Call): string {
	const subscriberId = String(call.body.subscriberId);
	if (!call.store.subscriber(subscriberId)) {
		if (call.body.createSubscriberIfMissing !== true) {
			throw notFound(`Subscriber not found: ${subscriberId}`);
		}
		call.store.addSubscriber(subscriberId);
	}
	return subscriberId;
}

function createEndpoint(call: Call): unknown {
	checkCreation(call);
	const { type, endpoint, connectionIdentifier, identifier } = call.body;
	const integration = requiredIntegration(call);
	checkFit(String(type), integration, connectionIdentifier);
	const { store } = call;
	const connection = typeof connectionIdentifier === 'string' ? connectionIdentifier : null;
	if (connection && !store.channelConnections.first('identifier', connection)) {
		throw notFound(`Channel connection ${connection} not found`);
	}
	const subscriberId = requiredOwner(call);
	const named = typeof identifier === 'string' ? identifier : `chendp_${shortId(12)}`;
	if (store.channelEndpoints.first('identifier', named)) {
		throw conflict(`Channel endpoint ${named} already exists`);
	}
	const created = store.channelEndpoints.add({
		...store.entity(),
		identifier: named,
		type: String(type),
		endpoint: endpoint as Fields,
		integrationIdentifier: integration.identifier,
		connectionIdentifier: connection,
		providerId: integration.providerId,
		channel: integration.channel,
		subscriberId,
		contextKeys: contextKeys(store, call.body.context),
	});
	return endpointShown(created);
}

function findEndpoint(call: Call): ChannelEndpoint {
	const { identifier } = call.params;
	const found = call.store.channelEndpoints.first('identifier', identifier);
	if (!found) throw notFound(`Channel endpoint ${identifier} not found`);
	return found;
}

function updateEndpoint(call: Call): unknown {
	new Checks(call.body).requiredObject('endpoint').enforce();
	const found = findEndpoint(call);
	const endpoint = call.body.endpoint as Fields;
	checkEndpoint(found.type, endpoint);
	return endpointShown(change(found, { endpoint }));
}

function listEndpoints(call: Call): unknown {
	const query = cursorQuery(call.query);
	const subscriberId = text(call.query, 'subscriberId');
	const { channelEndpoints } = call.store;
	const candidates = subscriberId
		? channelEndpoints.lookup('subscriber', subscriberId)
		: channelEndpoints.all;
	const found = candidates.filter(asked(call, [...FILTERS, 'connectionIdentifier']));
	return cursorPage(found, query, endpointShown);
}

const SHARED = { category: 'configuration', only: '3.19' } as const;

/** Where chat and tools reach a subscriber, and the workspaces behind that. */
export const channelRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v1/channel-connections', handle: listConnections },
	{ ...SHARED, method: 'POST', url: '/v1/channel-connections', handle: createConnection },
	{
		...SHARED,
		method: 'GET',
		url: '/v1/channel-connections/:identifier',
		handle: (call) => connectionShown(findConnection(call)),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: '/v1/channel-connections/:identifier',
		handle: updateConnection,
	},
	{
		...SHARED,
		method: 'DELETE',
		url: '/v1/channel-connections/:identifier',
		handle: (call) => {
			call.store.channelConnections.delete(findConnection(call));
			return NO_CONTENT;
		},
	},
	{ ...SHARED, method: 'GET', url: '/v1/channel-endpoints', handle: listEndpoints },
	{ ...SHARED, method: 'POST', url: '/v1/channel-endpoints', handle: createEndpoint },
	{
		...SHARED,
		method: 'GET',
		url: '/v1/channel-endpoints/:identifier',
		handle: (call) => endpointShown(findEndpoint(call)),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: '/v1/channel-endpoints/:identifier',
		handle: updateEndpoint,
	},
	{
		...SHARED,
		method: 'DELETE',
		url: '/v1/channel-endpoints/:identifier',
		handle: (call) => {
			call.store.channelEndpoints.delete(findEndpoint(call));
			return NO_CONTENT;
		},
	},
];
