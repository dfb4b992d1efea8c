import type { INodePropertyOptions } from 'n8n-workflow';
import { sorted } from '../fields/builders';

/** What Novu can use of the credentials that are written for a provider. */
interface Provider {
	/** As Novu's dashboard labels it */
	label: string;
	channel: 'chat' | 'push';
	/** What a token is for this provider, or why an entry does not help */
	note?: string;
	/** Uses `channel` beside `webhookUrl`; `required` where it delivers nothing without it */
	room?: 'optional' | 'required';
	/** Takes Grafana's alert fields */
	alert?: boolean;
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
		room: 'optional',
		note: 'An n8n Webhook node can be the target',
	},
	discord: { label: 'Discord', channel: 'chat' },
	getstream: { label: 'GetStream', channel: 'chat' },
	'grafana-on-call': { label: 'Grafana On Call Webhook', channel: 'chat', alert: true },
	line: {
		label: 'LINE',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			'Novu cannot deliver to LINE through these credentials, every message would fail. LINE needs a channel endpoint of the type line_user.',
	},
	mattermost: { label: 'Mattermost', channel: 'chat', room: 'optional' },
	msteams: { label: 'MSTeams', channel: 'chat' },
	'novu-slack': { label: 'Novu Slack', channel: 'chat' },
	'novu-web-chat': {
		label: 'Novu Web Chat',
		channel: 'chat',
		note: 'Nothing is delivered through these credentials',
		unusable:
			"Novu Web Chat belongs to Novu's agents. Nothing is delivered through these credentials.",
	},
	'rocket-chat': { label: 'Rocket.Chat', channel: 'chat', room: 'required' },
	ryver: { label: 'Ryver', channel: 'chat' },
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
	zulip: { label: 'Zulip', channel: 'chat' },
	apns: { label: 'Apple Push Notification (APNs)', channel: 'push' },
	appio: { label: 'AppIO', channel: 'push', note: 'A token is the fiscal code' },
	expo: { label: 'Expo Push', channel: 'push', note: 'A token looks like ExponentPushToken[…]' },
	fcm: { label: 'Firebase Cloud Messaging (FCM)', channel: 'push' },
	'one-signal': {
		label: 'OneSignal',
		channel: 'push',
		note: 'A token is a player ID, or an external ID where the integration is set to it',
	},
	'push-webhook': {
		label: 'Push Webhook',
		channel: 'push',
		note: 'A token is any text. An n8n Webhook node can be the target.',
	},
	'pusher-beams': { label: 'Pusher Beams', channel: 'push', note: 'A token is a Beams user ID' },
	pushpad: { label: 'Pushpad', channel: 'push', note: 'A token is the ID of your own user' },
};

/** The list of providers, chat and push apart. */
export const providerOptions: INodePropertyOptions[] = sorted(
	Object.entries(PROVIDERS).map(([value, { label, channel, note }]) => ({
		name: `${channel === 'chat' ? 'Chat' : 'Push'}: ${label}`,
		value,
		...(note && { description: note }),
	})),
);

/** IDs of the providers for which something holds, for display conditions. */
export function providersWhere(test: (provider: Provider) => boolean): string[] {
	return Object.keys(PROVIDERS).filter((id) => test(PROVIDERS[id]));
}

/** How a provider is called in a message. */
export function providerLabel(id: string): string {
	return PROVIDERS[id]?.label ?? id;
}
