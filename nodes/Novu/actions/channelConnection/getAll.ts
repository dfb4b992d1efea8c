import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../engine/operation';
import { collectionOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { channelOptions } from '../integration/providers';
import { INTEGRATION } from '../integration/shared';
import { listFields, listPlan } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { CHANNELS_SINCE, maskedConnection } from './shared';

/** Filters that connections and endpoints share. */
export const channelFilters: INodeProperties[] = [
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: channelOptions,
		default: 'chat',
		description: 'Only those that deliver this',
	},
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
	sorted([
		...channelFilters,
		{
			displayName: 'Connection Mode',
			name: 'connectionMode',
			type: 'options',
			options: [
				{ name: 'Subscriber', value: 'subscriber' },
				{ name: 'Shared', value: 'shared' },
			],
			default: 'subscriber',
			description: 'Only those of single subscribers, or only those that are shared',
		},
	]),
);

/** `GET /v1/channel-connections` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel connections',
	description: 'Get connections with their workspaces, without their tokens',
	fields: [...listFields, filters, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'filters');
		const { run } = listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v1/channel-connections`,
				query: {
					subscriberId: textOf(given.subscriberId, SUBSCRIBER),
					connectionMode: textOf(given.connectionMode, 'Connection Mode'),
					channel: textOf(given.channel, 'Channel'),
					providerId: textOf(given.providerId, 'Provider ID'),
					integrationIdentifier: textOf(given.integrationIdentifier, INTEGRATION),
					contextKeys: contextKeysOf(given.contextKeys),
				},
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
		return { run: async (call) => [await run(call)].flat().map(maskedConnection) };
	},
};
