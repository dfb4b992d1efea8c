import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { rethrow } from '../../engine/errors';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isMissingRoute, NovuFailure } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { SUBSCRIPTION_KEPT } from './shared';
import { olderTopic, TOPIC, topicField } from '../topic/shared';
import { idOf, optionalIdOf } from '../../parameters/ids';

/**
 * `GET /v2/topics/{topicKey}/subscriptions`; before Novu 2.1.13 the subscribers that
 * `GET /v1/topics/{topicKey}` names.
 */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many topic subscriptions',
	description: 'Get the subscriptions to a topic, each with its subscriber',
	fields: () => [topicField, ...listFields, filters, optionsField()],
	plan: (item) => {
		const asked: Asked = {
			topicKey: idOf(item, 'topicKey', TOPIC),
			subscriberId: optionalIdOf(item, 'filters.subscriberId', SUBSCRIBER),
			contextKeys: contextKeysOf(item, 'filters.contextKeys'),
			limit: limitOf(item),
		};
		const shown = listEntryOf(item, undefined, SUBSCRIPTION_KEPT);
		return { run: async (call) => (await read(call, asked)).map(shown) };
	},
};

const filters: INodeProperties = collection('filters', 'Which subscriptions to get', [
	contextKeysFilter,
	{
		...subscriberField,
		required: undefined,
		description: 'Only the subscriptions of this subscriber',
	},
]);

interface Asked {
	topicKey: string;
	subscriberId?: string;
	contextKeys?: string[];
	limit?: number;
}

/** The list of a topic's subscriptions. */
export function list({ topicKey, subscriberId, contextKeys }: Asked): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v2/topics/${topicKey}/subscriptions`,
			query: { subscriberId, contextKeys },
			answer: listAnswer('a list of subscriptions'),
			rateCategory: 'configuration',
		},
		kind: 'cursor',
		pageSize: 100,
	};
}

/** Servers before 2.1.13 have no list of subscriptions; the topic names its subscribers. */
async function readOlder(call: Call, asked: Asked): Promise<IDataObject[]> {
	const topic = (await call(olderTopic(asked.topicKey))) as IDataObject;
	const { _id, key, name, subscribers } = topic;
	const ids = Array.isArray(subscribers) ? (subscribers as string[]) : [];
	return ids
		.filter((id) => asked.subscriberId === undefined || id === asked.subscriberId)
		.map((subscriberId) => ({ topic: { _id, key, name }, subscriber: { subscriberId } }))
		.slice(0, asked.limit);
}

async function read(call: Call, asked: Asked): Promise<IDataObject[]> {
	try {
		return await readList(call, list(asked), asked.limit);
	} catch (error) {
		const isOlder = error instanceof NovuFailure && isMissingRoute(error.facts);
		if (!isOlder || asked.contextKeys) return await rethrow(error);
	}
	return await readOlder(call, asked);
}
