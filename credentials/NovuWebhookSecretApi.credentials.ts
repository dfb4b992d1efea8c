import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** What the Novu Trigger knows Novu's requests by. */
export class NovuWebhookSecretApi implements ICredentialType {
	name = 'novuWebhookSecretApi';

	displayName = 'Novu Webhook Secret API';

	icon: Icon = { light: 'file:../nodes/Novu/novu.svg', dark: 'file:../nodes/Novu/novu.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-novu#triggers';

	properties: INodeProperties[] = [
		{
			displayName: 'For',
			name: 'purpose',
			type: 'options',
			options: [
				{
					name: 'Events',
					value: 'events',
					description: "An endpoint under Webhooks in Novu's dashboard",
				},
				{
					name: 'Deliveries: Push, Chat or Email Webhook',
					value: 'delivery',
					description: 'An integration of Novu that sends messages to n8n, signed',
				},
				{
					name: 'Deliveries: SMS Webhook',
					value: 'sms',
					description: 'An integration of Novu that sends text messages to n8n, with an API key',
				},
			],
			default: 'events',
			description: 'What Novu sends to the trigger. Each way has a secret of its own.',
		},
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. whsec_…',
			displayOptions: { show: { purpose: ['events'] } },
			description:
				"The signing secret of the endpoint, in Novu's dashboard under Webhooks. Each endpoint has its own, so the test URL and the production URL have different ones.",
		},
		{
			displayName: 'HMAC Secret',
			name: 'hmacSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { purpose: ['delivery'] } },
			description:
				"What stands under Secret Hmac Key in the integration's settings in Novu. Any long random text will do, the same in both places.",
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. x-api-key',
			displayOptions: { show: { purpose: ['sms'] } },
			description: "What stands under API Key Request Header in the integration's settings in Novu",
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { purpose: ['sms'] } },
			description:
				"What stands under API Key in the integration's settings in Novu. Any long random text will do, the same in both places.",
		},
	];
}
