import type { Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { TOPICS_SINCE } from '../topic/shared';
import { SUBSCRIBER, subscriberField } from './shared';

/** `GET /v2/subscribers/{subscriberId}/subscriptions`. */
export const getTopics: Operation = {
	value: 'getTopics',
	name: 'Get Topics',
	action: 'Get topics of a subscriber',
	description: 'Get the topics that a subscriber is subscribed to, each with its subscription',
	fields: [
		subscriberField,
		...listFields,
		collection('filters', 'Which topics to get', [
			contextKeysFilter,
			{
				displayName: 'Topic Key',
				name: 'key',
				type: 'string',
				default: '',
				placeholder: 'e.g. product',
				description: "A part of the topic's key",
			},
		]),
		optionsField(),
	],
	plan: (item) => {
		const filters = collectionOf(item, 'filters');
		return listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v2/subscribers/${idOf(item, 'subscriberId', SUBSCRIBER)}/subscriptions`,
				query: {
					key: textOf(filters.key, 'Topic Key'),
					contextKeys: contextKeysOf(filters.contextKeys),
				},
				rateCategory: 'configuration',
				introducedIn: TOPICS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
	},
};
