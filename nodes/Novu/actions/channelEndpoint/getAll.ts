import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../engine/operation';
import { collectionOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { channelFilters } from '../channelConnection/getAll';
import { CHANNELS_SINCE, CONNECTION, connectionField } from '../channelConnection/shared';
import { contextKeysOf } from '../../fields/context';
import { collection, optionsField, sorted } from '../../fields/builders';
import { INTEGRATION } from '../integration/shared';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { SUBSCRIBER } from '../subscriber/shared';
import { shownEndpoint } from './shared';

const filters: INodeProperties = collection(
	'filters',
	'Which endpoints to get',
	sorted([
		...channelFilters,
		{ ...connectionField, required: undefined, description: 'Only those of this connection' },
	]),
);

/** `GET /v1/channel-endpoints` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel endpoints',
	description: 'Get the addresses that subscribers are reached at',
	fields: [...listFields, simplifyField, filters, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'filters');
		const { run } = listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v1/channel-endpoints`,
				query: {
					subscriberId: textOf(given.subscriberId, SUBSCRIBER),
					channel: textOf(given.channel, 'Channel'),
					providerId: textOf(given.providerId, 'Provider ID'),
					integrationIdentifier: textOf(given.integrationIdentifier, INTEGRATION),
					connectionIdentifier: textOf(given.connectionIdentifier, CONNECTION),
					contextKeys: contextKeysOf(given.contextKeys),
				},
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
		const shown = shownEndpoint(item);
		return { run: async (call) => [await run(call)].flat().map(shown) };
	},
};
