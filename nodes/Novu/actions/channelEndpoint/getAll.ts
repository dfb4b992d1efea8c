import type { INodeProperties } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { channelFilters, channelQuery } from '../channelConnection/getAll';
import { CHANNELS_SINCE, CONNECTION, connectionField } from '../channelConnection/shared';
import { collection, optionsField, sorted } from '../../fields/builders';
import { listEntryOf, listFields, listPlan, simplifyField } from '../../fields/list';
import { shownEndpoint } from './shared';
import { optionalIdOf } from '../../parameters/ids';

/** `GET /v1/channel-endpoints` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel endpoints',
	description: 'Get the addresses that subscribers are reached at',
	fields: () => [...listFields, simplifyField, filters, optionsField()],
	plan: (item) => {
		const { run } = listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v1/channel-endpoints`,
				query: {
					...channelQuery(item),
					connectionIdentifier: optionalIdOf(item, 'filters.connectionIdentifier', CONNECTION),
				},
				answer: listAnswer('a list of channel endpoints'),
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
		const shown = listEntryOf(item, shownEndpoint(item));
		return { run: async (call) => [await run(call)].flat().map(shown) };
	},
};

const filters: INodeProperties = collection(
	'filters',
	'Which endpoints to get',
	sorted([
		...channelFilters,
		{ ...connectionField, required: undefined, description: 'Only those of this connection' },
	]),
);
