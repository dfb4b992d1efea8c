/** What Novu 3.19 hands out with every layout, and puts into every preview of one. */

const SUBSCRIBER = {
	type: 'object',
	description: 'Schema representing the subscriber entity',
	properties: {
		firstName: {
			type: 'string',
			description: "Subscriber's first name",
		},
		lastName: {
			type: 'string',
			description: "Subscriber's last name",
		},
		email: {
			type: 'string',
			description: "Subscriber's email address",
		},
		phone: {
			type: 'string',
			description: "Subscriber's phone number (optional)",
		},
		avatar: {
			type: 'string',
			description: "URL to the subscriber's avatar image (optional)",
		},
		locale: {
			type: 'string',
			description: 'Locale for the subscriber (optional)',
		},
		timezone: {
			type: 'string',
			description: 'Timezone for the subscriber (optional)',
		},
		subscriberId: {
			type: 'string',
			description: 'Unique identifier for the subscriber',
		},
		isOnline: {
			type: 'boolean',
			description: 'Indicates if the subscriber is online (optional)',
		},
		lastOnlineAt: {
			type: 'string',
			format: 'date-time',
			description: 'The last time the subscriber was online (optional)',
		},
		data: {
			type: 'object',
			properties: {},
			required: [],
			additionalProperties: true,
		},
	},
	required: ['subscriberId'],
	additionalProperties: false,
};

const CONTEXT = {
	type: 'object',
	description: 'Context data passed at trigger time following ContextPayload structure',
	properties: {},
	required: [],
	additionalProperties: {
		type: 'object',
		description: 'Context value - can be accessed as string or object',
		properties: {
			id: {
				type: 'string',
				description: 'Context identifier',
			},
			data: {
				type: 'object',
				description: 'Additional context data',
				properties: {},
				additionalProperties: true,
			},
		},
		required: [],
		additionalProperties: false,
	},
};

const ENV = {
	type: 'object',
	description: 'Environment variables accessible in workflow templates',
	properties: {
		name: {
			type: 'string',
			description: 'Environment variable: name',
		},
		type: {
			type: 'string',
			description: 'Environment variable: type',
		},
	},
	required: [],
	additionalProperties: false,
};

/** What a layout may name. */
export const VARIABLES = {
	type: 'object',
	properties: { subscriber: SUBSCRIBER, content: { type: 'string' }, context: CONTEXT, env: ENV },
	additionalProperties: false,
};

/** What a preview says of the values that it was made with. */
export const PREVIEW_SCHEMA = {
	type: 'object',
	properties: { subscriber: SUBSCRIBER, context: CONTEXT },
};

/** How the editor shows a layout, and what it may hold. */
export const CONTROLS = {
	uiSchema: {
		group: 'LAYOUT',
		properties: {
			email: {
				component: 'LAYOUT_EMAIL',
				properties: {
					body: {
						component: 'EMAIL_BODY',
						placeholder: '',
					},
					editorType: {
						component: 'EMAIL_EDITOR_SELECT',
						placeholder: 'block',
					},
				},
			},
		},
	},
	dataSchema: {
		type: 'object',
		properties: {
			email: {
				type: 'object',
				properties: {
					body: {
						type: 'string',
						minLength: 1,
					},
					editorType: {
						type: 'string',
						enum: ['block', 'html'],
						default: 'block',
					},
				},
				required: ['body'],
				additionalProperties: false,
			},
		},
		additionalProperties: false,
		$schema: 'http://json-schema.org/draft-07/schema#',
	},
};

/** The blocks of a new layout. */
export const NEW_BODY = JSON.stringify({
	type: 'doc',
	content: [
		{
			type: 'paragraph',
			attrs: {
				textAlign: null,
				showIfKey: null,
			},
			content: [
				{
					type: 'text',
					text: ' ',
				},
			],
		},
		{
			type: 'paragraph',
			attrs: {
				textAlign: 'left',
				showIfKey: null,
			},
			content: [
				{
					type: 'variable',
					attrs: {
						id: 'content',
						label: null,
						fallback: null,
						required: false,
						aliasFor: null,
					},
				},
			],
		},
		{
			type: 'paragraph',
			attrs: {
				textAlign: null,
				showIfKey: null,
			},
			content: [
				{
					type: 'text',
					text: ' ',
				},
			],
		},
	],
});

/** Whom a preview is rendered for where nobody is given. */
export const EXAMPLE = {
	content: 'content',
	subscriber: {
		subscriberId: '123456',
		firstName: 'John',
		lastName: 'Doe',
		email: 'user@example.com',
		phone: '+1234567890',
		avatar: 'https://example.com/avatar.png',
		locale: 'en_US',
		timezone: 'America/New_York',
		data: {},
	},
	actor: {
		subscriberId: 'actor-123',
		firstName: 'Jane',
		lastName: 'Actor',
		email: 'actor@example.com',
		phone: '+1234567890',
		avatar: 'https://example.com/avatar.png',
		locale: 'en_US',
		timezone: 'America/New_York',
		data: {},
	},
};

/** What stands in the place of the email in a preview. */
export const PLACEHOLDER =
	'<table align="center" width="100%" border="0" cellpadding="0" cellspacing="0" role="presentation" style="margin-top: 0; margin-right: 0; margin-bottom: 0; margin-left: 0" data-content-placeholder><tbody style="width: 100%"><tr style="width: 100%"><td align="left" style="border-color: #e1e4ea;border-width: 1px;border-style: dashed;background: repeating-linear-gradient(-45deg, #f2f5f8, #f2f5f8 4px, #fbfbfb 4px, #fbfbfb 8px);background-color: #ffffff;border-radius: 4px;padding-top: 8px;padding-right: 8px;padding-bottom: 8px;padding-left: 8px;text-align: center;"><p style="font-size: 10px;line-height: 26.25px;margin: 0 0 0px 0;text-align: center;-webkit-font-smoothing: antialiased;-moz-osx-font-smoothing: grayscale;display: inline;background: #ffffff;border: 1px solid #e1e4ea;border-radius: 4px;padding-top: 4px;padding-right: 8px;padding-bottom: 4px;padding-left: 8px;color: #99a0ae;">Dynamic placeholder content</p></td></tr></tbody></table>';

/** What the free plan adds to emails. */
export const BRANDING =
	'\n<table align="center" width="100%" border="0" cellpadding="0" cellspacing="0" role="presentation" style="max-width:600px;min-width:300px;width:100%;" data-novu-branding>\n  <tbody>\n    <tr style="width:100%">\n      <td align="center" style="padding:16px 0 24px 0;">\n        <a href="https://go.novu.co/powered?utm_source=email" target="_blank" rel="noopener noreferrer" style="text-decoration:none;">\n          <img src="https://prod-novu-app-bucket.s3.us-east-1.amazonaws.com/assets/email-editor/powered-by-novu.png" alt="Powered by Novu" title="This email was sent using Novu - Open-source notification infrastructure" width="125" height="12" style="display:block;max-width:100%;height:auto;cursor:pointer;" />\n        </a>\n      </td>\n    </tr>\n  </tbody>\n</table>\n';
