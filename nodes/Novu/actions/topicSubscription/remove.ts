import type { IDataObject } from 'n8n-workflow';
import type { Item, Operation } from '../../engine/operation';
import { collectionOf, idOf } from '../../parameters/item';
import { path, type NovuRequest } from '../../engine/request';
import { collection, optionsField, withDisplayOptions } from '../../fields/builders';
import { TOPIC, topicField } from '../topic/shared';
import { batchPlan, type SubscriptionBatch, type Wanted } from './batch';
import {
	emptyIdentifier,
	identifierEntry,
	identifierOf,
	subscriberFields,
	subscriberIdsOf,
} from './shared';

/** A DELETE with a body. */
function request(topicKey: string, body: IDataObject): NovuRequest {
	const { subscriptions } = body;
	const plain =
		Array.isArray(subscriptions) && subscriptions.every((one) => typeof one === 'string');
	return {
		method: 'DELETE',
		path: path`/v2/topics/${topicKey}/subscriptions`,
		body,
		rateCategory: 'configuration',
		introducedIn: '2.1.13',
		...(plain && {
			fallback: {
				method: 'POST' as const,
				path: path`/v1/topics/${topicKey}/subscribers/removal`,
				body: { subscribers: subscriptions },
				rateCategory: 'configuration' as const,
				repeatable: true,
			},
		}),
	};
}

function batchOf(topicKey: string): SubscriptionBatch {
	return {
		topicKey,
		done: 'removed from',
		key: JSON.stringify(['remove', topicKey]),
		request: (body) => request(topicKey, body),
		output: ({ subscriberId, identifier }) => ({
			deleted: true,
			topicKey,
			subscriberId,
			...(identifier !== undefined && { identifier }),
		}),
		isDoneAlready: (code) => code === 'SUBSCRIPTION_NOT_FOUND',
	};
}

function wantedOf(item: Item): Wanted[] {
	const given = collectionOf(item, 'additionalFields');
	const identifier = identifierOf(item, given);
	// An expression that finds nothing leaves the name with no value.
	if (identifier === undefined && 'identifier' in given) throw emptyIdentifier();
	return subscriberIdsOf(item).map((subscriberId) => ({
		...(identifier !== undefined && { identifier }),
		subscriberId,
	}));
}

/**
 * `DELETE /v2/topics/{topicKey}/subscriptions`, up to 100 at once; before Novu 2.1.13
 * `POST /v1/topics/{topicKey}/subscribers/removal`, which does not tell who was in the topic.
 */
export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove subscribers from a topic',
	description:
		'Take subscribers out of a topic, with all their subscriptions to it. An item fails where there was none.',
	fields: [
		topicField,
		...subscriberFields,
		withDisplayOptions(
			collection('additionalFields', 'What is said of the subscriptions beside who is subscribed', [
				identifierEntry('Only this one of the subscriptions that the subscriber has to the topic'),
			]),
			{ subscribers: ['one'] },
		),
		optionsField(),
	],
	plan: (item) => batchPlan(batchOf(idOf(item, 'topicKey', TOPIC)), wantedOf(item)),
};
