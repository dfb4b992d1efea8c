import type { INodeProperties } from 'n8n-workflow';
import { withField } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { CONNECTION, connectionField } from '../channelConnection/shared';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { contextHashEntry, contextHashOf } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { textsOf } from '../../parameters/lists';

/** `POST /v1/integrations/channel-endpoints/oauth` */
export const generateLinkUserOAuthUrl: Operation = {
	value: 'generateLinkUserOAuthUrl',
	name: 'Get User Link URL',
	action: 'Get a URL that links a chat user to a subscriber',
	description:
		'Get a URL for a subscriber to open and sign in to Slack, Webex or Microsoft Teams. Novu keeps the user as a channel endpoint.',
	fields: () => [integrationIdentifierField, subscriberField, additionalFields, optionsField()],
	plan: (item) => {
		const connectionIdentifier = optionalIdOf(
			item,
			'additionalFields.connectionIdentifier',
			CONNECTION,
		);
		const context = contextOf(item, 'additionalFields.context');
		const contextHash = contextHashOf(item);
		const userScope = textsOf(item, 'additionalFields.userScopes', 'User Scopes', {
			entries: 'words',
		});
		return requestPlan({
			method: 'POST',
			path: path`/v1/integrations/channel-endpoints/oauth`,
			body: {
				subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
				integrationIdentifier: idOf(item, 'integrationIdentifier', INTEGRATION),
				...(connectionIdentifier !== undefined && { connectionIdentifier }),
				...(context && { context }),
				...(contextHash !== undefined && { contextHash }),
				...(userScope.length > 0 && { userScope }),
			},
			answer: withField('a URL', 'url'),
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			idempotent: true,
		});
	},
};

const additionalFields: INodeProperties = collection('additionalFields', 'What is rarely needed', [
	{
		...connectionField,
		required: undefined,
		description: 'The connection to the workspace that the user is in. Webex needs it.',
	},
	contextField,
	contextHashEntry,
	{
		displayName: 'User Scopes',
		name: 'userScopes',
		type: 'string',
		default: '',
		placeholder: 'e.g. identity.basic',
		description:
			"The permissions to ask Slack's or Webex's user for, with commas between them. Left out, Novu asks for those that it needs.",
	},
]);
