import type { INodeProperties } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import type { Item, Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path, type QueryValue } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { limitOf, listEntryOf, listFields, simplifierOf, simplifyField } from '../../fields/list';
import { severityFilter } from '../../fields/severity';
import { channelOptions } from '../message/shared';
import { findWorkflow } from '../workflow/shared';
import { simpleNotification } from './shared';
import { choicesOf } from '../../parameters/choices';
import { optionalIdOf } from '../../parameters/ids';
import { LIST_FORMS, textsOf } from '../../parameters/lists';
import { timeOf } from '../../parameters/times';

/** `GET /v1/notifications`, newest first. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many notifications',
	description:
		'Get entries of the activity feed, newest first: what became of events, step by step, for each subscriber',
	fields: () => [...listFields, simplifyField, filters, optionsField()],
	plan: (item) => {
		const workflowId = optionalIdOf(item, 'filters.workflowId', 'Workflow');
		const query = queryOf(item);
		const limit = limitOf(item);
		const shown = listEntryOf(item, simplifierOf(item, simpleNotification), KEPT);
		return {
			run: async (call) => {
				const templates = await templatesOf(call, workflowId);
				return (await readList(call, list({ ...query, ...templates }), limit)).map(shown);
			},
		};
	},
};

/** Get takes the ID, and when something happened is what the feed is asked for. */
const KEPT = ['_id', 'createdAt'];

const emailsEntry: INodeProperties = {
	displayName: 'Emails',
	name: 'emails',
	type: 'string',
	default: '',
	placeholder: 'e.g. nathan@example.com',
	description: `Entries of subscribers with these email addresses: ${LIST_FORMS}`,
};

const subscribersEntry: INodeProperties = {
	displayName: 'Subscriber IDs',
	name: 'subscriberIds',
	type: 'string',
	default: '',
	placeholder: 'e.g. customer-4711',
	description: `Entries of subscribers with these IDs: ${LIST_FORMS}`,
};

const channelsEntry: INodeProperties = {
	displayName: 'Channels',
	name: 'channels',
	type: 'multiOptions',
	options: channelOptions,
	default: [],
	description: 'Entries with a step of one of these channels',
};

const filters: INodeProperties = collection(
	'filters',
	'Which entries of the activity feed to get',
	sorted([
		emailsEntry,
		subscribersEntry,
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
		channelsEntry,
		contextKeysFilter,
		severityFilter,
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

const WORDS = { entries: 'words' } as const;

function queryOf(item: Item): Record<string, QueryValue> {
	const at = (name: string) => `filters.${name}`;
	return {
		emails: textsOf(item, at('emails'), emailsEntry.displayName, WORDS),
		subscriberIds: textsOf(item, at('subscriberIds'), subscribersEntry.displayName, WORDS),
		after: timeOf(item, at('after'), 'Created After')?.toISOString(),
		before: timeOf(item, at('before'), 'Created Before')?.toISOString(),
		channels: choicesOf(item, at('channels'), channelsEntry),
		contextKeys: contextKeysOf(item, at('contextKeys')),
		severity: choicesOf(item, at('severity'), severityFilter),
		subscriptionId: optionalIdOf(item, at('subscriptionId'), 'Subscription ID'),
		topicKey: optionalIdOf(item, at('topicKey'), 'Topic'),
		transactionId: optionalIdOf(item, at('transactionId'), 'Transaction ID'),
	};
}

/** Novu 2.0 puts ten on a page, whatever it is asked for, and says so. */
function list(query: Record<string, QueryValue>): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v1/notifications`,
			query,
			answer: listAnswer('a list of notifications'),
			rateCategory: 'global',
		},
		kind: 'page',
		pageSize: 50,
	};
}

/** Novu filters by its own ID of the workflow, elsewhere it goes by the identifier. */
async function templatesOf(call: Call, workflowId: string | undefined) {
	if (!workflowId) return {};
	return { templates: [String((await findWorkflow(call, workflowId))._id)] };
}
