import type { INodeProperties } from 'n8n-workflow';
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
	description:
		'Data of your own about the topic, as a JSON object of texts, numbers, booleans and lists of texts. Novu up to 3.19 takes it and does not keep it.',
};

/** What writes to a topic must not overlap with: any other write to it or to its subscriptions. */
export function topicLock(topicKey: string): string {
	return `topic:${topicKey}`;
}

/** The call that gets a topic, on servers before 2.1.13 by its v1 route. */
export function getTopic(topicKey: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/topics/${topicKey}`,
		rateCategory: 'configuration',
		fallback: olderTopic(topicKey),
	};
}

/** The topic on servers before 2.1.13; its answer names the subscribers, too. */
export function olderTopic(topicKey: string): NovuRequest {
	return { method: 'GET', path: path`/v1/topics/${topicKey}`, rateCategory: 'configuration' };
}
