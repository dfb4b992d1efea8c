import { send, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { optionsField } from '../fields';

const TRANSACTION_ID = 'Transaction ID';

/** `DELETE /v1/events/trigger/{transactionId}`: true where something was still waiting, else false. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel an event',
	description: 'Stop what is still waiting in a delay or digest under a transaction ID',
	fields: [
		{
			displayName: TRANSACTION_ID,
			name: 'transactionId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. order-4711-shipped',
			description: 'The transaction ID of the event: your own, or the one that Trigger answered',
		},
		optionsField(),
	],
	plan: (item) => {
		const transactionId = idOf(item, 'transactionId', TRANSACTION_ID);
		return send(
			{
				method: 'DELETE',
				path: path`/v1/events/trigger/${transactionId}`,
				limit: 'trigger',
			},
			(cancelled) => ({ cancelled: cancelled === true, transactionId }),
		);
	},
};
