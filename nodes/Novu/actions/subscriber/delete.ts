import { acknowledged } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField, subscriberLock } from './shared';
import { idOf } from '../../parameters/ids';

/** `DELETE /v2/subscribers/{subscriberId}`; before Novu 2.1.2 the same under `/v1`. */
export const deleteSubscriber: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a subscriber',
	description:
		'Delete a subscriber with its credentials, messages, preferences and topic subscriptions',
	fields: () => [subscriberField, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v2/subscribers/${subscriberId}`,
					answer: acknowledged,
					rateCategory: 'configuration',
					fallback: {
						method: 'DELETE',
						path: path`/v1/subscribers/${subscriberId}`,
						answer: acknowledged,
						rateCategory: 'configuration',
					},
				},
				() => ({ deleted: true, subscriberId }),
			),
		};
	},
};
