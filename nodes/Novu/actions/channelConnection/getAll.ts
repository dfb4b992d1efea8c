import type { INodeProperties } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Item, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { channelOptions, optionalProviderOf } from '../integration/providers';
import { INTEGRATION } from '../integration/shared';
import { listFields, listPlan } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { CHANNELS_SINCE, maskedConnection } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';
import { optionalIdOf } from '../../parameters/ids';

/** `GET /v1/channel-connections` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel connections',
	description: 'Get connections with their workspaces, without their tokens',
	fields: () => [...listFields, filters, optionsField()],
	plan: (item) => {
		const { run } = listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v1/channel-connections`,
				query: {
					...channelQuery(item),
					connectionMode: optionalChoiceOf(item, 'filters.connectionMode', modeEntry),
				},
				answer: listAnswer('a list of channel connections'),
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
		return { run: async (call) => [await run(call)].flat().map(maskedConnection) };
	},
};

const channelEntry: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'options',
	options: channelOptions,
	default: 'chat',
	description: 'Only those that deliver this',
};

const modeEntry: INodeProperties = {
	displayName: 'Connection Mode',
	name: 'connectionMode',
	type: 'options',
	options: [
		{ name: 'Subscriber', value: 'subscriber' },
		{ name: 'Shared', value: 'shared' },
	],
	default: 'subscriber',
	description: 'Only those of single subscribers, or only those that are shared',
};

/** Filters that connections and endpoints share. */
export const channelFilters: INodeProperties[] = [
	channelEntry,
	contextKeysFilter,
	locator({
		name: 'integrationIdentifier',
		displayName: INTEGRATION,
		description: 'Only those of this integration, found in the list or given by its identifier',
		searchListMethod: 'searchIntegrations',
		placeholder: 'e.g. slack-AbC123',
	}),
	{
		displayName: 'Provider ID',
		name: 'providerId',
		type: 'string',
		default: '',
		placeholder: 'e.g. slack',
		description: 'Only those of this provider',
	},
	{ ...subscriberField, required: undefined, description: 'Only those of this subscriber' },
];

const filters: INodeProperties = collection(
	'filters',
	'Which connections to get',
	sorted([...channelFilters, modeEntry]),
);

/** The query of {@link channelFilters}. */
export function channelQuery(item: Item) {
	return {
		subscriberId: optionalIdOf(item, 'filters.subscriberId', SUBSCRIBER),
		channel: optionalChoiceOf(item, 'filters.channel', channelEntry),
		providerId: optionalProviderOf(item, 'filters.providerId', 'Provider ID'),
		integrationIdentifier: optionalIdOf(item, 'filters.integrationIdentifier', INTEGRATION),
		contextKeys: contextKeysOf(item, 'filters.contextKeys'),
	};
}
