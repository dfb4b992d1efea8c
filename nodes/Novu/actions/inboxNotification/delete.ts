import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { subscriberField } from '../subscriber/shared';
import {
	contextKeysOption,
	contextKeysOptionOf,
	inboxLock,
	INBOX_SINCE,
	notificationField,
	targetOf,
} from './shared';

/** `DELETE /v2/subscribers/{subscriberId}/notifications/{notificationId}`. */
export const deleteNotification: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an inbox notification',
	description: "Delete a notification from a subscriber's inbox for good",
	fields: () => [subscriberField, notificationField, optionsField([contextKeysOption])],
	plan: (item) => {
		const { subscriberId, notificationId } = targetOf(item);
		return {
			lockKeys: [inboxLock(subscriberId)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v2/subscribers/${subscriberId}/notifications/${notificationId}`,
					query: { contextKeys: contextKeysOptionOf(item) },
					answer: nothing,
					rateCategory: 'configuration',
					introducedIn: INBOX_SINCE,
				},
				() => ({ deleted: true, notificationId, subscriberId }),
			),
		};
	},
};
