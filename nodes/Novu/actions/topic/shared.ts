import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import type { Explanation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';

export const TOPIC = 'Topic';

/** The Novu version that brought the calls of v2. */
export const TOPICS_SINCE = '2.1.13';

/** Which topic an operation is for. */
export const topicField: INodeProperties = locator({
	name: 'topicKey',
	displayName: TOPIC,
	description: 'The topic, found in the list or given by its key',
	searchListMethod: 'searchTopics',
	placeholder: 'e.g. product-updates',
	required: true,
});

export const topicDataEntry: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "team": "north" }',
	description:
		'Data of your own about the topic, as a JSON object of texts, numbers, booleans and lists of texts. Only servers newer than 3.19.0 keep it, such as Novu Cloud; on others the item fails.',
};

const DATA_ADVICE = "Take 'Data (JSON)' out, or keep the data outside of Novu.";
const CLEAR_ADVICE = "There is none to clear: take it out of 'Fields to Clear'.";

/**
 * What is said where a server refuses a change of nothing but the data: Novu 3.19.0 passes over the data
 * and misses a name.
 * @param data what the item gave; null where it is to be cleared, undefined where nothing was said of it
 */
export function explainData(
	{ status, body }: FailureFacts,
	topicKey: string,
	data: unknown,
): Explanation | undefined {
	const wantsName = novuSentences(body).some((one) => one.startsWith('name '));
	if (data === undefined || status !== 422 || !wantsName) return undefined;
	return {
		message: `The topic "${topicKey}" was not changed: this Novu takes no data of a topic, and no update without a name`,
		advice: data === null ? CLEAR_ADVICE : DATA_ADVICE,
	};
}

/**
 * The topic that a request has written, as Novu shows it.
 * @throws {InputError} where the server has not kept the data; another try would not change that
 */
export function withData(topic: IDataObject, data: IDataObject | undefined): IDataObject {
	if (!data || showsData(topic, data)) return topic;
	throw new InputError(
		`The topic "${String(topic.key)}" is saved, but without its data: this Novu does not keep any`,
		DATA_ADVICE,
	);
}

/** Whether a topic, as Novu shows it, holds the data that was sent. */
export function showsData(topic: unknown, data: IDataObject): boolean {
	const kept = isObject(topic) && isObject(topic.data) ? topic.data : {};
	return Object.entries(data).every(
		([name, value]) => JSON.stringify(kept[name]) === JSON.stringify(value),
	);
}

/** What writes to a topic must not overlap with: any other write to it or to its subscriptions. */
export function topicLock(topicKey: string): string {
	return `topic:${topicKey}`;
}

/** The call that gets a topic, on servers before 2.1.13 by its v1 route. */
export function getTopic(topicKey: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/topics/${topicKey}`,
		answer: about('a topic', 'key', topicKey),
		rateCategory: 'configuration',
		fallback: olderTopic(topicKey),
	};
}

/** The topic on servers before 2.1.13; its answer names the subscribers, too. */
export function olderTopic(topicKey: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/topics/${topicKey}`,
		answer: about('a topic', 'key', topicKey),
		rateCategory: 'configuration',
	};
}
