/** A provider as Novu names it. */
export interface Provider {
	name: string;
	channel: 'chat' | 'push' | 'in_app' | 'email' | 'sms';
}

/** Chat and push: the providers whose credentials a subscriber can have, in Novu's order. */
const CHAT: Record<string, string> = {
	slack: 'Slack',
	'novu-slack': 'Novu Slack',
	discord: 'Discord',
	msteams: 'MSTeams',
	mattermost: 'Mattermost',
	ryver: 'Ryver',
	zulip: 'Zulip',
	'grafana-on-call': 'Grafana On Call Webhook',
	getstream: 'GetStream',
	'rocket-chat': 'Rocket.Chat',
	'whatsapp-business': 'WhatsApp Business',
	'chat-webhook': 'Chat Webhook',
	sendblue: 'Sendblue',
	telegram: 'Telegram',
	line: 'LINE',
	'webex-messaging': 'Webex Messaging',
	'novu-web-chat': 'Novu Web Chat',
};

const PUSH: Record<string, string> = {
	fcm: 'Firebase Cloud Messaging',
	apns: 'APNs',
	expo: 'Expo Push',
	'one-signal': 'OneSignal',
	pushpad: 'Pushpad',
	'push-webhook': 'Push Webhook',
	'pusher-beams': 'Pusher Beams',
	appio: 'AppIO',
};

/** Provider ids that `PUT` and `PATCH …/credentials` take since late 2024. */
export const CREDENTIAL_PROVIDERS: readonly string[] = [...Object.keys(CHAT), ...Object.keys(PUSH)];

/** The display name that Novu gives an integration without one. */
export function providerName(providerId: string): string {
	return (
		CHAT[providerId] ?? PUSH[providerId] ?? providerId.charAt(0).toUpperCase() + providerId.slice(1)
	);
}
