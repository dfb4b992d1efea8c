import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../parameters/item';
import { path, type NovuRequest } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { TOPIC, topicField } from '../topic/shared';
import { batchPlan, plainIds, type SubscriptionBatch, type Wanted } from './batch';
import {
	forOneSubscriber,
	identifierEntry,
	identifierOf,
	preferencesEntry,
	preferencesOf,
	subscriberFields,
	subscriberIdsOf,
} from './shared';

const additionalFields: INodeProperties = collection(
	'additionalFields',
	'What is said of the subscriptions beside who is subscribed',
	[
		contextField,
		preferencesEntry,
		identifierEntry(
			'An identifier of your own for the subscription. With different ones a subscriber can be subscribed to a topic up to ten times.',
		),
		forOneSubscriber({
			displayName: 'Subscription Name',
			name: 'subscriptionName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Weekly summary',
			description: "A name for the subscription; it needs a 'Subscription Identifier'",
		}),
		{
			displayName: 'Topic Name',
			name: 'topicName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Product updates',
			description: 'A name for the topic. A topic that exists is renamed.',
		},
	],
);

/** What is said of all subscriptions of a request. */
function commonBody(given: IDataObject): IDataObject {
	const name = textOf(given.topicName, 'Topic Name');
	const context = contextOf(given.context);
	const preferences = preferencesOf(given.preferences) ?? [];
	return {
		...(name !== undefined && { name }),
		...(context && { context }),
		...(preferences.length > 0 && { preferences }),
	};
}

function wantedOf(item: Item, given: IDataObject): Wanted[] {
	const ids = subscriberIdsOf(item);
	const identifier = identifierOf(item, given);
	const name = textOf(given.subscriptionName, 'Subscription Name');
	if (name !== undefined && identifier === undefined) {
		throw new InputError(
			"'Subscription Name' is given, and 'Subscription Identifier' is not",
			'Novu takes a name only with an identifier. Add one, or leave the name out.',
		);
	}
	return ids.map((subscriberId) => ({
		...(identifier !== undefined && { identifier }),
		subscriberId,
		...(name !== undefined && { name }),
	}));
}

/** Novu answers an addition that is repeated with the subscription that is there. */
function request(topicKey: string, common: IDataObject, body: IDataObject): NovuRequest {
	const ids = Object.keys(common).length === 0 ? plainIds(body) : undefined;
	return {
		method: 'POST',
		path: path`/v2/topics/${topicKey}/subscriptions`,
		body: { ...body, ...common },
		rateCategory: 'configuration',
		repeatable: true,
		introducedIn: '2.1.13',
		...(ids && {
			fallback: {
				method: 'POST' as const,
				path: path`/v1/topics/${topicKey}/subscribers`,
				body: { subscribers: ids },
				rateCategory: 'configuration' as const,
				repeatable: true,
			},
		}),
	};
}

function batchOf(topicKey: string, common: IDataObject): SubscriptionBatch {
	return {
		topicKey,
		done: 'added to',
		key: JSON.stringify(['add', topicKey, common]),
		request: (body) => request(topicKey, common, body),
		output: ({ subscriberId }, found) =>
			found ?? { topic: { key: topicKey }, subscriber: { subscriberId } },
	};
}

/**
 * `POST /v2/topics/{topicKey}/subscriptions`, up to 100 at once; before Novu 2.1.13
 * `POST /v1/topics/{topicKey}/subscribers`. Novu makes the topic where it is missing.
 */
export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add subscribers to a topic',
	description:
		'Subscribe subscribers to a topic, which is made where it is missing. One that is subscribed already stays so.',
	fields: [topicField, ...subscriberFields, additionalFields, optionsField()],
	plan: (item) => {
		const given = collectionOf(item, 'additionalFields');
		const topicKey = idOf(item, 'topicKey', TOPIC);
		return batchPlan(batchOf(topicKey, commonBody(given)), wantedOf(item, given));
	},
};
