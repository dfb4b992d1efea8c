import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { sorted } from '../../fields/builders';
import { PROVIDERS } from '../providers';

/** Stands in the list of channels for integrations that run agents: they have no channel. */
export const AGENT = 'agent';

/** Channels as Novu's dashboard labels them, and the providers of each that Novu 3.19 knows. */
const CHANNELS: Record<string, { label: string; providers: Record<string, string> }> = {
	[AGENT]: {
		label: 'Agent',
		providers: {
			anthropic: 'Anthropic',
			'anthropic-aws': 'Anthropic on AWS',
			'novu-anthropic': 'Novu Anthropic',
		},
	},
	chat: { label: 'Chat', providers: labelled('chat') },
	email: {
		label: 'Email',
		providers: {
			anypost: 'Anypost',
			braze: 'Braze',
			emailjs: 'EmailJS',
			'email-webhook': 'Email Webhook',
			'infobip-email': 'Infobip',
			mailersend: 'MailerSend',
			mailgun: 'Mailgun',
			mailjet: 'Mailjet',
			mailtrap: 'Mailtrap',
			mandrill: 'Mandrill',
			netcore: 'Netcore',
			'novu-email': 'Novu Email',
			'novu-email-agent': 'Novu Email Agent',
			nodemailer: 'Nodemailer (SMTP)',
			outlook365: 'Outlook 365',
			plunk: 'Plunk',
			postmark: 'Postmark',
			resend: 'Resend',
			sendgrid: 'SendGrid',
			sendinblue: 'Brevo (Sendinblue)',
			ses: 'Amazon SES',
			sparkpost: 'SparkPost',
		},
	},
	in_app: { label: 'In-App', providers: { novu: 'Novu Inbox' } },
	push: { label: 'Push', providers: labelled('push') },
	sms: {
		label: 'SMS',
		providers: {
			'africas-talking': "Africa's Talking",
			'afro-message': 'Afro Message',
			'azure-sms': 'Azure SMS',
			bandwidth: 'Bandwidth',
			'brevo-sms': 'Brevo',
			'bulk-sms': 'BulkSMS',
			'burst-sms': 'BurstSMS',
			clickatell: 'Clickatell',
			clicksend: 'ClickSend',
			'cm-telecom': 'CM Telecom',
			'eazy-sms': 'Eazy SMS',
			firetext: 'Firetext',
			'forty-six-elks': '46elks',
			'generic-sms': 'Generic SMS',
			gupshup: 'Gupshup',
			imedia: 'iMedia',
			'infobip-sms': 'Infobip',
			'isend-sms': 'iSend SMS',
			'isendpro-sms': 'iSendPro SMS',
			kannel: 'Kannel',
			maqsam: 'Maqsam',
			messagebird: 'MessageBird',
			mobishastra: 'Mobishastra',
			nexmo: 'Vonage (Nexmo)',
			'novu-sms': 'Novu SMS',
			plivo: 'Plivo',
			'ring-central': 'RingCentral',
			'ruach-sms': 'Ruach SMS',
			sendchamp: 'Sendchamp',
			simpletexting: 'SimpleTexting',
			sinch: 'Sinch',
			'sms-central': 'SMS Central',
			sms77: 'sms77',
			smsmode: 'smsmode',
			sns: 'Amazon SNS',
			telnyx: 'Telnyx',
			termii: 'Termii',
			twilio: 'Twilio',
			unifonic: 'Unifonic',
		},
	},
	tool: {
		label: 'Tool',
		providers: {
			grafana: 'Grafana',
			opsgenie: 'Opsgenie',
			pagerduty: 'PagerDuty',
			'tool-webhook': 'Webhook',
		},
	},
};

function labelled(channel: string): Record<string, string> {
	return Object.fromEntries(
		Object.entries(PROVIDERS)
			.filter(([, provider]) => provider.channel === channel)
			.map(([id, { label }]) => [id, label]),
	);
}

/** The channels that a list can be filtered by. */
export const channelOptions: INodePropertyOptions[] = sorted(
	Object.entries(CHANNELS)
		.filter(([value]) => value !== AGENT)
		.map(([value, { label }]) => ({ name: label, value })),
);

/** The provider of a new integration; with most of them it is known what they deliver. */
export const providerField: INodeProperties = {
	displayName: 'Provider',
	name: 'providerId',
	type: 'options',
	options: sorted(
		Object.values(CHANNELS).flatMap(({ label, providers }) =>
			Object.entries(providers).map(([value, name]) => ({ name: `${label}: ${name}`, value })),
		),
	),
	default: 'sendgrid',
	required: true,
	description: 'The provider; an expression may give the ID of one that the list does not know',
};

/** What a provider delivers that the list does not know. */
export const channelEntry: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: sorted(Object.entries(CHANNELS).map(([value, { label }]) => ({ name: label, value }))),
	default: 'email',
	description: 'What the provider delivers, for one that the list of providers does not know',
};

/**
 * The channel of a provider, {@link AGENT} where it runs agents.
 * @param given the channel that the user gave, for providers that are not known here
 * @throws {InputError} where it is not known and not given
 */
export function channelOf(providerId: string, given: string | undefined): string {
	const known = Object.keys(CHANNELS).find((channel) => providerId in CHANNELS[channel].providers);
	const channel = known ?? given;
	if (channel !== undefined) return channel;
	throw new InputError(
		`The provider "${providerId}" is not in the list, so that its channel is not known`,
		"Add 'Channel' under 'Additional Fields', or correct the provider's ID.",
	);
}
