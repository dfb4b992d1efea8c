import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { Item, Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { collectionOf, textOf, textsOf } from '../../parameters/item';
import { path, type QueryValue } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { limitOf, listFields, simplifierOf, simplifyField } from '../../fields/list';
import { channelOptions } from '../message/shared';
import { timeOf } from '../../parameters/times';
import { findWorkflow } from '../workflow/shared';
import { simpleNotification } from './shared';

/** Filters that take several values, as a text. */
const lists: Array<[name: string, displayName: string, placeholder: string, of: string]> = [
	['emails', 'Emails', 'e.g. nathan@example.com', 'of subscribers with these email addresses'],
	['subscriberIds', 'Subscribers', 'e.g. customer-4711', 'of subscribers with these IDs'],
];

const severities = ['High', 'Low', 'Medium', 'None'];
const filters: INodeProperties = collection(
	'filters',
	'Which entries of the activity feed to get',
	sorted([
		...lists.map(
			([name, displayName, placeholder, of]): INodeProperties => ({
				displayName,
				name,
				type: 'string',
				default: '',
				placeholder,
				description: `Entries ${of}: with a comma or a line break between them, as a JSON list, or an expression that yields a list`,
			}),
		),
		{
			displayName: 'Created After',
			name: 'after',
			type: 'dateTime',
			default: '',
			description:
				"Entries that were created then or later. Novu goes back as far as your plan's retention where it is left out.",
		},
		{
			displayName: 'Created Before',
			name: 'before',
			type: 'dateTime',
			default: '',
			description: 'Entries that were created then or earlier',
		},
		{
			displayName: 'Channels',
			name: 'channels',
			type: 'multiOptions',
			options: channelOptions,
			default: [],
			description: 'Entries with a step of one of these channels',
		},
		contextKeysFilter,
		{
			displayName: 'Severities',
			name: 'severity',
			type: 'multiOptions',
			options: severities.map((name) => ({ name, value: name.toLowerCase() })),
			default: [],
			description: 'Entries of workflows with one of these severities',
		},
		{
			displayName: 'Subscription ID',
			name: 'subscriptionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 66e1f0c0ffee000000000001',
			description: 'Entries that came by this subscription to a topic',
		},
		locator({
			name: 'topicKey',
			displayName: 'Topic',
			description: 'Entries that came by this topic',
			searchListMethod: 'searchTopics',
			placeholder: 'e.g. beta-testers',
		}),
		{
			displayName: 'Transaction ID',
			name: 'transactionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-4711-shipped',
			description: 'Entries of this event',
		},
		locator({
			name: 'workflowId',
			displayName: 'Workflow',
			description: 'Entries of this workflow',
			searchListMethod: 'searchWorkflows',
			placeholder: 'e.g. order-shipped',
		}),
	]),
);

function queryOf(item: Item, given: IDataObject): Record<string, QueryValue> {
	return {
		...Object.fromEntries(lists.map(([name, field]) => [name, textsOf(given[name], field)])),
		after: timeOf(item, given.after, 'Created After')?.toISOString(),
		before: timeOf(item, given.before, 'Created Before')?.toISOString(),
		channels: textsOf(given.channels, 'Channels'),
		contextKeys: contextKeysOf(given.contextKeys),
		severity: textsOf(given.severity, 'Severities'),
		subscriptionId: textOf(given.subscriptionId, 'Subscription ID'),
		topicKey: textOf(given.topicKey, 'Topic'),
		transactionId: textOf(given.transactionId, 'Transaction ID'),
	};
}

/** Novu 2.0 puts ten on a page, whatever it is asked for, and says so. */
function list(query: Record<string, QueryValue>): ListRequest {
	return {
		request: { method: 'GET', path: path`/v1/notifications`, query, rateCategory: 'global' },
		kind: 'page',
		pageSize: 50,
	};
}

/** Novu filters by its own ID of the workflow, elsewhere it goes by the identifier. */
async function templatesOf(call: Call, workflowId: string | undefined) {
	if (!workflowId) return {};
	return { templates: [String((await findWorkflow(call, workflowId))._id)] };
}

/** `GET /v1/notifications`, newest first. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many notifications',
	description:
		'Get entries of the activity feed, newest first: what became of events, step by step, for each subscriber',
	fields: [...listFields, simplifyField, filters, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'filters');
		const workflowId = textOf(given.workflowId, 'Workflow');
		const query = queryOf(item, given);
		const limit = limitOf(item);
		const shown = simplifierOf(item, simpleNotification);
		return {
			run: async (call) => {
				const templates = await templatesOf(call, workflowId);
				return (await readList(call, list({ ...query, ...templates }), limit)).map(shown);
			},
		};
	},
};
