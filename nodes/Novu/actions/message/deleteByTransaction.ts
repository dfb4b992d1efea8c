import { InputError, type FailureFacts } from '../../engine/errors';
import { requestPlan, type Explanation, type Item, type Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { channelEntry } from './shared';

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
	const given = collectionOf(item, 'filters');
	const channel = textOf(given.channel, channelEntry.displayName);
	// An expression that finds nothing leaves the name with no value.
	if (channel !== undefined || !('channel' in given)) return channel;
	throw new InputError(
		`The filter '${channelEntry.displayName}' is empty`,
		'Nothing was sent: without a value the messages of all channels would be deleted. Give it one, or take the filter out.',
	);
}

/** `DELETE /v1/messages/transaction/{transactionId}`: 204, and 404 where there is none. */
export const deleteByTransaction: Operation = {
	value: 'deleteByTransaction',
	name: 'Delete by Transaction',
	action: 'Delete the messages of a transaction',
	description: 'Delete all messages of an event, or those of one channel, by its transaction ID',
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
					rateCategory: 'global',
				},
				() => ({ deleted: true, transactionId }),
			),
			explain,
		};
	},
};
