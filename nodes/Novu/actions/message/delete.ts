import { acknowledged } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { locator, optionsField } from '../../fields/builders';
import { idOf } from '../../parameters/ids';

/** `DELETE /v1/messages/{messageId}` */
export const deleteMessage: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a message',
	description: "Delete a message, so that it is gone from the subscriber's inbox, too",
	fields: () => [
		locator({
			name: 'messageId',
			displayName: MESSAGE,
			description: "The message, found in the list or given by Novu's ID of it",
			searchListMethod: 'searchMessages',
			placeholder: 'e.g. 66e1f0c0ffee000000000001',
			required: true,
		}),
		optionsField(),
	],
	plan: (item) => {
		const messageId = idOf(item, 'messageId', MESSAGE);
		return requestPlan(
			{
				method: 'DELETE',
				path: path`/v1/messages/${messageId}`,
				answer: acknowledged,
				rateCategory: 'global',
			},
			() => ({ deleted: true, messageId }),
		);
	},
};

const MESSAGE = 'Message';
