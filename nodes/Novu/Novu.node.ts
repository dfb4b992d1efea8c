import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { testNovuCredential } from '../../credentials/novuCredentialTest';
import { resources } from './actions';
import { parametersOf } from './actions/description';
import { execute } from './engine/execute';
import { searchInboxNotifications } from './methods/inboxNotifications';
import { searchChannelConnections } from './methods/channelConnections';
import { searchChannelEndpoints } from './methods/channelEndpoints';
import { searchContexts } from './methods/contexts';
import { searchIntegrationIds, searchIntegrations } from './methods/integrations';
import { searchMessages } from './methods/messages';
import { searchNotifications } from './methods/notifications';
import { getPayloadFields } from './methods/payloadFields';
import { searchSubscribers } from './methods/subscribers';
import { searchTopics } from './methods/topics';
import { searchTopicSubscriptions } from './methods/topicSubscriptions';
import { searchWorkflows } from './methods/workflows';

/** Novu's API as an n8n node: see `actions/` for what it offers. */
export class Novu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novu',
		name: 'novu',
		icon: { light: 'file:novu.svg', dark: 'file:novu.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			"Write subscribers' credentials and device tokens, and send notifications with Novu",
		defaults: { name: 'Novu' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'novuApi', required: true, testedBy: 'testNovuCredential' }],
		properties: parametersOf(resources),
	};

	methods = {
		credentialTest: { testNovuCredential },
		listSearch: {
			searchChannelConnections,
			searchChannelEndpoints,
			searchContexts,
			searchInboxNotifications,
			searchIntegrationIds,
			searchIntegrations,
			searchMessages,
			searchNotifications,
			searchSubscribers,
			searchTopicSubscriptions,
			searchTopics,
			searchWorkflows,
		},
		resourceMapping: { getPayloadFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, resources);
	}
}
