import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { isObject } from '../engine/errors';
import { path } from '../engine/request';
import { currentText, listSearch, neededText, type Search } from './shared';
import { namedChoice, scan } from './scan';

/**
 * Subscriptions of the topic that the node is set to, and of the subscriber where it is set to one
 * (`GET /v2/topics/{topicKey}/subscriptions`).
 */
const search: Search = async (call, filter, token, context) => {
	const topicKey = neededText(context, 'topicKey', 'topic');
	const subscriberId = currentText(context, 'subscriberId') || undefined;
	const request = {
		method: 'GET',
		path: path`/v2/topics/${topicKey}/subscriptions`,
		query: { limit: 100, subscriberId },
		answer: listAnswer('a list of subscriptions'),
		rateCategory: 'configuration',
	} as const;
	return await scan(call, { kind: 'cursor', request, choice: asChoice }, filter, token);
};

/** `Weekly summary, customer-4711 (weekly-4711)` */
function asChoice({ identifier, name, subscriber }: IDataObject): INodeListSearchItems {
	const who = isObject(subscriber) ? subscriber.subscriberId : undefined;
	const words = [name, who].filter((text) => typeof text === 'string' && text !== '');
	return namedChoice(words.join(', '), identifier);
}

export const searchTopicSubscriptions = listSearch(search);
