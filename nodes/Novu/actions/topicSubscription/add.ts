import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAnswer, object } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Operation, Output } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { TOPIC, topicField } from '../topic/shared';
import { batchPlan, plainIds, type SubscriptionBatch, type Wanted } from './batch';
import {
	forOneSubscriber,
	identifierOf,
	nameEntry,
	preferencesEntry,
	preferencesOf,
	subscriberFields,
	subscriberIdsOf,
} from './shared';
import { idOf } from '../../parameters/ids';
import { textOf } from '../../parameters/texts';

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
	fields: () => [topicField, ...subscriberFields, additionalFields, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		const plan = batchPlan(batchOf(topicKey, commonBody(item)), wantedOf(item));
		return { ...plan, hint: (output) => hintOf(output, topicKey) };
	},
};

const IDENTIFIER = 'Identifier';

const additionalFields: INodeProperties = collection(
	'additionalFields',
	'What is said of the subscriptions beside who is subscribed',
	[
		contextField,
		forOneSubscriber({
			displayName: IDENTIFIER,
			name: 'identifier',
			type: 'string',
			default: '',
			placeholder: 'e.g. customer-4711-weekly',
			description:
				'An identifier of your own for the subscription. With different ones a subscriber can be subscribed to a topic up to ten times.',
		}),
		forOneSubscriber({
			...nameEntry,
			description: `A name for the subscription; it needs an '${IDENTIFIER}'`,
		}),
		preferencesEntry,
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
function commonBody(item: Item): IDataObject {
	const name = textOf(item, 'additionalFields.topicName', 'Topic Name');
	const context = contextOf(item, 'additionalFields.context');
	const preferences = preferencesOf(item, 'additionalFields.preferences');
	return {
		...(name !== undefined && { name }),
		...(context && { context }),
		...(preferences && preferences.length > 0 && { preferences }),
	};
}

function wantedOf(item: Item): Wanted[] {
	const ids = subscriberIdsOf(item);
	const identifier = identifierOf(item, 'additionalFields.identifier', IDENTIFIER);
	const name = textOf(item, 'additionalFields.name', nameEntry.displayName);
	if (name !== undefined && identifier === undefined) {
		throw new InputError(
			`'${nameEntry.displayName}' is given, and '${IDENTIFIER}' is not`,
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
		answer: listAnswer('a list of subscriptions'),
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: '2.1.13',
		...(ids && {
			fallback: {
				method: 'POST' as const,
				path: path`/v1/topics/${topicKey}/subscribers`,
				body: { subscribers: ids },
				answer: object('a list of subscribers', ({ succeeded }) => Array.isArray(succeeded)),
				rateCategory: 'configuration' as const,
				idempotent: true,
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

/** So long before its first subscription a topic was made that the same call has made. */
const MOMENT_MS = 1000;

/** When a document was made; its ID begins with that, in seconds, where Novu does not say it. */
function madeAt({ _id, createdAt }: IDataObject): number {
	return Date.parse(String(createdAt)) || parseInt(String(_id).slice(0, 8), 16) * 1000;
}

/**
 * Novu does not say that it made a topic: it is as old as the subscription. Novu 3.19.0 tells the age of
 * neither where the subscription is new, by an empty `createdAt`.
 */
function isTopicNew(subscription: IDataObject): boolean {
	const { topic, createdAt } = subscription;
	if (!isObject(topic) || (topic.createdAt === undefined && createdAt !== '')) return false;
	return Math.abs(madeAt(subscription) - madeAt(topic)) <= MOMENT_MS;
}

function hintOf(output: Output, topicKey: string): string | undefined {
	const isNew = [output].flat().some(isTopicNew);
	if (!isNew) return undefined;
	return `The topic "${topicKey}" is new: Novu makes one where it does not know the key. Check the key where the topic should have been there.`;
}
