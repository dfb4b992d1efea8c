import type { INodeProperties } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf, textsOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { booleanOf } from '../../parameters/booleans';
import { ownerContextEntry, ownerFields, ownerOf } from '../channelConnection/shared';
import { collection, optionsField } from '../../fields/builders';
import { contextHashEntry } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';

const additionalFields: INodeProperties = collection('additionalFields', 'What is rarely needed', [
	{
		displayName: 'Connection Identifier',
		name: 'connectionIdentifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme-slack',
		description: 'What the new connection will be called by; Novu makes one where it is left out',
	},
	ownerContextEntry,
	contextHashEntry,
	{
		displayName: 'Link User',
		name: 'autoLinkUser',
		type: 'boolean',
		default: true,
		description:
			'Whether the one who opens the URL is linked to the subscriber, too, as an endpoint for direct messages',
	},
	{
		displayName: 'Scopes',
		name: 'scope',
		type: 'string',
		default: '',
		placeholder: 'e.g. chat:write, channels:read',
		description:
			"The permissions to ask Slack or Webex for, with commas between them. Left out, Novu asks for those that it needs. It has no effect on Microsoft's.",
	},
]);

/** `POST /v1/integrations/channel-connections/oauth` */
export const generateConnectOAuthUrl: Operation = {
	value: 'generateConnectOAuthUrl',
	name: 'Get Workspace Connect URL',
	action: 'Get a URL that connects a chat workspace',
	description:
		'Get a URL for somebody to open who may connect a workspace of Slack, Webex or Microsoft Teams. Novu keeps it as a channel connection.',
	fields: [integrationIdentifierField, ...ownerFields, additionalFields, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'additionalFields');
		const connectionIdentifier = textOf(given.connectionIdentifier, 'Connection Identifier');
		const contextHash = textOf(given.contextHash, 'Context Hash');
		const scope = textsOf(given.scope, 'Scopes');
		const autoLinkUser = booleanOf(given.autoLinkUser, 'Link User');
		return requestPlan({
			method: 'POST',
			path: path`/v1/integrations/channel-connections/oauth`,
			body: {
				integrationIdentifier: idOf(item, 'integrationIdentifier', INTEGRATION),
				...ownerOf(item),
				...(connectionIdentifier !== undefined && { connectionIdentifier }),
				...(contextHash !== undefined && { contextHash }),
				...(scope.length > 0 && { scope }),
				...(autoLinkUser !== undefined && { autoLinkUser }),
			},
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			repeatable: true,
		});
	},
};
