import type { IDataObject } from 'n8n-workflow';
import { listAnswer, nothing } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Item, Operation, Plan } from '../../engine/operation';
import { entriesOf, readList } from '../../engine/paging';
import { path, type NovuRequest } from '../../engine/request';
import { collection, optionsField, withDisplayOptions } from '../../fields/builders';
import { TOPIC, topicField } from '../topic/shared';
import { batchPlan, plainIds, refused, unnamed, type SubscriptionBatch } from './batch';
import { list } from './getAll';
import {
	forOneSubscriber,
	identifierOf,
	subscriberFields,
	subscriberIdsOf,
	SUBSCRIPTION,
	subscriptionField,
} from './shared';
import { isAdded } from '../../parameters/given';
import { idOf } from '../../parameters/ids';

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
	fields: () => [
		topicField,
		...subscriberFields,
		withDisplayOptions(
			collection('additionalFields', 'What is said of the subscriptions beside who is subscribed', [
				forOneSubscriber({
					...subscriptionField,
					required: undefined,
					description:
						'Only this one of the subscriptions that the subscriber has to the topic, found in the list or given by its identifier',
				}),
			]),
			{ subscribers: ['one'] },
		),
		optionsField(),
	],
	plan,
};

/** A DELETE with a body. */
function request(topicKey: string, body: IDataObject): NovuRequest {
	const ids = plainIds(body);
	return {
		method: 'DELETE',
		path: path`/v2/topics/${topicKey}/subscriptions`,
		body,
		answer: listAnswer('a list of subscriptions'),
		rateCategory: 'configuration',
		introducedIn: '2.1.13',
		...(ids && {
			fallback: {
				method: 'POST' as const,
				path: path`/v1/topics/${topicKey}/subscribers/removal`,
				body: { subscribers: ids },
				answer: nothing,
				rateCategory: 'configuration' as const,
				idempotent: true,
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

const CHOSEN = `additionalFields.${subscriptionField.name}`;

/**
 * The one subscription that the item names, if it does.
 * @throws {InputError} where it was added and is empty, which would mean all
 */
function identifierIn(item: Item): string | undefined {
	const identifier = identifierOf(item, CHOSEN, SUBSCRIPTION);
	if (identifier !== undefined || !isAdded(item, CHOSEN)) return identifier;
	throw new InputError(
		`'${SUBSCRIPTION}' was added and is empty`,
		'Nothing was sent: without it all subscriptions of the subscriber to the topic would be removed. Fill it, or take it out where that is meant.',
	);
}

/**
 * Removes one subscription of a subscriber. Novu does not narrow a subscriber down to an identifier
 * beside it: it would remove all of the subscriber's. So the identifier is sent alone, after a look at
 * whose it is.
 */
async function removeOne(
	call: Call,
	batch: SubscriptionBatch,
	subscriberId: string,
	identifier: string,
): Promise<IDataObject> {
	const own = await readList(call, list({ topicKey: batch.topicKey, subscriberId }), undefined);
	if (!own.some((one) => one.identifier === identifier)) {
		const message = `The subscriber has no subscription "${identifier}" to this topic.`;
		throw refused(batch, [{ subscriberId, code: 'SUBSCRIPTION_NOT_FOUND', message }]);
	}
	const body = await removeByIdentifier(call, batch, identifier);
	if (body === undefined || entriesOf(body).some((one) => one.identifier === identifier)) {
		return batch.output({ subscriberId, identifier }, undefined);
	}
	throw unnamed(batch);
}

/** @returns undefined where the answer only says that a lost try before had removed it */
async function removeByIdentifier(
	call: Call,
	batch: SubscriptionBatch,
	identifier: string,
): Promise<unknown> {
	try {
		return await call(batch.request({ subscriptions: [{ identifier }] }));
	} catch (error) {
		const isGone = isAnswer(error, 400, /not found/i) && error.facts.mayBeCarriedOut === true;
		return isGone ? undefined : await rethrow(error);
	}
}

function plan(item: Item): Plan {
	const batch = batchOf(idOf(item, 'topicKey', TOPIC));
	const identifier = identifierIn(item);
	const wanted = subscriberIdsOf(item).map((subscriberId) => ({ subscriberId }));
	const all = batchPlan(batch, wanted);
	if (identifier === undefined) return all;
	const [{ subscriberId }] = wanted;
	return {
		lockKeys: all.lockKeys,
		run: async (call) => await removeOne(call, batch, subscriberId, identifier),
		explain: all.explain,
	};
}
