import type { Operation } from '../../engine/operation';
import { collectionOf, textOf, textsOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, locator, optionsField, sorted } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { channelEntry, simpleMessage } from './shared';

/** `GET /v1/messages`, newest first. Novu takes up to 1,000 on a page, its documentation says 100. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many messages',
	description: 'Get messages that Novu has sent, by channel, subscriber or transaction ID',
	fields: [
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
					name: 'transactionId',
					type: 'string',
					default: '',
					placeholder: 'e.g. order-4711-shipped',
					description:
						'Messages of these events: with a comma or a line break between them, as a JSON list, or an expression that yields a list',
				},
			]),
		),
		optionsField(),
	],
	plan: (item) => {
		const given = collectionOf(item, 'filters');
		return listPlan(
			item,
			{
				request: {
					method: 'GET',
					path: path`/v1/messages`,
					query: {
						channel: textOf(given.channel, 'Channel'),
						subscriberId: textOf(given.subscriberId, 'Subscriber'),
						transactionId: textsOf(given.transactionId, 'Transaction IDs'),
						contextKeys: contextKeysOf(given.contextKeys),
					},
					rateCategory: 'global',
				},
				kind: 'page',
				pageSize: 100,
			},
			simpleMessage,
		);
	},
};
