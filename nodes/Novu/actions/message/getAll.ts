import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { channelEntry, simpleMessage } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';
import { optionalIdOf } from '../../parameters/ids';
import { LIST_FORMS, textsOf } from '../../parameters/lists';

/** `GET /v1/messages`, newest first. Novu takes up to 1,000 on a page, its documentation says 100. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many messages',
	description: 'Get messages that Novu has sent, by channel, subscriber or transaction ID',
	fields: () => [
		...listFields,
		simplifyField,
		collection(
			'filters',
			'Which messages to get',
			sorted([
				channelEntry,
				contextKeysFilter,
				locator({
					name: 'subscriberId',
					displayName: 'Subscriber',
					description: 'Messages of this subscriber only',
					searchListMethod: 'searchSubscribers',
					placeholder: 'e.g. customer-4711',
				}),
				{
					displayName: 'Transaction IDs',
					name: 'transactionIds',
					type: 'string',
					default: '',
					placeholder: 'e.g. order-4711-shipped',
					description: `Messages of these events: ${LIST_FORMS}`,
				},
			]),
		),
		optionsField(),
	],
	plan: (item) => {
		return listPlan(
			item,
			{
				request: {
					method: 'GET',
					path: path`/v1/messages`,
					query: {
						channel: optionalChoiceOf(item, 'filters.channel', channelEntry),
						subscriberId: optionalIdOf(item, 'filters.subscriberId', 'Subscriber'),
						transactionId: textsOf(item, 'filters.transactionIds', 'Transaction IDs', {
							entries: 'ids',
						}),
						contextKeys: contextKeysOf(item, 'filters.contextKeys'),
					},
					answer: listAnswer('a list of messages'),
					rateCategory: 'global',
				},
				kind: 'page',
				pageSize: 100,
			},
			simpleMessage,
			// Delete takes the ID, and when it was sent is what a message is asked for.
			['_id', 'createdAt'],
		);
	},
};
