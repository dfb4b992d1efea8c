import { send, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { optionsField } from '../fields';
import { SUBSCRIBER, subscriberField, subscriberKey } from './shared';

/** `DELETE /v2/subscribers/{subscriberId}`; before Novu 2.1.2 the same under `/v1`. */
export const deleteSubscriber: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a subscriber',
	description:
		'Delete a subscriber with its credentials, messages, preferences and topic subscriptions',
	fields: [subscriberField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		return {
			order: [subscriberKey(subscriberId)],
			...send(
				{
					method: 'DELETE',
					path: path`/v2/subscribers/${subscriberId}`,
					limit: 'configuration',
					older: {
						method: 'DELETE',
						path: path`/v1/subscribers/${subscriberId}`,
						limit: 'configuration',
					},
				},
				() => ({ deleted: true, subscriberId }),
			),
		};
	},
};
