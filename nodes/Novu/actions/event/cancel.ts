import type { IDataObject } from 'n8n-workflow';
import { value } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { hintOf } from './outcome';
import { idOf } from '../../parameters/ids';

/** `DELETE /v1/events/trigger/{transactionId}`: true where something was still waiting, else false. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel an event',
	description: 'Stop what is still waiting in a delay or digest under a transaction ID',
	fields: () => [
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
		return {
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/events/trigger/${transactionId}`,
					answer: value('true or false', 'boolean'),
					rateCategory: 'trigger',
					// False after a lost try: there was nothing, or that try has cancelled it.
					mapRetriedAnswer: (cancelled) => (cancelled === true ? true : null),
				},
				(cancelled) => outputOf(cancelled, transactionId),
			),
			hint: hintOf,
		};
	},
};

const TRANSACTION_ID = 'Transaction ID';

const UNCERTAIN =
	"Novu's first answer was lost, so that it is not known whether anything was still waiting. Nothing is waiting any more under this transaction ID.";

const TOO_EARLY =
	'Nothing was waiting under this transaction ID. Novu does not find an event that was triggered just before: it goes out all the same. Where that may be, wait a few seconds after Trigger and cancel again.';

/** `cancelled` is null where it is not known; where nothing was cancelled a hint says why. */
function outputOf(cancelled: unknown, transactionId: string): IDataObject {
	if (cancelled === null) return { cancelled, transactionId, hint: UNCERTAIN };
	if (cancelled !== true) return { cancelled: false, transactionId, hint: TOO_EARLY };
	return { cancelled, transactionId };
}
