import type { INodeProperties } from 'n8n-workflow';
import { collection, withDisplayOptions } from '../fields/builders';
import { simplifyField } from '../fields/list';
import { channelOptions } from './triggerFields';

/** The parameters of the Novu Polling Trigger. */
export const pollingFields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Completed',
				value: 'completed',
				action: 'On a completed notification',
				description: 'All steps of a Novu workflow are done for a subscriber, and none failed',
			},
			{
				name: 'Created',
				value: 'created',
				action: 'On a created notification',
				description: 'A Novu workflow was triggered for a subscriber',
			},
			{
				name: 'Failed',
				value: 'failed',
				action: 'On a failed notification',
				description: 'A step of a Novu workflow failed for a subscriber',
			},
		],
		default: 'failed',
	},
	simplifyField,
	collection('filters', 'Start only for entries that meet all of these', [
		{
			displayName: 'Channels',
			name: 'channels',
			type: 'multiOptions',
			options: channelOptions,
			default: [],
			description: 'Only entries with a step of one of these channels',
		},
		{
			displayName: 'Subscriber IDs',
			name: 'subscriberIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. customer-4711',
			description: 'Only entries of this subscriber; several with commas in between',
		},
		{
			displayName: 'Workflow IDs',
			name: 'workflowIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-shipped',
			description:
				'Only entries of this Novu workflow, by the identifier that it is triggered with; several with commas in between',
		},
	]),
	withDisplayOptions(
		collection('options', 'What is rarely needed', [
			{
				displayName: 'Hours to Look Again',
				name: 'lookAgainHours',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 720 },
				default: 24,
				description:
					'How long an entry whose steps are not done is looked at again. Raise it where your workflows have longer delays or digests. Each such entry may cost a request at every poll; at most 500 are watched.',
			},
		]),
		{ triggerOn: ['completed', 'failed'] },
	),
];
