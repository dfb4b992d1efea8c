import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { testNovuCredential } from '../../credentials/novuCredentialTest';
import { resources } from './actions';
import { parametersOf } from './fields/description';
import { subtitleOf } from './fields/subtitle';
import { execute } from './engine/execute';
import { searchAgents } from './listSearch/agents';
import { searchInboxNotifications } from './listSearch/inboxNotifications';
import { searchChannelConnections } from './listSearch/channelConnections';
import { searchChannelEndpoints } from './listSearch/channelEndpoints';
import { searchContexts } from './listSearch/contexts';
import { searchDomains } from './listSearch/domains';
import { searchEnvironments } from './listSearch/environments';
import { searchEnvironmentVariables } from './listSearch/environmentVariables';
import { searchIntegrationIds, searchIntegrations } from './listSearch/integrations';
import { searchLayouts } from './listSearch/layouts';
import { searchMessages } from './listSearch/messages';
import { searchNotifications } from './listSearch/notifications';
import { getPayloadFields } from './listSearch/payloadFields';
import { searchSubscribers } from './listSearch/subscribers';
import { searchTopics } from './listSearch/topics';
import { searchTopicSubscriptions } from './listSearch/topicSubscriptions';
import { searchWorkflowSteps } from './listSearch/workflowSteps';
import { searchWorkflows } from './listSearch/workflows';
import { respond } from './respond/respond';

/** Where n8n takes answers for an execution that waits; see `respond/`. Nothing else opens it. */
const ANSWERS = {
	name: 'default',
	responseMode: 'onReceived',
	responseData: '',
	path: '={{ $nodeId }}',
	restartWebhook: true,
	isFullPath: true,
} as const;

/** Novu's API as an n8n node: see `actions/` for what it offers. */
export class Novu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novu',
		name: 'novu',
		icon: { light: 'file:novu.svg', dark: 'file:novu.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resources),
		description:
			"Write subscribers' credentials and device tokens, and send notifications with Novu: push, in-app, email, SMS, Slack, WhatsApp",
		defaults: { name: 'Novu' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'novuApi', required: true, testedBy: 'testNovuCredential' }],
		webhooks: [
			{ ...ANSWERS, httpMethod: 'GET' },
			{ ...ANSWERS, httpMethod: 'POST' },
		],
		waitingNodeTooltip: 'The execution goes on once the question was answered',
		properties: parametersOf(resources),
	};

	methods = {
		credentialTest: { testNovuCredential },
		listSearch: {
			searchAgents,
			searchChannelConnections,
			searchChannelEndpoints,
			searchContexts,
			searchDomains,
			searchEnvironments,
			searchEnvironmentVariables,
			searchInboxNotifications,
			searchIntegrationIds,
			searchIntegrations,
			searchLayouts,
			searchMessages,
			searchNotifications,
			searchSubscribers,
			searchTopicSubscriptions,
			searchTopics,
			searchWorkflows,
			searchWorkflowSteps,
		},
		resourceMapping: { getPayloadFields },
	};

	/** n8n opens the address of an execution that waits by itself: nothing is registered anywhere. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await respond(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, resources);
	}
}
