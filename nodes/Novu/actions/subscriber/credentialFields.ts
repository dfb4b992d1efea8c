import type { INodeProperties } from 'n8n-workflow';
import { collection, withDisplayOptions } from '../../fields/builders';
import { PROVIDERS, providersWhere } from '../providers';
import { TOKEN_FORMS, tokensField } from './deviceTokensField';

const push = providersWhere(({ channel }) => channel === 'push');
const chat = providersWhere(({ channel }) => channel === 'chat');
const unusable = providersWhere((provider) => provider.unusable !== undefined);
const withOwnWebhook = providersWhere(({ webhook }) => webhook !== undefined);
const withAnyWebhook = providersWhere(
	({ channel, webhook, unusable: why }) => channel === 'chat' && !webhook && !why,
);
const withRoom = providersWhere(({ room }) => room !== undefined);
const needingRoom = providersWhere(({ room }) => room === 'required');

export const modeField: INodeProperties = {
	displayName: 'Token Mode',
	name: 'tokenMode',
	type: 'options',
	options: [
		{
			name: 'Append',
			value: 'append',
			description: 'Add the tokens to those that the subscriber has',
		},
		{
			name: 'Replace',
			value: 'replace',
			description: 'Keep these tokens only, forget all others of this integration',
		},
	],
	default: 'append',
	description:
		'What happens to the device tokens that the subscriber has already. It counts where tokens are given, for chat under Additional Properties.',
};

/** Says of a provider that it cannot use what is written here. */
export const unusableNotices: INodeProperties[] = unusable.map((id) => ({
	displayName: PROVIDERS[id].unusable ?? '',
	name: `${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Notice`,
	type: 'notice',
	default: '',
	// Hidden for all others, and not shown for this one: with an expression as provider n8n takes
	// every `show` as met, and all of the notices would stand there.
	displayOptions: { hide: { providerId: [{ _cnd: { not: id } }] } },
}));

const webhookField: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://hooks.example.com/…',
	description:
		'The address that Novu posts messages for this subscriber to. Novu reaches an address in a private network only where the operator of its server allows it.',
};

/** The field with each provider's own placeholder. One that cannot deliver needs no address. */
const webhookFields: INodeProperties[] = [
	...withOwnWebhook.map((id) =>
		withDisplayOptions(
			{ ...webhookField, placeholder: `e.g. ${PROVIDERS[id].webhook}`, required: true },
			{ providerId: [id] },
		),
	),
	withDisplayOptions({ ...webhookField, required: true }, { providerId: withAnyWebhook }),
	withDisplayOptions(webhookField, { providerId: unusable }),
];

const channelField: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'string',
	default: '',
	placeholder: 'e.g. town-square',
	description:
		"The channel or room to post to. Rocket.Chat needs the room's ID; elsewhere empty means the one that the webhook was made for.",
};

/** A property that the API takes, by Novu's name for it. */
interface Property {
	name: string;
	displayName: string;
	/** Whether it is an address, or a text of any kind */
	isUrl?: boolean;
	/** Whether it stands for something, so that spaces around it are none of it */
	isWord?: boolean;
}

const NOT_KEPT =
	'Novu up to 3.19 takes it and does not keep it; the integration in Novu holds the value that counts';

const alertEntries: INodeProperties[] = [
	{
		displayName: 'Alert UID',
		name: 'alertUid',
		type: 'string',
		default: '',
		placeholder: 'e.g. disk-full',
		description: `The ID of the alert group in Grafana OnCall. ${NOT_KEPT}.`,
	},
	{
		displayName: 'External URL',
		name: 'externalUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/alerts/4711',
		description: `A link shown with the alert. ${NOT_KEPT}.`,
	},
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/disk.png',
		description: `A picture for the alert. ${NOT_KEPT}.`,
	},
	{
		displayName: 'State',
		name: 'state',
		type: 'string',
		default: '',
		placeholder: 'e.g. alerting',
		description: `The state of the alert, such as alerting or ok. ${NOT_KEPT}.`,
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Disk full',
		description: `The title of the alert. ${NOT_KEPT}.`,
	},
];

/** The properties beside the device tokens, in the order of Novu's documentation. */
export const PROPERTIES: readonly Property[] = [
	{ name: 'webhookUrl', displayName: webhookField.displayName, isUrl: true },
	{ name: 'channel', displayName: channelField.displayName, isWord: true },
	{ name: 'alertUid', displayName: 'Alert UID', isWord: true },
	{ name: 'title', displayName: 'Title' },
	{ name: 'imageUrl', displayName: 'Image URL', isWord: true },
	{ name: 'state', displayName: 'State' },
	{ name: 'externalUrl', displayName: 'External URL', isWord: true },
];

/** Those of the properties that Novu takes and does not keep. */
export const ALERT_PROPERTIES = alertEntries.map(({ name }) => name);

/** Shown where the field of the same name is not. */
function hiddenFor(field: INodeProperties, providers: string[]): INodeProperties {
	return {
		...field,
		displayOptions: { hide: { '/providerId': providers } },
	};
}

const additionalProperties: INodeProperties = collection(
	'additionalProperties',
	"Whatever else Novu's credentials have, by Novu's names. What Novu or the provider does not use is sent all the same, and said so under the output.",
	[
		...alertEntries.slice(0, 1),
		hiddenFor(channelField, withRoom),
		hiddenFor(
			tokensField(
				`Tokens kept beside the other properties: one or several, ${TOKEN_FORMS}. At most 100. A later write without them empties them in Novu.`,
			),
			push,
		),
		...alertEntries.slice(1),
		hiddenFor(webhookField, chat),
	],
);

/** What is written, for each provider first what it uses. */
export const credentialFields: INodeProperties[] = [
	withDisplayOptions(
		{
			...tokensField(
				`One token or several: ${TOKEN_FORMS}; blanks and pipes part them, too. At most 100.`,
			),
			required: true,
		},
		{ providerId: push },
	),
	...webhookFields,
	withDisplayOptions({ ...channelField, required: true }, { providerId: needingRoom }),
	withDisplayOptions(channelField, {
		providerId: withRoom.filter((id) => !needingRoom.includes(id)),
	}),
	modeField,
	additionalProperties,
];
