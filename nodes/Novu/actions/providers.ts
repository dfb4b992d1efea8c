import type { INodePropertyOptions } from 'n8n-workflow';
import { sorted } from '../fields/builders';
import { choicesIn, type Choices } from '../parameters/choices';

/** What Novu can use of the credentials that are written for a provider. */
interface Provider {
	/** As people know it */
	label: string;
	channel: 'chat' | 'push';
	/** Shown in the list, so that it is found by them */
	devices?: string;
	/** What a token is for this provider, or why an entry does not help */
	note?: string;
	/** What its incoming webhooks look like */
	webhook?: string;
	/** Uses `channel` beside `webhookUrl`; `required` where it delivers nothing without it */
	room?: 'optional' | 'required';
	/** A token is an ID of the user's own making, in which any sign may stand, such as a pipe */
	tokensAreIds?: boolean;
	/** Novu cannot deliver through what is written here, or an entry does harm; `note` says it in short */
	unusable?: string;
}

/**
 * Providers that Novu's credentials calls take (`ChatOrPushProviderEnum` of Novu 3.19), and what
 * delivery makes of an entry (Novu's worker, 3.19).
 */
export const PROVIDERS: Record<string, Provider> = {
	'chat-webhook': {
		label: 'Chat Webhook',
		channel: 'chat',
		webhook: 'https://n8n.example.com/webhook/…',
		room: 'optional',
		note: 'An n8n Webhook node can be the target',
	},
	discord: {
		label: 'Discord',
		channel: 'chat',
		webhook: 'https://discord.com/api/webhooks/…',
	},
	getstream: { label: 'GetStream', channel: 'chat' },
	'grafana-on-call': {
		label: 'Grafana OnCall',
		channel: 'chat',
		webhook: 'https://oncall.example.com/integrations/v1/webhook/…',
		note: 'Takes its incoming webhook',
	},
	line: {
		label: 'LINE',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			'Novu cannot deliver to LINE through these credentials, every message would fail. LINE needs a channel endpoint of the type line_user.',
	},
	mattermost: {
		label: 'Mattermost',
		channel: 'chat',
		webhook: 'https://mattermost.example.com/hooks/…',
		room: 'optional',
	},
	msteams: {
		label: 'Microsoft Teams',
		channel: 'chat',
		// Of a Teams workflow: the connectors of webhook.office.com were switched off in May 2026.
		webhook: 'https://example.environment.api.powerplatform.com/powerautomate/…',
		note: 'Takes the URL of a workflow in Teams',
	},
	'novu-slack': { label: 'Novu Slack', channel: 'chat' },
	'novu-web-chat': {
		label: 'Novu Web Chat',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			"Novu Web Chat belongs to Novu's agents. Nothing is delivered through these credentials.",
	},
	'rocket-chat': {
		label: 'Rocket.Chat',
		channel: 'chat',
		webhook: 'https://rocket.example.com/hooks/…',
		room: 'required',
	},
	ryver: {
		label: 'Ryver',
		channel: 'chat',
		webhook: 'https://example.ryver.com/application/webhook/…',
	},
	sendblue: {
		label: 'Sendblue',
		channel: 'chat',
		note: 'Does harm: it needs no credentials here',
		unusable:
			"Sendblue uses the subscriber's phone number by itself. An entry written here does harm: it switches that off, and messages are skipped or fail.",
	},
	slack: {
		label: 'Slack',
		channel: 'chat',
		webhook: 'https://hooks.slack.com/services/…',
		note: "Takes an incoming webhook. Slack's bot needs a channel endpoint.",
	},
	telegram: {
		label: 'Telegram',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			'Novu cannot deliver to Telegram through these credentials, every message would fail. Telegram needs a channel endpoint of the type telegram_chat.',
	},
	'webex-messaging': {
		label: 'Webex Messaging',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			'Novu cannot deliver to Webex through these credentials, every message would fail. Webex needs a channel connection and a channel endpoint of the type webex_room or webex_person.',
	},
	'whatsapp-business': {
		label: 'WhatsApp Business',
		channel: 'chat',
		note: 'Does harm: it needs no credentials here',
		unusable:
			"WhatsApp Business uses the subscriber's phone number by itself. An entry written here does harm: it switches that off, and messages are skipped or fail.",
	},
	zulip: {
		label: 'Zulip',
		channel: 'chat',
		webhook: 'https://example.zulipchat.com/api/v1/external/slack_incoming?api_key=…',
		note: "Takes Zulip's Slack-compatible webhook",
	},
	apns: { label: 'Apple Push Notification (APNs)', channel: 'push', devices: 'iOS' },
	appio: { label: 'AppIO', channel: 'push', note: 'A token is the fiscal code' },
	expo: { label: 'Expo Push', channel: 'push', note: 'A token looks like ExponentPushToken[…]' },
	fcm: {
		label: 'Firebase Cloud Messaging (FCM)',
		channel: 'push',
		devices: 'Android, iOS',
	},
	'one-signal': {
		label: 'OneSignal',
		channel: 'push',
		note: 'A token is a player ID, or an external ID where the integration is set to it',
		tokensAreIds: true,
	},
	'push-webhook': {
		label: 'Push Webhook',
		channel: 'push',
		note: 'A token is any text. An n8n Webhook node can be the target.',
	},
	'pusher-beams': {
		label: 'Pusher Beams',
		channel: 'push',
		note: 'A token is a Beams user ID',
		tokensAreIds: true,
	},
	pushpad: {
		label: 'Pushpad',
		channel: 'push',
		note: 'A token is the ID of your own user',
		tokensAreIds: true,
	},
};

/** The list of providers, chat and push apart; those that cannot deliver come last. */
export const providerOptions: INodePropertyOptions[] = [
	...optionsOf(({ unusable }) => !unusable),
	...optionsOf(({ unusable }) => unusable !== undefined),
];

function optionsOf(isMeant: (provider: Provider) => boolean): INodePropertyOptions[] {
	return sorted(
		Object.entries(PROVIDERS)
			.filter(([, provider]) => isMeant(provider))
			.map(([value, { label, channel, devices, note }]) => ({
				name: `${channel === 'chat' ? 'Chat' : 'Push'}: ${label}${devices ? ` – ${devices}` : ''}`,
				value,
				...(note && { description: note }),
			})),
	);
}

/** IDs of the providers for which something holds, for display conditions. */
export function providersWhere(test: (provider: Provider) => boolean): string[] {
	return Object.keys(PROVIDERS).filter((id) => test(PROVIDERS[id]));
}

/** What is known of a provider; undefined for one that is not known here. */
export function providerOf(id: string): Provider | undefined {
	return Object.hasOwn(PROVIDERS, id) ? PROVIDERS[id] : undefined;
}

/** How a provider is called in a message. */
export function providerLabel(id: string): string {
	return providerOf(id)?.label ?? id;
}

/** What people call providers, beside their IDs and labels. */
export const PROVIDER_ALIASES: Record<string, string> = {
	Apple: 'apns',
	'Apple Push': 'apns',
	'Apple Push Notification Service': 'apns',
	Beams: 'pusher-beams',
	Expo: 'expo',
	Firebase: 'fcm',
	'Firebase Cloud Messaging': 'fcm',
	Google: 'fcm',
	Grafana: 'grafana-on-call',
	'Grafana On Call': 'grafana-on-call',
	'Grafana On Call Webhook': 'grafana-on-call',
	MSTeams: 'msteams',
	OnCall: 'grafana-on-call',
	Pusher: 'pusher-beams',
	Stream: 'getstream',
	Teams: 'msteams',
	Webex: 'webex-messaging',
	WhatsApp: 'whatsapp-business',
};

/** The providers that Novu's credentials calls take, by what people call them. */
export const CREDENTIAL_PROVIDERS: Choices = choicesIn(
	Object.entries(PROVIDERS).map(([value, { label }]) => ({ name: label, value })),
	PROVIDER_ALIASES,
);
