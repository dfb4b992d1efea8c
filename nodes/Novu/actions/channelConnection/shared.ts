import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { contextField, contextOf } from '../../fields/context';
import { locator, withDisplayOptions } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { choiceOf } from '../../parameters/choices';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { REDACTED } from '../../engine/redaction';
import { redactFields } from '../../engine/redactFields';
import { neededSecretOf, secretOf, textOf } from '../../parameters/texts';
import { timeOf } from '../../parameters/times';

export const CONNECTION = 'Channel Connection';

/** The Novu version that brought connections and endpoints. */
export const CHANNELS_SINCE = '3.11';

/** Which connection an operation is for. */
export const connectionField: INodeProperties = locator({
	name: 'connectionIdentifier',
	displayName: CONNECTION,
	description: 'The connection, found in the list or given by its identifier',
	searchListMethod: 'searchChannelConnections',
	placeholder: 'e.g. chconn_AbC123',
	required: true,
});

/** What writes to a connection must not overlap with. */
export function connectionLock(identifier: string): string {
	return `connection:${identifier}`;
}

const modeField: INodeProperties = {
	displayName: 'Connection Mode',
	name: 'connectionMode',
	type: 'options',
	options: [
		{
			name: 'Subscriber',
			value: 'subscriber',
			description: 'It belongs to one subscriber',
		},
		{
			name: 'Shared',
			value: 'shared',
			description: 'It belongs to a context, such as a tenant, and to no single subscriber',
		},
	],
	default: 'subscriber',
	description: 'Whose connection it is',
};

/** Whose connection it is: one subscriber's, or that of all who share a context. */
export const ownerFields: INodeProperties[] = [
	modeField,
	withDisplayOptions(subscriberField, { connectionMode: ['subscriber'] }),
	withDisplayOptions({ ...contextField, required: true }, { connectionMode: ['shared'] }),
];

/** The context of a subscriber's connection, for a collection; a shared one has a field of its own. */
export const ownerContextEntry: INodeProperties = {
	...contextField,
	displayOptions: { show: { '/connectionMode': ['subscriber'] } },
};

/**
 * Whose connection it is, as Novu wants it.
 * @throws {InputError} where the subscriber or the context is missing
 */
export function ownerOf(item: Item): IDataObject {
	// With an expression as mode both fields are shown, and either may be filled.
	const field = contextOf(item, 'context');
	const entry = contextOf(item, 'additionalFields.context');
	if (choiceOf(item, 'connectionMode', modeField) === 'shared') {
		const context = field ?? entry;
		if (context) return { connectionMode: 'shared', context };
		throw new InputError(
			"'Context (JSON)' is empty, and a shared connection belongs to a context",
			'Name it, as in { "tenant": "acme" }, or choose the connection mode Subscriber.',
		);
	}
	const context = entry ?? field;
	return {
		connectionMode: 'subscriber',
		subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
		...(context && { context }),
	};
}

/** Fields of the workspace and its tokens; both are written as a whole. */
export const workspaceFields: INodeProperties[] = [
	{
		displayName: 'Workspace ID',
		name: 'workspaceId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. T0123456789',
		description: "The provider's ID for the workspace or tenant",
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		description:
			'The token that Novu acts with in the workspace. Better an expression than the token itself: a workflow is saved as it is.',
	},
];

/** What can be said of them beside what must be, in the order of the labels. */
export const workspaceEntries: INodeProperties[] = [
	{
		displayName: 'Access Token Expires At',
		name: 'expiresAt',
		type: 'dateTime',
		default: '',
		description: 'When the access token becomes invalid',
	},
	{
		displayName: 'Bot User ID',
		name: 'botUserId',
		type: 'string',
		default: '',
		placeholder: 'e.g. U0123456789',
		description: "The provider's ID for the bot in the workspace",
	},
	{
		displayName: 'Refresh Token',
		name: 'refreshToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'With it Novu renews the access token. For Slack and Webex integrations that have a client ID and a secret.',
	},
	{
		displayName: 'Refresh Token Expires At',
		name: 'refreshTokenExpiresAt',
		type: 'dateTime',
		default: '',
		description: 'When the refresh token becomes invalid',
	},
	{
		displayName: 'Workspace Name',
		name: 'workspaceName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description: 'The name of the workspace',
	},
];

/** The workspace and its tokens as Novu wants them, and what of it is secret. */
export interface Workspace {
	body: { workspace: IDataObject; auth: IDataObject };
	secrets: string[];
}

/**
 * Reads workspace and tokens.
 * @param collection the name of the collection with the {@link workspaceEntries}
 */
export function workspaceOf(item: Item, collection: string): Workspace {
	const at = (name: string) => `${collection}.${name}`;
	const accessToken = neededSecretOf(item, 'accessToken', 'Access Token');
	const refreshToken = secretOf(item, at('refreshToken'), 'Refresh Token');
	const workspace = withoutUndefined({
		id: idOf(item, 'workspaceId', 'Workspace ID'),
		name: textOf(item, at('workspaceName'), 'Workspace Name'),
		botUserId: optionalIdOf(item, at('botUserId'), 'Bot User ID'),
	});
	const auth = withoutUndefined({
		accessToken,
		refreshToken,
		expiresAt: timeOf(item, at('expiresAt'), 'Access Token Expires At')?.toISOString(),
		refreshTokenExpiresAt: timeOf(
			item,
			at('refreshTokenExpiresAt'),
			'Refresh Token Expires At',
		)?.toISOString(),
	});
	return {
		body: { workspace, auth },
		secrets: [accessToken, ...(refreshToken ? [refreshToken] : [])],
	};
}

function withoutUndefined(value: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}

/**
 * Novu's answer about a connection without its tokens. Servers differ in what they show of them:
 * whether there are any, and until when, may be seen.
 */
export function maskedConnection(connection: unknown): IDataObject {
	const shownAll = redactFields(connection) as IDataObject;
	const auth = isObject(connection) ? connection.auth : undefined;
	if (!isObject(auth)) return shownAll;
	const shown = Object.entries(auth).map(([name, value]) => {
		const isOpen = typeof value === 'boolean' || value === '' || /At$/.test(name);
		return [name, isOpen || value === null || value === undefined ? value : REDACTED];
	});
	return { ...shownAll, auth: Object.fromEntries(shown) as IDataObject };
}
