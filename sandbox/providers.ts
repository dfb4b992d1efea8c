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

const EMAIL: Record<string, string> = {
	anypost: 'Anypost',
	emailjs: 'EmailJS',
	mailgun: 'Mailgun',
	mailjet: 'Mailjet',
	mandrill: 'Mandrill',
	nodemailer: 'Custom SMTP',
	postmark: 'Postmark',
	sendgrid: 'SendGrid',
	sendinblue: 'Sendinblue',
	ses: 'SES',
	netcore: 'Netcore',
	'infobip-email': 'Infobip',
	resend: 'Resend',
	plunk: 'Plunk',
	mailersend: 'MailerSend',
	mailtrap: 'Mailtrap',
	clickatell: 'Clickatell',
	outlook365: 'Microsoft Outlook365',
	'novu-email': 'Novu Email',
	sparkpost: 'SparkPost',
	'email-webhook': 'Email Webhook',
	braze: 'Braze',
	'novu-email-agent': 'Novu Email Agent',
};

const SMS: Record<string, string> = {
	nexmo: 'Nexmo',
	plivo: 'Plivo',
	sms77: 'sms77',
	'sms-central': 'SMS Central',
	sns: 'SNS',
	telnyx: 'Telnyx',
	twilio: 'Twilio',
	gupshup: 'Gupshup',
	firetext: 'Firetext',
	'infobip-sms': 'Infobip',
	'burst-sms': 'Kudosity',
	'bulk-sms': 'BulkSMS',
	'isend-sms': 'iSend SMS',
	'forty-six-elks': '46elks',
	kannel: 'Kannel SMS',
	maqsam: 'Maqsam',
	termii: 'Termii',
	'africas-talking': "Africa's Talking",
	'novu-sms': 'Novu SMS',
	sendchamp: 'Sendchamp',
	'generic-sms': 'SMS Webhook',
	clicksend: 'Clicksend',
	bandwidth: 'Bandwidth',
	messagebird: 'MessageBird',
	simpletexting: 'SimpleTexting',
	'azure-sms': 'Azure Sms',
	'ring-central': 'RingCentral',
	'brevo-sms': 'Brevo',
	'eazy-sms': 'Eazy',
	mobishastra: 'Mobishastra',
	'afro-message': 'AfroSMS',
	unifonic: 'Unifonic',
	smsmode: 'Smsmode',
	imedia: 'IMedia',
	sinch: 'Sinch',
	'isendpro-sms': 'iSendPro SMS',
	'cm-telecom': 'CM Telecom',
	'ruach-sms': 'Ruach SMS',
};

const TOOLS: Record<string, string> = {
	pagerduty: 'PagerDuty',
	opsgenie: 'Opsgenie',
	grafana: 'Grafana',
	'tool-webhook': 'Tool Webhook',
};

/** Providers that run agents */
const AGENTS = ['anthropic', 'novu-anthropic', 'anthropic-aws'];

/** All providers of 3.19 in the order in which its messages name them. */
export const PROVIDERS: readonly string[] = [
	...Object.keys(EMAIL),
	...Object.keys(SMS),
	...Object.keys(PUSH),
	'novu',
	'slack',
	'discord',
	'msteams',
	'webex-messaging',
	'mattermost',
	'ryver',
	'zulip',
	'grafana-on-call',
	'getstream',
	'rocket-chat',
	'whatsapp-business',
	'line',
	'chat-webhook',
	'novu-slack',
	'telegram',
	'sendblue',
	'novu-web-chat',
	...AGENTS,
	...Object.keys(TOOLS),
];

export function isProvider(providerId: string): boolean {
	return PROVIDERS.includes(providerId);
}

/** The channel of a provider; chat where it is not known. */
export function channelOf(providerId: string): string {
	const channels = { email: EMAIL, sms: SMS, push: PUSH, tool: TOOLS };
	const found = Object.entries(channels).find(([, names]) => providerId in names);
	return found?.[0] ?? (providerId === 'novu' ? 'in_app' : 'chat');
}

/** Provider ids that `PUT` and `PATCH …/credentials` take since late 2024. */
export const CREDENTIAL_PROVIDERS: readonly string[] = [...Object.keys(CHAT), ...Object.keys(PUSH)];

/** The display name that Novu gives an integration without one. */
export function providerName(providerId: string): string {
	return (
		CHAT[providerId] ??
		PUSH[providerId] ??
		EMAIL[providerId] ??
		SMS[providerId] ??
		TOOLS[providerId] ??
		providerId.charAt(0).toUpperCase() + providerId.slice(1)
	);
}
