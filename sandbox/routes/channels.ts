import { NO_CONTENT, type Call, type Route } from '../call';
import { contextErrors, contextKeys, sameSet } from '../contexts';
import { badRequest, CommandError, conflict, notFound, type FieldErrors } from '../errors';
import { shortId } from '../ids';
import { cursorPage, cursorQuery, text, texts } from '../paging';
import { CHANNELS } from '../preferences';
import { PROVIDERS } from '../providers';
import { change } from '../store';
import type { ChannelConnection, ChannelEndpoint, Fields, Integration } from '../types';
import { Checks, isFields } from '../validation';

const WEBEX: [string, string] = ['webex-messaging', 'Webex Messaging'];
const REGION = /^(us|eu)$/;

/** What an endpoint of a type must hold, and the provider that it belongs to, where Novu checks it. */
interface EndpointType {
	/** Texts that it holds, and nothing else but what is optional */
	fields: string[];
	optional?: string[];
	/** The provider that it belongs to, and what Novu calls it */
	provider?: [id: string, name: string];
	/** What the fields must look like beside being texts */
	form?: Record<string, RegExp>;
	needsConnection?: true;
}

const TYPES: Record<string, EndpointType> = {
	slack_channel: { fields: ['channelId'] },
	slack_user: { fields: ['userId'] },
	webhook: { fields: ['url'], optional: ['channel'] },
	phone: { fields: ['phoneNumber'] },
	ms_teams_channel: { fields: ['teamId', 'channelId'] },
	ms_teams_user: { fields: ['userId'] },
	telegram_chat: { fields: ['chatId'] },
	line_user: { fields: ['userId'] },
	webex_room: { fields: ['roomId'], provider: WEBEX, needsConnection: true },
	webex_person: {
		fields: [],
		optional: ['personId', 'personEmail'],
		provider: WEBEX,
		needsConnection: true,
	},
	pagerduty_service: {
		fields: ['routingKey', 'region'],
		form: { routingKey: /^.{32}$/, region: REGION },
		provider: ['pagerduty', 'PagerDuty'],
	},
	opsgenie_integration: {
		fields: ['apiKey', 'region'],
		form: { apiKey: /^.{8,}$/, region: REGION },
		provider: ['opsgenie', 'Opsgenie'],
	},
	grafana_oncall_integration: { fields: ['url'], provider: ['grafana', 'Grafana'] },
	tool_webhook: {
		fields: ['url'],
		optional: ['method', 'headers', 'body'],
		provider: ['tool-webhook', 'Tool webhook'],
	},
};

function requiredIntegration(call: Call): Integration {
	const { integrationIdentifier } = call.body;
	const found = call.store.integrations.all.find((one) => one.identifier === integrationIdentifier);
	if (!found) throw notFound(`Integration not found: ${String(integrationIdentifier)}`);
	return found;
}

function connectionShown(one: ChannelConnection): Fields {
	const { accessToken } = one.auth;
	return { ...withoutEntity(one), workspace: one.workspace, auth: { accessToken } };
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
	const checks = new Checks(call.body).defined('workspace').defined('auth');
	const { workspace, auth } = call.body;
	if (isFields(workspace)) {
		checks.add(new Checks(workspace, 'workspace.').requiredString('id').messages);
	}
	if (isFields(auth)) checks.add(new Checks(auth, 'auth.').requiredString('accessToken').messages);
	return checks;
}

const MODES = ['subscriber', 'shared'];

/** @throws ApiError 400 where nobody owns the connection */
function checkOwner({ body }: Call): void {
	const { subscriberId, connectionMode, context } = body;
	if (connectionMode === 'subscriber' && !subscriberId) {
		throw badRequest('subscriberId is required when connectionMode is "subscriber"');
	}
	if (connectionMode === 'shared' && !isFields(context)) {
		throw badRequest('context is required when connectionMode is "shared"');
	}
	if (!subscriberId && !isFields(context)) {
		throw badRequest('Either subscriberId or context must be provided');
	}
}

/** @throws ApiError 400 where the provider does not renew its tokens */
function checkRotation({ body }: Call, { providerId }: Integration): void {
	const { auth } = body;
	if (!isFields(auth) || auth.refreshToken === undefined || ROTATING.includes(providerId)) return;
	throw badRequest(
		`Token rotation is not supported for provider "${providerId}". Remove refreshToken from the connection auth.`,
	);
}

const ROTATING = ['slack', 'novu-slack', 'msteams', 'webex-messaging'];

function sameOwner(one: ChannelConnection): string {
	const owner =
		one.subscriberId === null ? 'no subscriberId' : `subscriberId "${one.subscriberId}"`;
	const context =
		one.contextKeys.length > 0 ? `context [${one.contextKeys.join(', ')}]` : 'no context';
	return `A channel connection already exists for integration "${one.integrationIdentifier}" with ${owner} and ${context}. Connection ID: ${one.identifier}`;
}

function alreadyThere(call: Call, kind: string, identifier: string): string {
	return `Channel ${kind} with identifier "${identifier}" already exists in environment "${call.environment._id}"`;
}

function createConnection(call: Call): unknown {
	const checks = new Checks(call.body).requiredString('integrationIdentifier');
	checks.optionalOneOf('connectionMode', MODES).add(contextErrors(call.body.context));
	checks.add(checkConnection(call).messages).enforce();
	const { subscriberId, identifier, workspace, auth } = call.body;
	checkOwner(call);
	const integration = requiredIntegration(call);
	checkRotation(call, integration);
	const keys = contextKeys(call.store, call.body.context);
	const owner = typeof subscriberId === 'string' ? subscriberId : null;
	if (owner !== null && !call.store.subscriber(owner)) {
		throw notFound(`Subscriber not found: ${owner}`);
	}
	const same = call.store.channelConnections.all.find(
		(one) =>
			one.integrationIdentifier === integration.identifier &&
			one.subscriberId === owner &&
			one.contextKeys.join() === keys.join(),
	);
	const taken = typeof identifier === 'string' ? identifier : '';
	if (same) throw conflict(sameOwner(same));
	if (call.store.channelConnections.first('identifier', taken)) {
		throw conflict(alreadyThere(call, 'connection', taken));
	}
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
	if (!found) throw notFound(`Channel connection with identifier '${identifier}' not found`);
	return found;
}

function updateConnection(call: Call): unknown {
	checkConnection(call).enforce();
	const { workspace, auth } = call.body;
	const { identifier } = call.params;
	const found = call.store.channelConnections.first('identifier', identifier);
	if (!found) throw notFound(`Channel connection with identifier "${identifier}" not found`);
	return connectionShown(change(found, { workspace, auth }));
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
			(keys.length === 0 || sameSet(keys, one.contextKeys))
		);
	};
}

const FILTERS = ['subscriberId', 'channel', 'providerId', 'integrationIdentifier'];

/** @throws ValidationError for a channel or a provider that there is not */
function checkFilters({ query }: Call): void {
	new Checks(query)
		.optionalOneOf('channel', CHANNELS)
		.optionalOneOf('providerId', PROVIDERS)
		.enforce();
}

function listConnections(call: Call): unknown {
	checkFilters(call);
	const query = cursorQuery(call.query, { lenient: true });
	const mode = text(call.query, 'connectionMode');
	const found = call.store.channelConnections.all
		.filter(asked(call, FILTERS))
		// As recorded, `shared` leaves nothing out.
		.filter(({ subscriberId }) => mode !== 'subscriber' || subscriberId !== null);
	return cursorPage(found, query, connectionShown);
}

/** Whether an endpoint holds what its type wants, and nothing else. */
function hasForm(type: string, endpoint: unknown): boolean {
	const rules = TYPES[type];
	if (!rules || !isFields(endpoint)) return false;
	const { fields, optional = [], form = {} } = rules;
	const person = type !== 'webex_person' || endpoint.personId || endpoint.personEmail;
	return (
		Boolean(person) &&
		fields.every((name) => typeof endpoint[name] === 'string') &&
		Object.keys(endpoint).every((name) => fields.includes(name) || optional.includes(name)) &&
		Object.entries(form).every(([name, rule]) => rule.test(String(endpoint[name])))
	);
}

function formMessage(type: string): string {
	return `Endpoint must match the required format for type "${type}"`;
}

/** @throws ApiError where the integration or the connection does not fit the type */
function checkFit(type: string, integration: Integration, connection: unknown): void {
	const { provider, needsConnection } = TYPES[type];
	if (provider && integration.providerId !== provider[0]) {
		throw badRequest(`Channel endpoint type "${type}" requires a ${provider[1]} integration`);
	}
	if (needsConnection && !connection) {
		throw badRequest(`Channel endpoint type "${type}" requires a connectionIdentifier`);
	}
}

function checkCreation(call: Call): void {
	const { body } = call;
	new Checks(body)
		.requiredString('subscriberId')
		.requiredString('integrationIdentifier')
		.optionalBoolean('createSubscriberIfMissing')
		.enforce();
	const { endpoint, context } = body;
	const type = String(body.type);
	const errors: Record<string, FieldErrors> = {};
	const fail = (name: string, messages: string[]) => {
		const value = body[name] === undefined ? {} : { value: body[name] };
		if (messages.length > 0) errors[name] = { messages, ...value };
	};
	fail('type', type in TYPES ? [] : ['type must be one of the following values: ']);
	const { messages } = new Checks(body).defined('endpoint');
	fail('endpoint', hasForm(type, endpoint) ? [] : [...messages, formMessage(type)]);
	fail('context', contextErrors(context));
	if (Object.keys(errors).length > 0) {
		throw new CommandError('CreateChannelEndpointCommand', errors);
	}
}

function requiredOwner(call: Call): string {
	const subscriberId = String(call.body.subscriberId);
	if (!call.store.subscriber(subscriberId)) {
		if (call.body.createSubscriberIfMissing !== true) {
			throw notFound(
				`Subscriber not found: ${subscriberId}. Pass createSubscriberIfMissing: true to create it, or provision it via POST /v1/subscribers.`,
			);
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
		throw notFound(`Channel connection not found: ${connection}`);
	}
	const subscriberId = requiredOwner(call);
	const named = typeof identifier === 'string' ? identifier : `chendp_${shortId(12)}`;
	if (store.channelEndpoints.first('identifier', named)) {
		throw conflict(alreadyThere(call, 'endpoint', named));
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
	if (!found) throw notFound(`Channel endpoint with identifier '${identifier}' not found`);
	return found;
}

function updateEndpoint(call: Call): unknown {
	new Checks(call.body).requiredObject('endpoint').enforce();
	const { identifier } = call.params;
	const found = call.store.channelEndpoints.first('identifier', identifier);
	if (!found) {
		throw notFound(
			`Channel endpoint with identifier "${identifier}" not found in environment "${call.environment._id}"`,
		);
	}
	const endpoint = call.body.endpoint as Fields;
	if (!hasForm(found.type, endpoint)) throw badRequest(formMessage(found.type));
	return endpointShown(change(found, { endpoint }));
}

function listEndpoints(call: Call): unknown {
	checkFilters(call);
	const query = cursorQuery(call.query, { lenient: true });
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
