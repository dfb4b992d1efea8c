import { send, type Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../contextFields';
import { optionsField } from '../fields';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { PREFERENCES_SINCE } from './shared';

/** `GET /v2/subscribers/{subscriberId}/preferences`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get preferences of a subscriber',
	description: "Get a subscriber's global preferences, and those for each workflow",
	fields: [
		subscriberField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			description: 'Which preferences to get',
			options: [
				contextKeysFilter,
				{
					displayName: 'Criticality',
					name: 'criticality',
					type: 'options',
					options: [
						{ name: 'All', value: 'all' },
						{ name: 'Critical', value: 'critical' },
						{ name: 'Not Critical', value: 'nonCritical' },
					],
					default: 'nonCritical',
					description:
						'Workflows to get: without this filter those that are not critical. Nobody can switch critical ones off.',
				},
			],
		},
		optionsField(),
	],
	plan: (item) => {
		const filters = collectionOf(item, 'filters');
		return send({
			method: 'GET',
			path: path`/v2/subscribers/${idOf(item, 'subscriberId', SUBSCRIBER)}/preferences`,
			query: {
				criticality: textOf(filters.criticality, 'Criticality') ?? 'nonCritical',
				contextKeys: contextKeysOf(filters.contextKeys),
			},
			limit: 'configuration',
			since: PREFERENCES_SINCE,
		});
	},
};
