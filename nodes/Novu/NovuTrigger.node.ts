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
import { testNovuWebhookSecret } from '../../credentials/novuWebhookSecret';
import { withExamples } from './fields/examples';
import { splitRequiredFields } from './fields/required';
import { labelsOf } from './fields/subtitle';
import { searchAgents } from './listSearch/agents';
import { ACKNOWLEDGED, agentEventOptions } from './trigger/agentEvents';
import { registerBridge, unregisterBridge } from './trigger/bridge';
import { ANSWER_AT_ONCE, noteExecution } from './trigger/deliveryAnswer';
import { eventOptions } from './trigger/events';
import { checkConfiguration, receive } from './trigger/receive';
import { triggerFields } from './trigger/triggerFields';

/** The help on executions in the trigger's panel, whose first and last step differ once it is published. */
function helpWith(firstStep: string, lastStep: string): string {
	const steps = [
		firstStep,
		"In Novu's dashboard add it under Webhooks (events; Team and Enterprise plans) or in a Webhook integration (deliveries; all plans).",
		"Put the secret that stands there into this node's credential.",
		lastStep,
	];
	const numbered = steps.map((step, index) => `<b>${index + 1}.</b> ${step}`).join('<br />');
	return `For events and deliveries Novu cannot be told a URL by an API key, so it takes four steps.<br /><br />${numbered}<br /><br />For messages to an agent <b>Register in Novu</b> tells Novu the URL.`;
}

/** Starts workflows from what Novu sends: events, messages to an agent, and messages to deliver. */
export class NovuTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novu Trigger',
		name: 'novuTrigger',
		icon: { light: 'file:novu.svg', dark: 'file:novu.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ $parameter["triggerOn"] === "delivery" ? "Delivery Request" : $parameter["triggerOn"] === "agentMessage" ? "Agent: " + ${labelsOf('agentEvents', agentEventOptions)} : ${labelsOf('events', eventOptions)} }}`,
		description:
			// n8n shows it for the trigger and the node as one entry.
			'Sends notifications and writes device tokens with Novu: push, in-app, email, SMS, chat. Starts the workflow on events in Novu, messages to an agent, and messages to deliver.',
		defaults: { name: 'Novu Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'novuWebhookSecretApi',
				required: true,
				testedBy: 'testNovuWebhookSecret',
				// `hide` and not `show`: n8n's editor takes a field whose values all stand in the `show` of
				// credentials for the choice of authentication. It hides the field, and saving a new
				// credential sets it to another value.
				displayOptions: { hide: { triggerOn: ['agentMessage'] } },
			},
			{
				name: 'novuApi',
				required: true,
				testedBy: 'testNovuCredential',
				displayOptions: { show: { triggerOn: ['agentMessage'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'novu',
				responseMode:
					'={{ $parameter["triggerOn"] === "delivery" && $parameter["respond"] === "afterWorkflow" ? "lastNode" : "onReceived" }}',
				responseData: `={{ $parameter["triggerOn"] === "delivery" && $parameter["respond"] === "afterWorkflow" ? "noData" : $parameter["triggerOn"] === "agentMessage" ? (${JSON.stringify(ACKNOWLEDGED)}) : ${ANSWER_AT_ONCE} }}`,
			},
		],
		triggerPanel: {
			header: "Let Novu send to this node's URL",
			executionsHelp: {
				inactive: helpWith(
					'Copy the <b>production URL</b> from this node. The <b>test URL</b>, for while you build, is another one: it needs an entry and a secret of its own in Novu.',
					'Publish the workflow.',
				),
				active: helpWith(
					'Copy the <b>production URL</b> from this node. The <b>test URL</b> is another one, and works only while the node listens, after <b>Execute step</b>.',
					"Publish the workflow. Executions then show up in the <a data-key='executions'>executions list</a>.",
				),
			},
			activationHint:
				"Once the workflow is published, Novu's requests to the production URL start it. The steps to get there stand under 'Trigger On'.",
		},
		properties: withExamples(splitRequiredFields(triggerFields)),
	};

	methods = {
		credentialTest: { testNovuCredential, testNovuWebhookSecret },
		listSearch: { searchAgents },
	};

	/**
	 * Novu's endpoints for events and deliveries are made in its dashboard alone: there is no call for
	 * API keys that would look for one, add or remove it. What is left is to refuse a secret that could
	 * verify nothing. An agent's URL is set where the user asks for it. The ids of events that have come
	 * stay, since an edited workflow is registered anew.
	 */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkConfiguration(this);
				await registerBridge(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unregisterBridge(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	/** Runs as the first step of the execution that `webhook` has started. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [noteExecution(this)];
	}
}
