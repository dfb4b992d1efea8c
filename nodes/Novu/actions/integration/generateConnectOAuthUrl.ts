import type { INodeProperties } from 'n8n-workflow';
import { withField } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { ownerContextEntry, ownerFields, ownerOf } from '../channelConnection/shared';
import { collection, optionsField } from '../../fields/builders';
import { contextHashEntry, contextHashOf } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { textsOf } from '../../parameters/lists';

/** `POST /v1/integrations/channel-connections/oauth` */
export const generateConnectOAuthUrl: Operation = {
	value: 'generateConnectOAuthUrl',
	name: 'Get Workspace Connect URL',
	action: 'Get a URL that connects a chat workspace',
	description:
		'Get a URL for somebody to open who may connect a workspace of Slack, Webex or Microsoft Teams. Novu keeps it as a channel connection.',
	fields: () => [integrationIdentifierField, ...ownerFields, additionalFields, optionsField()],
	plan: (item) => {
		const connectionIdentifier = optionalIdOf(
			item,
			'additionalFields.connectionIdentifier',
			'Connection Identifier',
		);
		const contextHash = contextHashOf(item);
		const scope = textsOf(item, 'additionalFields.scopes', 'Scopes', { entries: 'words' });
		const autoLinkUser = booleanOf(item, 'additionalFields.autoLinkUser', 'Link User');
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
			answer: withField('a URL', 'url'),
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			idempotent: true,
		});
	},
};

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
		name: 'scopes',
		type: 'string',
		default: '',
		placeholder: 'e.g. chat:write, channels:read',
		description:
			"The permissions to ask Slack or Webex for, with commas between them. Left out, Novu asks for those that it needs. It has no effect on Microsoft's.",
	},
]);
