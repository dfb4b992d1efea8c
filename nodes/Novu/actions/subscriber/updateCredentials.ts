import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { ConfirmWhen } from '../../engine/confirmation';
import { InputError, novuSentences, type FailureFacts } from '../../engine/errors';
import { quoted } from '../../engine/messages';
import {
	type Explanation,
	type Item,
	type Operation,
	type Outcome,
	type Plan,
} from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../parameters/item';
import { bodyLimit, jsonBytes, path, type NovuRequest } from '../../engine/request';
import { booleanOf } from '../../parameters/booleans';
import { choiceOf } from '../../parameters/choices';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { providerLabel, PROVIDERS, providersWhere } from '../providers';
import { confirmTokensOf, confirmTokensOption, tokenConfirmation } from './confirmTokens';
import { deviceTokens, MAX_DEVICE_TOKENS, tokensField, TOKENS_PARAMETER } from './deviceTokens';
import {
	integrationField,
	providerField,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
	withSubscriber,
} from './shared';

const push = providersWhere(({ channel }) => channel === 'push');
const chat = providersWhere(({ channel }) => channel === 'chat');
const unusable = providersWhere((provider) => provider.unusable !== undefined);
const withRoom = providersWhere(({ room }) => room !== undefined);
const withAlert = providersWhere(({ alert }) => alert === true);

const alertNote =
	'Novu up to 3.19 takes it and does not keep it; the integration in Novu holds the value that counts';

const alertFields: INodeProperties[] = (
	[
		['alertUid', 'Alert UID', 'The ID of the alert group in Grafana OnCall'],
		['title', 'Title', 'The title of the alert'],
		['imageUrl', 'Image URL', 'A picture for the alert'],
		['state', 'State', 'The state of the alert, such as alerting or ok'],
		['externalUrl', 'External URL', 'A link shown with the alert'],
	] as const
).map(([name, displayName, description]) =>
	withDisplayOptions(
		{
			displayName,
			name,
			type: 'string',
			default: '',
			description: `${description}. ${alertNote}.`,
		},
		{ providerId: withAlert },
	),
);

const modeField: INodeProperties = {
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
	description: 'What happens to the tokens that the subscriber has already',
};

/**
 * What a provider needs is checked when the item is read, not by n8n: where the provider is an
 * expression n8n takes all of these fields as shown, and would not start with one of them empty.
 */
const fields: INodeProperties[] = [
	subscriberField,
	providerField,
	...unusable.map(
		(id): INodeProperties => ({
			displayName: PROVIDERS[id].unusable ?? '',
			name: `${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Notice`,
			type: 'notice',
			default: '',
			// Hidden for all others, and not shown for this one: with an expression as provider n8n takes
			// every `show` as met, and all of the notices would stand there.
			displayOptions: { hide: { providerId: [{ _cnd: { not: id } }] } },
		}),
	),
	integrationField(
		'The integration of the provider that the credentials belong to. Empty leaves the choice to Novu, which takes the newest active one. Choose one where the provider has several.',
		'The newest active one',
	),
	withDisplayOptions(modeField, { providerId: push }),
	withDisplayOptions(
		tokensField(
			'One token or several: with a comma or a line break between them, as a JSON list, or an expression that yields a list. At most 100.',
		),
		{ providerId: push },
	),
	withDisplayOptions(
		{
			displayName: 'Webhook URL',
			name: 'webhookUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://hooks.example.com/…',
			description:
				'The address that Novu posts messages for this subscriber to. Novu reaches an address in a private network only where the operator of its server allows it.',
		},
		{ providerId: chat },
	),
	withDisplayOptions(
		{
			displayName: 'Channel',
			name: 'channel',
			type: 'string',
			default: '',
			placeholder: 'e.g. town-square',
			description:
				"The channel or room to post to. Rocket.Chat needs the room's ID; elsewhere empty means the one that the webhook was made for.",
		},
		{ providerId: withRoom },
	),
	...alertFields,
	simplifySubscriberField,
	optionsField([
		confirmTokensOption,
		{
			displayName: 'Create Subscriber if Missing',
			name: 'createSubscriberIfMissing',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the subscriber, with nothing but its ID, where Novu does not know it. One that exists keeps its profile and data as they are.',
		},
	]),
];

/** One entry of a subscriber that is written to, and how. */
interface Target {
	subscriberId: string;
	providerId: string;
	integrationIdentifier?: string;
	createIfMissing: boolean;
}

/** What several items may add to one request, each with its own output. */
interface Tokens {
	tokens: string[];
	mode: 'append' | 'replace';
	confirm: ConfirmWhen;
	/** What the item makes of the answer */
	shown: (subscriber: unknown) => IDataObject;
}

function request(target: Target, method: 'PUT' | 'PATCH', credentials: IDataObject): NovuRequest {
	const { subscriberId, providerId, integrationIdentifier } = target;
	return {
		method,
		path: path`/v1/subscribers/${subscriberId}/credentials`,
		body: { providerId, ...(integrationIdentifier && { integrationIdentifier }), credentials },
		rateCategory: 'configuration',
		// Appending the same tokens again changes nothing, so that a PATCH may be repeated too.
		repeatable: true,
	};
}

async function write(call: Call, target: Target, toSend: NovuRequest): Promise<IDataObject> {
	const body = target.createIfMissing
		? await withSubscriber(call, target.subscriberId, toSend)
		: await call(toSend);
	return body as IDataObject;
}

function union(parts: readonly Tokens[]): string[] {
	return [...new Set(parts.flatMap(({ tokens }) => tokens))];
}

/** A replace may begin a request, then appends follow; or it is the same replace again. */
function canFollow(before: readonly Tokens[], last: Tokens): boolean {
	if (last.mode === 'append') return true;
	return before.every(
		({ mode, tokens }) => mode === 'replace' && tokens.join('\n') === last.tokens.join('\n'),
	);
}

function tokenRequest(target: Target, parts: readonly Tokens[]): NovuRequest {
	const tokens = union(parts);
	const method = parts[0].mode === 'replace' ? 'PUT' : 'PATCH';
	return {
		...request(target, method, { deviceTokens: tokens }),
		confirmsWrite: (body) => showsTokens(body, target.providerId, tokens),
	};
}

/**
 * Whether the answer's entries of the provider hold all the tokens. A writer outside of this run can
 * undo a write between Novu's reading and its writing back.
 */
function showsTokens(body: unknown, providerId: string, tokens: string[]): boolean {
	const { channels } = body as {
		channels?: Array<{ providerId?: string; credentials?: { deviceTokens?: string[] } }>;
	};
	if (!Array.isArray(channels)) return true;
	return channels
		.filter((entry) => entry.providerId === providerId)
		.some(({ credentials }) => {
			const kept = new Set(credentials?.deviceTokens);
			return tokens.every((token) => kept.has(token));
		});
}

function tokenPlan(target: Target, own: Tokens): Plan {
	const send = async (call: Call, parts: readonly Tokens[]) =>
		await write(call, target, tokenRequest(target, parts));
	const { providerId, integrationIdentifier = '', createIfMissing } = target;
	return {
		lockKeys: [subscriberLock(target.subscriberId)],
		batch: {
			key: JSON.stringify([providerId, integrationIdentifier, createIfMissing]),
			with: 'sameTarget',
			conflictKey: providerId,
			part: own,
			canAdd: (parts) => fits(target, parts as Tokens[]),
			send: async (call, parts): Promise<Outcome[]> => {
				const joined = parts as Tokens[];
				const subscriber = await send(call, joined);
				return joined.map(({ shown }) => ({ output: { ...shown(subscriber) } }));
			},
		},
		confirmation: tokenConfirmation(own.confirm, {
			target,
			tokens: own.tokens,
			kind: own.mode,
			write: async (call, tokens) => await send(call, [{ ...own, tokens, mode: 'append' }]),
		}),
		run: async (call) => own.shown(await send(call, [own])),
		explain: (facts) => explain(facts, target),
	};
}

function fits(target: Target, parts: readonly Tokens[]): boolean {
	const last = parts[parts.length - 1];
	if (!canFollow(parts.slice(0, -1), last)) return false;
	const tokens = union(parts);
	if (tokens.length > MAX_DEVICE_TOKENS) return false;
	const { body, path: to } = request(target, 'PATCH', { deviceTokens: tokens });
	return jsonBytes(body) <= bodyLimit(to);
}

function chatPlan(target: Target, item: Item): Plan {
	const toSend = request(target, 'PUT', chatCredentials(item, target.providerId));
	const shown = subscriberOutput(item);
	return {
		lockKeys: [subscriberLock(target.subscriberId)],
		run: async (call) => shown(await write(call, target, toSend)),
		explain: (facts) => explain(facts, target),
	};
}

function chatCredentials(item: Item, providerId: string): IDataObject {
	const provider = PROVIDERS[providerId];
	const webhookUrl = textOf(item.parameter('webhookUrl'), 'Webhook URL')?.trim();
	const names = [
		...(provider?.room || provider?.unusable || !provider ? ['channel'] : []),
		...(provider?.alert || !provider ? alertFields.map(({ name }) => name) : []),
	];
	const others = names.flatMap((name) => {
		const value = textOf(item.parameter(name), name);
		return value === undefined ? [] : [[name, value]];
	});
	const credentials = {
		...(webhookUrl && { webhookUrl: checkedUrl(webhookUrl) }),
		...(Object.fromEntries(others) as IDataObject),
	};
	checkComplete(providerId, credentials);
	return credentials;
}

function checkComplete(providerId: string, credentials: IDataObject): void {
	const provider = PROVIDERS[providerId];
	const label = providerLabel(providerId);
	if (!credentials.webhookUrl && !(provider?.unusable && credentials.channel)) {
		throw new InputError(
			`'Webhook URL' is empty, and ${label} is reached by it`,
			`Nothing was sent. ${provider?.unusable ?? 'Give the address that Novu posts to, or use Delete Credentials to take it away.'}`,
		);
	}
	if (provider?.room === 'required' && !credentials.channel) {
		throw new InputError(
			`'Channel' is empty, and ${label} needs it beside the webhook URL`,
			"Nothing was sent. Give the room's ID in 'Channel'.",
		);
	}
}

function checkedUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url && ['http:', 'https:'].includes(url.protocol)) return text;
	throw new InputError(
		"'Webhook URL' is not an http(s) address",
		'Nothing was sent: Novu would keep it and fail at every message. Give the whole address, beginning with https://.',
	);
}

/** Novu answers with a 400 and a text of its own where other calls have a 404. */
function explain(facts: FailureFacts, target: Target): Explanation | undefined {
	const sentences = novuSentences(facts.body).join(' ');
	if (/^SubscriberId: .* not found/s.test(sentences)) {
		const hasSpace = target.subscriberId !== target.subscriberId.trim();
		return {
			advice: `${hasSpace ? 'The ID begins or ends with a space, and Novu keeps none there: take it away. ' : ''}Switch on 'Create Subscriber if Missing' under Options, or add the subscriber first. Check that the API key belongs to the environment that the subscriber is in.`,
		};
	}
	if (/do not have active .* integration/.test(sentences)) {
		return integrationMissing(facts, target);
	}
	if (typeof (facts.body as IDataObject | undefined)?.currentCount === 'number') {
		return {
			advice: `Novu keeps at most ${MAX_DEVICE_TOKENS} tokens for a subscriber and integration, and took none of these. Use the token mode Replace, or remove tokens that are no longer in use.`,
		};
	}
	return undefined;
}

function integrationMissing(facts: FailureFacts, target: Target): Explanation {
	const label = providerLabel(target.providerId);
	const asked = target.integrationIdentifier
		? `an active ${label} integration with the identifier "${target.integrationIdentifier}"`
		: `an active ${label} integration`;
	return {
		message: `This environment does not have ${asked}. Novu said: ${quoted(facts)}`,
		advice: `Switch it on in Novu's dashboard under Integrations Store, in the environment that the API key belongs to${target.integrationIdentifier ? ', or correct the identifier, or leave Integration empty' : ''}.`,
	};
}

/**
 * `PUT` and `PATCH /v1/subscribers/{subscriberId}/credentials`. An append is a PATCH, a replace and
 * all chat credentials a PUT. Appends to one entry that wait for one another share a request.
 */
export const updateCredentials: Operation = {
	value: 'updateCredentials',
	name: 'Update Credentials',
	action: 'Update credentials of a subscriber',
	description:
		"Set a subscriber's credentials for a chat or push provider: add or replace device tokens, set a webhook URL",
	fields,
	plan: (item) => {
		const providerId = idOf(item, 'providerId', 'Provider');
		const target = targetOf(item, providerId);
		if (!isPush(item, providerId)) return chatPlan(target, item);
		const mode = modeOf(item);
		const tokens = deviceTokens(item.parameter(TOKENS_PARAMETER));
		const confirm = confirmTokensOf(item);
		return tokenPlan(target, { tokens, mode, confirm, shown: subscriberOutput(item) });
	},
};

function targetOf(item: Item, providerId: string): Target {
	const id = idOf(item, 'subscriberId', SUBSCRIBER);
	const createIfMissing = createsIfMissing(item);
	return {
		// Novu trims an ID when it adds a subscriber, and finds it by that alone.
		subscriberId: createIfMissing ? id.trim() : id,
		providerId,
		integrationIdentifier: textOf(item.parameter('integrationIdentifier'), 'Integration'),
		createIfMissing,
	};
}

/** Append where nothing is said: it takes no token away. */
function modeOf(item: Item): Tokens['mode'] {
	const given = item.parameter('tokenMode') ?? 'append';
	return choiceOf(given, modeField) === 'replace' ? 'replace' : 'append';
}

function createsIfMissing(item: Item): boolean {
	const { createSubscriberIfMissing: given } = collectionOf(item, 'options');
	return booleanOf(given, 'Create Subscriber if Missing') ?? false;
}

/** A provider that is not in the list is what its fields say. */
function isPush(item: Item, providerId: string): boolean {
	const known = PROVIDERS[providerId];
	if (known) return known.channel === 'push';
	return !textOf(item.parameter('webhookUrl'), 'Webhook URL');
}
