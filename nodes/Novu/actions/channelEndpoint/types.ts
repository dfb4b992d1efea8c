import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { withDisplayOptions, sorted } from '../../fields/builders';
import { choiceOf, choicesIn, openChoiceOf, optionalChoiceOf } from '../../parameters/choices';
import { optionalIdOf } from '../../parameters/ids';
import { secretJsonOf, secretTexts } from '../../parameters/secrets';
import { secretOf, urlOf } from '../../parameters/texts';

/** What an endpoint of a type is made of. */
interface EndpointType {
	label: string;
	description?: string;
	/** Novu delivers only through a connection that the endpoint names. */
	needsConnection?: boolean;
	/** Fields in Novu's words */
	fields: INodeProperties[];
}

function text(
	name: string,
	displayName: string,
	placeholder: string,
	description: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

function needed(field: INodeProperties): INodeProperties {
	return { ...field, required: true };
}

function secret(field: INodeProperties): INodeProperties {
	return { ...field, typeOptions: { password: true } };
}

const region: INodeProperties = {
	displayName: 'Region',
	name: 'region',
	type: 'options',
	options: [
		{ name: 'Europe', value: 'eu' },
		{ name: 'United States', value: 'us' },
	],
	default: 'us',
	required: true,
	description: 'Where the account is kept',
};

const userId = needed(
	text('userId', 'User ID', 'e.g. U0123456789', "The provider's own ID for the user"),
);

const channelId = needed(
	text('channelId', 'Channel ID', 'e.g. C0123456789', "The provider's own ID for the channel"),
);

const url = needed(
	secret(
		text(
			'url',
			'URL',
			'e.g. https://example.com/hook',
			'The address that Novu posts to; who knows it can post there, too',
		),
	),
);

/** The types of endpoints that Novu 3.19 knows, and their fields. */
const TYPES: Record<string, EndpointType> = {
	grafana_oncall_integration: {
		label: 'Grafana OnCall Integration',
		fields: [
			url,
			secret(
				text('authToken', 'Auth Token', '', 'A token, where OnCall takes nothing without one'),
			),
		],
	},
	line_user: {
		label: 'LINE User',
		fields: [userId],
	},
	ms_teams_channel: {
		label: 'Microsoft Teams Channel',
		fields: [needed(text('teamId', 'Team ID', 'e.g. 19:…@thread.tacv2', 'The team')), channelId],
	},
	ms_teams_user: {
		label: 'Microsoft Teams User',
		fields: [userId],
	},
	opsgenie_integration: {
		label: 'Opsgenie Integration',
		fields: [
			needed(secret(text('apiKey', 'API Key', '', "The key of Opsgenie's API integration"))),
			region,
		],
	},
	pagerduty_service: {
		label: 'PagerDuty Service',
		fields: [
			needed(
				secret(text('routingKey', 'Routing Key', '', 'The integration key, 32 letters and digits')),
			),
			region,
		],
	},
	phone: {
		label: 'Phone',
		description: 'For WhatsApp and other chats that go by a phone number',
		fields: [
			needed(text('phoneNumber', 'Phone Number', 'e.g. +4512345678', 'The number in E.164 form')),
		],
	},
	slack_channel: {
		label: 'Slack Channel',
		fields: [channelId],
	},
	slack_user: {
		label: 'Slack User',
		fields: [userId],
	},
	telegram_chat: {
		label: 'Telegram Chat',
		fields: [needed(text('chatId', 'Chat ID', 'e.g. 123456789', "Telegram's ID for the chat"))],
	},
	tool_webhook: {
		label: 'Tool Webhook',
		description: 'For an integration that finds its address by the subscriber',
		fields: [
			url,
			{
				displayName: 'Headers (JSON)',
				name: 'headers',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. { "X-Team": "support" }',
				description:
					'Headers that Novu sends along, as a JSON object. They never come back in the output.',
			},
			{
				displayName: 'Method',
				name: 'method',
				type: 'options',
				options: [
					{ name: "Integration's Own", value: '' },
					{ name: 'PATCH', value: 'PATCH' },
					{ name: 'POST', value: 'POST' },
					{ name: 'PUT', value: 'PUT' },
				],
				default: '',
				description: 'How Novu calls the address',
			},
		],
	},
	webex_person: {
		label: 'Webex Person',
		needsConnection: true,
		fields: [
			text('personEmail', 'Person Email', 'name@email.com', 'The email of the person'),
			text('personId', 'Person ID', 'e.g. Y2lzY29…', "Webex's ID, where no email is given"),
		],
	},
	webex_room: {
		label: 'Webex Room',
		needsConnection: true,
		fields: [
			needed(text('roomId', 'Room ID', 'e.g. Y2lzY29…', "Webex's ID for the room")),
			text('parentId', 'Parent ID', 'e.g. Y2lzY29…', 'The message that it is an answer to'),
		],
	},
	webhook: {
		label: 'Webhook',
		description: 'For Discord, Mattermost and other chats that are reached by an address',
		fields: [
			url,
			text(
				'channel',
				'Channel',
				'e.g. town-square',
				'The channel, where it is not that of the URL',
			),
		],
	},
};

const ENDPOINT = 'Endpoint (JSON)';

const sourceField: INodeProperties = {
	displayName: 'Specify Endpoint',
	name: 'endpointSource',
	type: 'options',
	options: [
		{ name: 'Using Fields Below', value: 'fields', description: 'The fields of the type' },
		{ name: 'Using JSON', value: 'json', description: 'For types that this node does not know' },
	],
	default: 'fields',
	description: 'How the address is given',
};

const typeField: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: sorted(
		Object.entries(TYPES).map(([value, { label, description }]) => ({
			name: label,
			value,
			...(description && { description }),
		})),
	),
	default: 'slack_user',
	required: true,
	description:
		"What kind of address it is. Novu does not check that it fits the integration's provider, and delivers nothing where it does not. An expression may give one that the list does not know.",
};

const KNOWN_TYPES = choicesIn(typeField.options as INodePropertyOptions[]);

/** Each field once, for all types that have it. */
function fieldsOfTypes(): INodeProperties[] {
	const fields = new Map(
		Object.values(TYPES).flatMap((type) => type.fields.map((field) => [field.name, field])),
	);
	return [...fields.values()].map((field) => {
		const type = Object.keys(TYPES).filter((id) =>
			TYPES[id].fields.some(({ name }) => name === field.name),
		);
		return withDisplayOptions(field, { endpointSource: ['fields'], type });
	});
}

const addressFields: INodeProperties[] = [
	...fieldsOfTypes(),
	withDisplayOptions(
		{
			displayName: ENDPOINT,
			name: 'endpoint',
			type: 'json',
			default: '{}',
			required: true,
			placeholder: 'e.g. { "channelId": "C0123456789" }',
			description: "The address as a JSON object, with Novu's names for its fields",
		},
		{ endpointSource: ['json'] },
	),
];

/** The type of a new endpoint, and its address. */
export const newEndpointFields: INodeProperties[] = [typeField, sourceField, ...addressFields];

/** The address of an endpoint whose type Novu has already. */
export const changedEndpointFields: INodeProperties[] = [
	withDisplayOptions(
		{
			...typeField,
			description: 'What kind of address it is. Novu does not change it.',
		},
		{ endpointSource: ['fields'] },
	),
	sourceField,
	...addressFields,
];

/** An address as Novu wants it, and what of it is secret. */
export interface Address {
	endpoint: IDataObject;
	secrets: string[];
}

function isJson(item: Item): boolean {
	return choiceOf(item, 'endpointSource', sourceField) === 'json';
}

/**
 * The type of a new endpoint. As JSON it may be one that is not known here.
 * @throws {InputError} where it is empty, or nearly a type that is known
 */
export function typeOf(item: Item): string {
	return openChoiceOf(item, 'type', typeField.displayName, KNOWN_TYPES);
}

/** The type of an endpoint that is changed; as JSON none is asked for. */
export function changedTypeOf(item: Item): string {
	return isJson(item) ? '' : typeOf(item);
}

/**
 * Reads the address.
 * @param type one of the types, where the address is given by fields
 * @throws {InputError} where something is missing, or the type has no fields here
 */
export function addressOf(item: Item, type: string): Address {
	const endpoint = isJson(item) ? given(item) : fromFields(item, type);
	const { url, routingKey, apiKey, authToken, headers } = endpoint;
	return { endpoint, secrets: secretTexts({ url, routingKey, apiKey, authToken, headers }) };
}

function given(item: Item): IDataObject {
	const endpoint = secretJsonOf(item, 'endpoint', ENDPOINT);
	if (endpoint && Object.keys(endpoint).length > 0) return endpoint;
	throw new InputError(`'${ENDPOINT}' is empty`, 'Give the address, or specify it by its fields.');
}

function fromFields(item: Item, type: string): IDataObject {
	const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
	if (!known) {
		throw new InputError(
			`The type "${type}" has no fields here`,
			"Choose another 'Type', or set 'Specify Endpoint' to JSON.",
		);
	}
	const endpoint = Object.fromEntries(
		known.fields.flatMap((field) => {
			const value = valueOf(item, field);
			return value === undefined ? [] : [[field.name, value]];
		}),
	) as IDataObject;
	if (type === 'webex_person') checkPerson(endpoint);
	return endpoint;
}

function valueOf(item: Item, field: INodeProperties): unknown {
	const { name, displayName, required } = field;
	const found = readerOf(field)(item, name, displayName);
	if (found !== undefined && found !== '') return found;
	if (!required) return undefined;
	throw new InputError(
		`'${displayName}' is empty`,
		`Fill '${displayName}'. Where it is an expression, check that it finds a value for this item.`,
	);
}

type Reader = (item: Item, path: string, label: string) => unknown;

function readerOf(field: INodeProperties): Reader {
	if (field.type === 'json') return headersOf;
	if (field.type === 'options') return (item, path) => optionalChoiceOf(item, path, field);
	if (field.name === 'url') return urlOf;
	return field.typeOptions?.password ? secretOf : optionalIdOf;
}

function headersOf(item: Item, path: string, label: string): IDataObject | undefined {
	const headers = secretJsonOf(item, path, label);
	return headers && Object.keys(headers).length > 0 ? headers : undefined;
}

function checkPerson({ personEmail, personId }: IDataObject): void {
	if ((personEmail === undefined) !== (personId === undefined)) return;
	throw new InputError(
		personEmail === undefined
			? "'Person Email' and 'Person ID' are both empty"
			: "'Person Email' and 'Person ID' are both given",
		'Give one of the two.',
	);
}

/** @throws {InputError} where the type is delivered through a connection and none is named */
export function checkConnection(type: string, connectionIdentifier: string | undefined): void {
	if (
		!Object.hasOwn(TYPES, type) ||
		!TYPES[type].needsConnection ||
		connectionIdentifier !== undefined
	)
		return;
	throw new InputError(
		`'Channel Connection' is empty, and an endpoint of the type ${TYPES[type].label} needs one`,
		"Choose it under 'Additional Fields'.",
	);
}

/** Types whose URL is a secret: Novu keeps it encrypted. */
export const SECRET_URL_TYPES: unknown[] = ['grafana_oncall_integration', 'tool_webhook'];

/** How a type is called in a message. */
export function typeLabel(type: string): string {
	return Object.hasOwn(TYPES, type) ? TYPES[type].label : type;
}
