import { nothing } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { channelEntry } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';
import { isAdded } from '../../parameters/given';
import { idOf } from '../../parameters/ids';

/** `DELETE /v1/messages/transaction/{transactionId}`: 204, and 404 where there is none. */
export const deleteByTransaction: Operation = {
	value: 'deleteByTransaction',
	name: 'Delete by Transaction',
	action: 'Delete the messages of a transaction',
	description: 'Delete all messages of an event, or those of one channel, by its transaction ID',
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
		collection('filters', 'Which of its messages to delete; all where nothing is added', [
			channelEntry,
		]),
		optionsField(),
	],
	plan: (item) => {
		const transactionId = idOf(item, 'transactionId', TRANSACTION_ID);
		const channel = channelOf(item);
		return {
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/messages/transaction/${transactionId}`,
					query: { channel },
					answer: nothing,
					rateCategory: 'global',
				},
				() => ({ deleted: true, transactionId }),
			),
			explain,
		};
	},
};

const TRANSACTION_ID = 'Transaction ID';

function explain({ status }: FailureFacts): Explanation | undefined {
	if (status !== 404) return undefined;
	return {
		advice:
			'Novu has no message of this transaction ID, or none of the channel: it may be spelled differently, not sent yet, or deleted already.',
	};
}

/**
 * The channel whose messages to delete; undefined for all.
 * @throws {InputError} where the filter was added and is empty: passed over, all would be deleted
 */
function channelOf(item: Item): string | undefined {
	const path = 'filters.channel';
	const channel = optionalChoiceOf(item, path, channelEntry);
	if (channel !== undefined || !isAdded(item, path)) return channel;
	throw new InputError(
		`The filter '${channelEntry.displayName}' is empty`,
		'Nothing was sent: without a value the messages of all channels would be deleted. Give it one, or take the filter out.',
	);
}
