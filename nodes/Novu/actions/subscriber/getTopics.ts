import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { TOPICS_SINCE } from '../topic/shared';
import { SUBSCRIPTION_KEPT } from '../topicSubscription/shared';
import { SUBSCRIBER, subscriberField } from './shared';
import { idOf, optionalIdOf } from '../../parameters/ids';

/** `GET /v2/subscribers/{subscriberId}/subscriptions`. */
export const getTopics: Operation = {
	value: 'getTopics',
	name: 'Get Topics',
	action: 'Get topics of a subscriber',
	description: 'Get the topics that a subscriber is subscribed to, each with its subscription',
	fields: () => [
		subscriberField,
		...listFields,
		collection('filters', 'Which topics to get', [
			contextKeysFilter,
			{
				displayName: 'Topic Key',
				name: 'topicKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. product',
				description: "A part of the topic's key",
			},
		]),
		optionsField(),
	],
	plan: (item) => {
		return listPlan(
			item,
			{
				request: {
					method: 'GET',
					path: path`/v2/subscribers/${idOf(item, 'subscriberId', SUBSCRIBER)}/subscriptions`,
					query: {
						key: optionalIdOf(item, 'filters.topicKey', 'Topic Key'),
						contextKeys: contextKeysOf(item, 'filters.contextKeys'),
					},
					answer: listAnswer('a list of topics'),
					rateCategory: 'configuration',
					introducedIn: TOPICS_SINCE,
				},
				kind: 'cursor',
				pageSize: 100,
			},
			undefined,
			SUBSCRIPTION_KEPT,
		);
	},
};
