import { race, type Call, type Route } from '../call';
import { badRequest, conflict, notFound, ValidationError } from '../errors';
import { contextKeys } from '../contexts';
import { objectId } from '../ids';
import { cursorPage, cursorQuery, text, texts } from '../paging';
import { change } from '../store';
import { findSubscriber } from '../subscribers';
import { addTopic, subscribe, subscriptionsOf } from '../topics';
import type { Fields, Subscriber, Topic, TopicSubscription } from '../types';
import { Checks, isFields } from '../validation';
import { findWorkflow } from '../workflows';

const KEY = /^([A-Za-z0-9_:-]{1,100}|[^\s@]+@[^\s@]+)$/;
const BATCH = 100;

function shown(topic: Topic): Fields {
	const { _id, key, name, data, createdAt, updatedAt } = topic;
	return { _id, key, name, data, createdAt, updatedAt };
}

function find(call: Call): Topic {
	const { topicKey } = call.params;
	const found = call.store.topics.first('key', topicKey);
	if (!found) throw notFound(`Topic not found for id ${topicKey}`);
	return found;
}

function contains(value: string, part: string | undefined): boolean {
	return part === undefined || value.toLowerCase().includes(part.toLowerCase());
}

function list(call: Call): unknown {
	const query = cursorQuery(call.query);
	const [key, name] = [text(call.query, 'key'), text(call.query, 'name')];
	const { topics } = call.store;
	const found =
		key || name
			? topics.all.filter((one) => contains(one.key, key) && contains(one.name, name))
			: topics.all;
	return cursorPage(found, query, shown, topics);
}

/** The fields of a body that are there. */
function changes(body: Fields): Fields {
	const names = ['name', 'data'].filter((name) => body[name] !== undefined);
	return Object.fromEntries(names.map((name) => [name, body[name]]));
}

async function upsert(call: Call): Promise<unknown> {
	const checks = new Checks(call.body).requiredString('key').optionalString('name');
	checks.optionalObject('data').enforce();
	const { key, name } = call.body as { key: string; name?: string };
	if (!KEY.test(key)) throw new ValidationError([`key ${key} is not valid`]);
	const found = call.store.topics.first('key', key);
	if (found && text(call.query, 'failIfExists') === 'true') {
		throw conflict(`Topic with key ${key} already exists`);
	}
	if (found) return shown(change(found, changes(call.body)));
	const pause = race(call);
	if (pause) await pause;
	return shown(addTopic(call.store, key, name ?? key, call.body.data));
}

function update(call: Call): unknown {
	new Checks(call.body).optionalString('name').optionalObject('data').enforce();
	return shown(change(find(call), changes(call.body)));
}

function remove(call: Call): unknown {
	const topic = find(call);
	for (const one of call.store.topicSubscriptions.lookup('topic', topic._id)) {
		call.store.topicSubscriptions.delete(one);
	}
	call.store.topics.delete(topic);
	return { acknowledged: true };
}

function person(subscriber: Subscriber | undefined): Fields | null {
	if (!subscriber) return null;
	const { _id, subscriberId, avatar, firstName, lastName, email } = subscriber;
	return { _id, subscriberId, avatar, firstName, lastName, email };
}

function subscriptionShown(call: Call, one: TopicSubscription): Fields {
	const topic = call.store.topics.get(one._topicId);
	return {
		_id: one._id,
		identifier: one.identifier,
		name: one.name,
		topic: topic && shown(topic),
		subscriber: person(call.store.subscribers.get(one._subscriberId)),
		preferences: one.preferences,
		contextKeys: one.contextKeys,
		createdAt: one.createdAt,
		updatedAt: one.updatedAt,
	};
}

function detailed(one: TopicSubscription): Fields {
	const { _id: id, identifier, name, preferences, contextKeys: keys } = one;
	return { id, identifier, name, preferences, contextKeys: keys };
}

function sameKeys(query: Fields): (one: TopicSubscription) => boolean {
	const wanted = texts(query, 'contextKeys');
	return (one) => wanted.every((key) => one.contextKeys.includes(key));
}

function listSubscriptions(call: Call): unknown {
	const query = cursorQuery(call.query);
	const topic = find(call);
	const subscriberId = text(call.query, 'subscriberId');
	const found = subscriberId
		? subscriptionsOf(call.store, topic, subscriberId)
		: call.store.topicSubscriptions.lookup('topic', topic._id);
	return cursorPage(found.filter(sameKeys(call.query)), query, (one) =>
		subscriptionShown(call, one),
	);
}

function listOfSubscriber(call: Call): unknown {
	const query = cursorQuery(call.query);
	const { subscriberId } = findSubscriber(call, 'plain');
	const key = text(call.query, 'key');
	const found = call.store.topicSubscriptions
		.lookup('subscriber', subscriberId)
		.filter((one) => contains(one.topicKey, key))
		.filter(sameKeys(call.query));
	return cursorPage(found, query, (one) => subscriptionShown(call, one));
}

/** One entry of a batch: a subscriber, perhaps with the identifier of one subscription. */
interface Asked {
	subscriberId?: string;
	identifier?: string;
	name?: string;
}

function asked(call: Call): Asked[] {
	const { subscriptions, subscriberIds } = call.body;
	const field = subscriptions === undefined ? 'subscriberIds' : 'subscriptions';
	new Checks(call.body).batch(field, BATCH).enforce();
	const listed = (subscriptions ?? subscriberIds) as unknown[];
	return listed.map((one) => (isFields(one) ? (one as Asked) : { subscriberId: String(one) }));
}

interface BatchError {
	subscriberId: string;
	code: string;
	message: string;
}

/**
 * The answer to a batch: what went well beside what did not.
 * @throws ApiError 400 with the same content where nothing went well
 */
function outcome(data: Fields[], errors: BatchError[]): Fields {
	const meta = {
		totalCount: data.length + errors.length,
		successful: data.length,
		failed: errors.length,
	};
	const result = { data, meta, ...(errors.length > 0 ? { errors } : {}) };
	if (data.length === 0) throw badRequest('Bad Request Exception', result);
	return result;
}

function unknownSubscriber(subscriberId = ''): BatchError {
	const message = `Subscriber with id ${subscriberId} not found`;
	return { subscriberId, code: 'SUBSCRIBER_NOT_FOUND', message };
}

/** The preferences of a subscription as Novu lists them, one for each workflow that is named. */
function preferencesFor(call: Call, given: unknown, subscriptionId: string): Fields[] {
	const listed: unknown[] = Array.isArray(given) ? given : [];
	return listed.flatMap((one) => {
		const wish: Fields = isFields(one) ? one : { workflowId: one };
		const workflow = findWorkflow(call.store, String(wish.workflowId));
		if (!workflow) return [];
		const { _id: id, identifier, name, critical, tags, severity } = workflow;
		const enabled = wish.enabled !== false;
		const condition = isFields(wish.condition) ? { condition: wish.condition } : {};
		const shownWorkflow = { id, identifier, name, critical, tags, severity };
		return [{ subscriptionId, workflow: shownWorkflow, enabled, ...condition }];
	});
}

function subscribeOne(call: Call, topic: Topic, subscriber: Subscriber, one: Asked) {
	const known = subscriptionsOf(call.store, topic, subscriber.subscriberId).find(
		({ identifier }) => one.identifier === undefined || identifier === one.identifier,
	);
	if (known) return known;
	const { identifier, name = call.body.name as string | undefined } = one;
	const _id = objectId();
	return subscribe(call.store, topic, subscriber, {
		_id,
		...(identifier === undefined ? {} : { identifier }),
		...(name === undefined ? {} : { name }),
		preferences: preferencesFor(call, call.body.preferences, _id),
		contextKeys: contextKeys(call.store, call.body.context),
	});
}

function add(call: Call): unknown {
	const batch = asked(call);
	const { topicKey } = call.params;
	const topic =
		call.store.topics.first('key', topicKey) ?? addTopic(call.store, topicKey, topicKey);
	const data: Fields[] = [];
	const errors: BatchError[] = [];
	for (const one of batch) {
		const subscriber = call.store.subscriber(String(one.subscriberId));
		if (!subscriber) errors.push(unknownSubscriber(one.subscriberId));
		else data.push(subscriptionShown(call, subscribeOne(call, topic, subscriber, one)));
	}
	return outcome(data, errors);
}

function removeSubscriptions(call: Call): unknown {
	const batch = asked(call);
	const topic = find(call);
	const data: Fields[] = [];
	const errors: BatchError[] = [];
	for (const { subscriberId, identifier } of batch) {
		const own = subscriberId
			? subscriptionsOf(call.store, topic, subscriberId)
			: call.store.topicSubscriptions.lookup('topic', topic._id);
		const found = own.filter((one) => !identifier || one.identifier === identifier);
		for (const one of found) {
			data.push(subscriptionShown(call, one));
			call.store.topicSubscriptions.delete(one);
		}
		if (found.length === 0) errors.push(notSubscribed(subscriberId, identifier));
	}
	return outcome(data, errors);
}

function notSubscribed(subscriberId = '', identifier = ''): BatchError {
	const message = `No subscription of ${subscriberId || identifier} found`;
	return { subscriberId, code: 'SUBSCRIPTION_NOT_FOUND', message };
}

function findSubscription(call: Call): TopicSubscription {
	const { identifier } = call.params;
	const found = call.store.topicSubscriptions
		.lookup('topic', find(call)._id)
		.find((one) => one.identifier === identifier);
	if (!found) throw notFound(`Subscription with identifier ${identifier} not found`);
	return found;
}

function updateSubscription(call: Call): unknown {
	const found = findSubscription(call);
	const { name, preferences } = call.body;
	const wishes =
		preferences === undefined ? {} : { preferences: preferencesFor(call, preferences, found._id) };
	change(found, { ...(name === undefined ? {} : { name }), ...wishes });
	return subscriptionShown(call, found);
}

const SHARED = { category: 'configuration', only: '3.19' } as const;
const SUBSCRIPTIONS = '/v2/topics/:topicKey/subscriptions';

/** Topics of v2, who is subscribed to them, and the topics of a subscriber. */
export const topicV2Routes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/topics', handle: list },
	{ ...SHARED, method: 'POST', url: '/v2/topics', handle: upsert },
	{
		...SHARED,
		method: 'GET',
		url: '/v2/topics/:topicKey',
		handle: (call) => shown(find(call)),
	},
	{ ...SHARED, method: 'PATCH', url: '/v2/topics/:topicKey', handle: update },
	{ ...SHARED, method: 'DELETE', url: '/v2/topics/:topicKey', handle: remove },
	{ ...SHARED, method: 'GET', url: SUBSCRIPTIONS, handle: listSubscriptions },
	{ ...SHARED, method: 'POST', url: SUBSCRIPTIONS, handle: add },
	{ ...SHARED, method: 'DELETE', url: SUBSCRIPTIONS, handle: removeSubscriptions },
	{
		...SHARED,
		method: 'GET',
		url: `${SUBSCRIPTIONS}/:identifier`,
		handle: (call) => detailed(findSubscription(call)),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: `${SUBSCRIPTIONS}/:identifier`,
		handle: updateSubscription,
	},
	{
		...SHARED,
		method: 'GET',
		url: '/v2/subscribers/:subscriberId/subscriptions',
		handle: listOfSubscriber,
	},
];
