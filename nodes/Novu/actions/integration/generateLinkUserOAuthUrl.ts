import type { INodeProperties } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf, textsOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { contextHashEntry } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';

const additionalFields: INodeProperties = collection('additionalFields', 'What is rarely needed', [
	{
		displayName: 'Connection Identifier',
		name: 'connectionIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. chconn_AbC123',
		description: 'The connection to the workspace that the user is in. Webex needs it.',
	},
	contextField,
	contextHashEntry,
	{
		displayName: 'User Scopes',
		name: 'userScope',
		type: 'string',
		default: '',
		placeholder: 'e.g. identity.basic',
		description:
			"The permissions to ask Slack's or Webex's user for, with commas between them. Left out, Novu asks for those that it needs.",
	},
]);

/** `POST /v1/integrations/channel-endpoints/oauth` */
export const generateLinkUserOAuthUrl: Operation = {
	value: 'generateLinkUserOAuthUrl',
	name: 'Get User Link URL',
	action: 'Get a URL that links a chat user to a subscriber',
	description:
		'Get a URL for a subscriber to open and sign in to Slack, Webex or Microsoft Teams. Novu keeps the user as a channel endpoint.',
	fields: [integrationIdentifierField, subscriberField, additionalFields, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'additionalFields');
		const connectionIdentifier = textOf(given.connectionIdentifier, 'Connection Identifier');
		const context = contextOf(given.context);
		const contextHash = textOf(given.contextHash, 'Context Hash');
		const userScope = textsOf(given.userScope, 'User Scopes');
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
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			repeatable: true,
		});
	},
};
