import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { isObject } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item } from '../../engine/operation';
import { checkedId, path, type NovuRequest } from '../../engine/request';
import { CHANNELS_SINCE, CONNECTION, connectionField } from '../channelConnection/shared';
import { contextField, contextOf } from '../../fields/context';
import { locator, sorted } from '../../fields/builders';
import { INTEGRATION } from '../integration/shared';
import { pick, simplifierOf } from '../../fields/list';
import { createsIfMissing, SUBSCRIBER } from '../subscriber/shared';
import { addressOf, checkConnection, SECRET_URL_TYPES, typeOf } from './types';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { REDACTED } from '../../engine/redaction';
import { redactFields } from '../../engine/redactFields';

export const ENDPOINT = 'Channel Endpoint';

/** Which endpoint an operation is for. */
export const endpointField: INodeProperties = locator({
	name: 'endpointIdentifier',
	displayName: ENDPOINT,
	description: 'The endpoint, found in the list or given by its identifier',
	searchListMethod: 'searchChannelEndpoints',
	placeholder: 'e.g. chendp_AbC123',
	required: true,
});

/** What writes to an endpoint must not overlap with. */
export function endpointLock(identifier: string): string {
	return `endpoint:${identifier}`;
}

const simplifyEndpoint = pick(
	'identifier',
	'type',
	'endpoint',
	'subscriberId',
	'integrationIdentifier',
	'providerId',
	'channel',
	'connectionIdentifier',
	'contextKeys',
	'updatedAt',
);

/** What is said of a new endpoint beside its address. */
export const endpointEntries: INodeProperties[] = sorted([
	{
		...connectionField,
		required: undefined,
		description: "The connection to the workspace that it is in. Webex's endpoints need one.",
	},
	contextField,
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711-slack',
		description: 'What the endpoint will be called by; Novu makes one where it is left out',
	},
]);

/** A new endpoint as Novu wants it. */
export interface NewEndpoint extends IDataObject {
	type: string;
	endpoint: IDataObject;
	subscriberId: string;
	integrationIdentifier: string;
	connectionIdentifier?: string;
	identifier?: string;
	context?: IDataObject;
	createSubscriberIfMissing: boolean;
}

/**
 * Reads what a new endpoint is made of.
 * @returns it, and what of it is secret
 */
export function newEndpointOf(item: Item): { body: NewEndpoint; secrets: string[] } {
	const type = typeOf(item);
	const { endpoint, secrets } = addressOf(item, type);
	const connectionIdentifier = optionalIdOf(
		item,
		'additionalFields.connectionIdentifier',
		CONNECTION,
	);
	checkConnection(type, connectionIdentifier);
	const identifier = optionalIdOf(item, 'additionalFields.identifier', 'Identifier');
	const context = contextOf(item, 'additionalFields.context');
	const body: NewEndpoint = {
		...(identifier !== undefined && { identifier }),
		subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
		integrationIdentifier: idOf(item, 'integrationIdentifier', INTEGRATION),
		...(connectionIdentifier !== undefined && { connectionIdentifier }),
		...(context && { context }),
		createSubscriberIfMissing: createsIfMissing(item),
		type,
		endpoint,
	};
	return { body, secrets };
}

/** `POST /v1/channel-endpoints`: repeating it makes another one, and every message is sent twice. */
export function createRequest(body: NewEndpoint): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/channel-endpoints`,
		body,
		answer: about('a channel endpoint', 'subscriberId', body.subscriberId),
		rateCategory: 'configuration',
		introducedIn: CHANNELS_SINCE,
	};
}

/** Words for a new endpoint that Novu refused. */
export function explainNew({ status, body }: FailureFacts): Explanation | undefined {
	if (status !== 404 || !novuSentences(body).some((text) => /^subscriber\b/i.test(text))) {
		return undefined;
	}
	return {
		advice:
			"Switch on 'Create Subscriber if Missing', or add the subscriber first. Check that the API key belongs to the environment that the subscriber is in.",
	};
}

/** `PATCH /v1/channel-endpoints/{identifier}`: the address is replaced as a whole. */
export function updateRequest(identifier: string, endpoint: IDataObject): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v1/channel-endpoints/${checkedId(identifier, ENDPOINT)}`,
		body: { endpoint },
		answer: about('a channel endpoint', 'identifier', identifier),
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: CHANNELS_SINCE,
	};
}

/** `GET /v1/channel-endpoints/{identifier}` */
export function getRequest(identifier: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/channel-endpoints/${identifier}`,
		answer: about('a channel endpoint', 'identifier', identifier),
		rateCategory: 'configuration',
		introducedIn: CHANNELS_SINCE,
	};
}

/** Makes the output of Novu's answer about an endpoint: without its secrets, as Simplify says. */
export function shownEndpoint(item: Item): (endpoint: unknown) => IDataObject {
	const shown = simplifierOf(item, simplifyEndpoint);
	return (endpoint) => shown(maskedEndpoint(endpoint));
}

/** Novu's answer about an endpoint, without the keys and the secret addresses in it. */
function maskedEndpoint(body: unknown): IDataObject {
	const shown = redactFields(body) as IDataObject;
	const { type, endpoint } = shown;
	const hasSecretUrl = isObject(endpoint) && endpoint.url && SECRET_URL_TYPES.includes(type);
	return hasSecretUrl ? { ...shown, endpoint: { ...endpoint, url: REDACTED } } : shown;
}
