import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { testNovuCredential } from '../../credentials/novuCredentialTest';
import { withExamples } from './fields/examples';
import { poll } from './trigger/poll';
import { pollingFields } from './trigger/pollingFields';

/** Starts workflows from Novu's activity feed, for plans and servers without webhooks. */
export class NovuPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novu Polling Trigger',
		name: 'novuPollingTrigger',
		icon: { light: 'file:novu.svg', dark: 'file:novu.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "Notification " + $parameter["triggerOn"] }}',
		description:
			"Starts the workflow on new entries of Novu's activity feed, for plans and servers without webhooks",
		defaults: { name: 'Novu Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'novuApi', required: true, testedBy: 'testNovuCredential' }],
		properties: withExamples(pollingFields),
	};

	methods = { credentialTest: { testNovuCredential } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
