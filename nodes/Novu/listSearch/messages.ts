import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { listSearch } from './shared';
import { scan, type ScannedList } from './scan';

const LONGEST_TEXT = 60;

/** Messages, newest first: found by their text, ID, transaction ID, workflow or subscriber. */
const list: ScannedList = {
	kind: 'page',
	request: {
		method: 'GET',
		path: path`/v1/messages`,
		query: { limit: 100 },
		answer: listAnswer('a list of messages'),
		rateCategory: 'global',
	},
	choice: asChoice,
	texts: (message) => [
		message._id,
		message.subject,
		message.content,
		message.transactionId,
		message.templateIdentifier,
		subscriberOf(message),
	],
};

function subscriberOf({ subscriber }: IDataObject): unknown {
	return (subscriber as IDataObject | null | undefined)?.subscriberId;
}

/** `Your order is on its way (push to customer-4711)` */
function asChoice(message: IDataObject): INodeListSearchItems {
	const { _id, subject, content, channel } = message;
	const text = [subject, content].find((one) => typeof one === 'string' && one !== '');
	const words = typeof text === 'string' ? text : String(_id);
	const short = words.length > LONGEST_TEXT ? `${words.slice(0, LONGEST_TEXT)} …` : words;
	const to = String(subscriberOf(message) ?? 'nobody');
	return { name: `${short} (${String(channel)} to ${to})`, value: String(_id) };
}

export const searchMessages = listSearch(
	async (call, filter, token) => await scan(call, list, filter, token),
);
