import { NO_CONTENT, simulateRaceWindow, type Call, type Route } from '../call';
import { contextErrors, contextKeys, sameSet } from '../contexts';
import { badRequest, CommandError, conflict, notFound, ValidationError } from '../errors';
import { cursorPage, cursorQuery, text, texts } from '../paging';
import { change } from '../store';
import { findSubscriber } from '../subscribers';
import { addTopic, identifierOf, subscribe, subscriptionsOf } from '../topics';
import {
	WITH_V2,
	type Fields,
	type Subscriber,
	type Topic,
	type TopicSubscription,
	type Workflow,
} from '../types';
import { Checks, isFields } from '../validation';
import { findWorkflow } from '../workflows';

const KEY = /^([A-Za-z0-9_:.-]+|[^\s@]+@[^\s@]+)$/;
const BATCH = 100;
const LONGEST = 100;

function shown(topic: Topic): Fields {
	const { _id, key, name, createdAt, updatedAt } = topic;
	return { _id, key, name, createdAt, updatedAt };
}

function find(call: Call): Topic {
	const { topicKey } = call.params;
	const found = call.store.topics.first('key', topicKey);
	if (!found) throw notFound(`Topic with key ${topicKey} not found`);
	return found;
}

function contains(value: string | undefined, part: string | undefined): boolean {
	return part === undefined || (value ?? '').toLowerCase().includes(part.toLowerCase());
}

function list(call: Call): unknown {
	const query = cursorQuery(call.query, { lenient: true, strictCursor: true });
	const [key, name] = [text(call.query, 'key'), text(call.query, 'name')];
	const { topics } = call.store;
	const found =
		key || name
			? topics.all.filter((one) => contains(one.key, key) && contains(one.name ?? '', name))
			: topics.all;
	return cursorPage(found, query, shown, topics);
}

/** @throws ApiError 400 where no topic may be called so */
function checkKey(key: string): void {
	if (KEY.test(key)) return;
	throw badRequest(
		`Invalid topic key: "${key}". Topic keys must contain only alphanumeric characters (a-z, A-Z, 0-9), hyphens (-), underscores (_), colons (:), or be a valid email address.`,
	);
}

function checkTopic(body: Fields): void {
	const { key } = body;
	const absent = key === undefined || key === null || key === '';
	const checks = new Checks(body)
		.length('key', absent ? { min: 1 } : { min: 1, max: LONGEST })
		.such('key', () => !absent, 'should not be empty')
		.such('key', (value) => typeof value === 'string', 'must be a string');
	if (body.name !== undefined && body.name !== null) {
		checks.length('name', { min: 0, max: LONGEST }).optionalString('name');
	}
	checks.enforce();
}

/** Renames a topic that is there; the answer shows the name from before. */
async function upsert(call: Call): Promise<unknown> {
	checkTopic(call.body);
	const { key, name } = call.body as { key: string; name?: string | null };
	checkKey(key);
	const found = call.store.topics.first('key', key);
	if (found && text(call.query, 'failIfExists') === 'true') {
		throw conflict(`Topic with key "${key}" already exists`);
	}
	if (found) {
		const before = shown(found);
		if (name !== undefined) change(found, { name });
		return before;
	}
	const pause = simulateRaceWindow(call);
	if (pause) await pause;
	return shown(addTopic(call.store, key, name));
}

function update(call: Call): unknown {
	const { name } = call.body;
	new Checks(call.body)
		.such('name', () => Boolean(name), 'should not be empty')
		.such('name', (value) => typeof value === 'string', 'must be a string')
		.enforce();
	return shown(change(find(call), { name }));
}

function remove(call: Call): unknown {
	const topic = find(call);
	for (const one of call.store.topicSubscriptions.lookup('topic', topic._id)) {
		call.store.topicSubscriptions.delete(one);
	}
	call.store.topics.delete(topic);
	return { acknowledged: true };
}

function person(subscriber: Subscriber | undefined, ...more: Array<keyof Subscriber>) {
	if (!subscriber) return null;
	const { _id, subscriberId, avatar, firstName, lastName, email } = subscriber;
	const others = Object.fromEntries(more.map((name) => [name, subscriber[name]]));
	return { _id, subscriberId, avatar, firstName, lastName, email, ...others };
}

/** Lists that are empty are left out. */
function filled<T>(list: readonly T[]): readonly T[] | undefined {
	return list.length > 0 ? list : undefined;
}

/** What a subscription goes by, since 3.12. */
function names({ settings }: Call, { identifier, name }: TopicSubscription): Fields {
	return settings.novu === '2.3' ? {} : { identifier, name };
}

/** A subscription as writes answer with it. */
function written(call: Call, one: TopicSubscription): Fields {
	const topic = call.store.topics.get(one._topicId);
	return {
		_id: one._id,
		...names(call, one),
		topic: topic && { _id: topic._id, key: topic.key, name: topic.name },
		subscriber: person(call.store.subscribers.get(one._subscriberId), 'createdAt', 'updatedAt'),
		preferences: filled(one.preferences),
		contextKeys: filled(one.contextKeys),
		createdAt: one.createdAt,
		updatedAt: one.updatedAt,
	};
}

function listed(call: Call, one: TopicSubscription): Fields {
	const topic = call.store.topics.get(one._topicId);
	return {
		_id: one._id,
		identifier: names(call, one).identifier,
		topic: topic && shown(topic),
		subscriber: person(call.store.subscribers.get(one._subscriberId)),
		contextKeys: filled(one.contextKeys),
		createdAt: one.createdAt,
	};
}

function detailed(one: TopicSubscription): Fields {
	const { _id: id, identifier, name, preferences, contextKeys: keys } = one;
	return {
		id,
		identifier,
		name,
		preferences: filled(preferences),
		contextKeys: filled(keys),
	};
}

/** An empty text counts as left out. */
function sameKeys(query: Fields): (one: TopicSubscription) => boolean {
	const wanted = texts(query, 'contextKeys').filter((key) => key !== '');
	return (one) => wanted.length === 0 || sameSet(wanted, one.contextKeys);
}

function listSubscriptions(call: Call): unknown {
	const query = cursorQuery(call.query, { lenient: true });
	const topic = find(call);
	const subscriberId = text(call.query, 'subscriberId');
	const found = subscriberId
		? subscriptionsOf(call.store, topic, subscriberId)
		: call.store.topicSubscriptions.lookup('topic', topic._id);
	return cursorPage(found.filter(sameKeys(call.query)), query, (one) => listed(call, one));
}

function listOfSubscriber(call: Call): unknown {
	const query = cursorQuery(call.query, { lenient: true });
	const { subscriberId } = findSubscriber(call, 'plain');
	const key = text(call.query, 'key');
	const found = call.store.topicSubscriptions
		.lookup('subscriber', subscriberId)
		.filter((one) => contains(one.topicKey, key))
		.filter(sameKeys(call.query));
	return cursorPage(found, query, (one) => listed(call, one));
}

/** One entry of a batch: a subscriber, perhaps with the identifier of one subscription. */
interface Asked {
	subscriberId?: string;
	identifier?: string;
	name?: string;
}

const NONE_NAMED = 'At least one subscription is required';

/** Reads a batch; `texts` says whether a subscriber's ID alone stands for a subscription. */
function asked(call: Call, allowed: { texts: boolean }): Asked[] {
	const { subscriptions, subscriberIds } = call.body;
	if (call.settings.novu === '2.3' && !Array.isArray(subscriberIds)) {
		throw new ValidationError([
			'At least one subscriber identifier is required',
			'subscriberIds must be an array',
		]);
	}
	const messages: string[] = [];
	const check = (list: unknown, what: string) => {
		if (!Array.isArray(list)) return;
		if (list.length === 0) messages.push(NONE_NAMED);
		if (list.length > BATCH) messages.push(`Cannot subscribe more than ${BATCH} ${what} at once`);
	};
	check(subscriptions, 'subscriptions');
	check(subscriberIds, 'subscribers');
	const listed = [subscriptions, subscriberIds].flatMap((list) =>
		Array.isArray(list) ? (list as unknown[]) : [],
	);
	const objects = Array.isArray(subscriptions) ? subscriptions : [];
	if (!allowed.texts && !objects.every(isFields)) {
		messages.push(
			'subscriptions.each value in nested property subscriptions must be either object or array',
		);
	}
	if (messages.length > 0) throw new ValidationError(messages);
	return listed.map((one) => (isFields(one) ? (one as Asked) : { subscriberId: String(one) }));
}

interface BatchError {
	subscriberId: string;
	code: string;
	message: string;
}

/**
 * The answer to a batch: what went well beside what did not.
 * @throws ApiError 400 with the same content where something went wrong and nothing went well
 */
function outcome(totalCount: number, data: Fields[], errors: BatchError[]): Fields {
	const meta = { totalCount, successful: data.length, failed: errors.length };
	const result = { data, meta, ...(errors.length > 0 ? { errors } : {}) };
	if (data.length > 0 || errors.length === 0) return result;
	throw badRequest('Api Exception Raised with status 400', result);
}

function unknownSubscriber(subscriberId = ''): BatchError {
	const message = `Subscriber with ID '${subscriberId}' could not be found.`;
	return { subscriberId, code: 'SUBSCRIBER_NOT_FOUND', message };
}

/** The workflows that a wish is about: one that is named, or those that a filter finds. */
function wishedFor(call: Call, { workflowId, filter }: Fields): Workflow[] {
	if (workflowId !== undefined) {
		const workflow = findWorkflow(call.store, String(workflowId));
		return workflow ? [workflow] : [];
	}
	const { workflowIds, tags } = isFields(filter) ? filter : {};
	const named = Array.isArray(workflowIds) ? workflowIds : [];
	const tagged = Array.isArray(tags) ? tags : [];
	return call.store.workflows.all.filter(
		(one) =>
			named.some((name) => [one._id, one.identifier, one.slug].includes(String(name))) ||
			one.tags.some((tag) => tagged.includes(tag)),
	);
}

/** The preferences of a subscription as Novu lists them, one for each workflow that is meant. */
function preferencesFor(call: Call, subscriptionId: string): Fields[] {
	const given: unknown[] = Array.isArray(call.body.preferences) ? call.body.preferences : [];
	return given.filter(isFields).flatMap((wish) =>
		wishedFor(call, wish).map(({ _id: id, identifier, name, critical, tags, severity }) => {
			const enabled = wish.enabled !== false;
			const condition = isFields(wish.condition) ? { condition: wish.condition } : {};
			const workflow = { id, identifier, name, critical, tags, severity };
			return { workflow, subscriptionId, enabled, ...condition };
		}),
	);
}

/** @throws ValidationError for preferences or a context that Novu does not take */
function checkWishes(call: Call): void {
	const { preferences, context } = call.body;
	const messages = contextErrors(context);
	if (Array.isArray(preferences) && !preferences.every(isFields)) {
		messages.push(
			'preferences.each value in nested property preferences must be either object or array',
		);
	}
	if (messages.length > 0) throw new ValidationError(messages);
}

/** @throws CommandError for an entry without a subscriber's ID, or for no entry at all */
function checkEntries(batch: readonly Asked[]): void {
	const command = 'CreateSubscriptionsCommand';
	if (batch.length === 0) {
		throw new CommandError(command, { subscriptions: { messages: [NONE_NAMED], value: [] } });
	}
	batch.forEach((one, index) => {
		const { messages } = new Checks({ ...one }).requiredString('subscriberId');
		if (messages.length === 0) return;
		const { subscriberId: value } = one;
		throw new CommandError(command, {
			[`subscriptions.${index}.subscriberId`]: {
				messages,
				...(value === undefined ? {} : { value }),
			},
		});
	});
}

function subscribeOne(call: Call, topic: Topic, subscriber: Subscriber, one: Asked): Fields {
	const identifier = one.identifier ?? identifierOf(topic, subscriber);
	const { name } = one;
	const created = subscribe(call.store, topic, subscriber, {
		identifier,
		...(name === undefined ? {} : { name }),
		preferences: preferencesFor(call, identifier),
		contextKeys: call.settings.scopedPreferences ? contextKeys(call.store, call.body.context) : [],
	});
	// As recorded: what has just been made has no times yet.
	return { ...written(call, created), createdAt: '', updatedAt: '' };
}

function takenBy(call: Call, one: Asked): BatchError {
	const dup = `{ _environmentId: ObjectId('${call.environment._id}'), identifier: "${one.identifier}" }`;
	const message = `E11000 duplicate key error collection: novu-db.topicsubscribers index: _environmentId_1_identifier_1 dup key: ${dup}`;
	return { subscriberId: one.subscriberId ?? '', code: 'SUBSCRIPTION_CREATE_FAILED', message };
}

/** Adds what is asked for; what is there already is handed back as it is. */
function add(call: Call): unknown {
	const batch = asked(call, { texts: false });
	checkWishes(call);
	checkEntries(batch);
	const { store } = call;
	const { topicKey } = call.params;
	checkKey(topicKey);
	const topic =
		store.topics.first('key', topicKey) ??
		addTopic(store, topicKey, call.body.name as string | undefined);
	const data = new Map<string, Fields>();
	const errors: BatchError[] = [];
	for (const one of batch) {
		const subscriber = store.subscriber(String(one.subscriberId));
		if (!subscriber) {
			errors.push(unknownSubscriber(one.subscriberId));
			continue;
		}
		const identifier = one.identifier ?? identifierOf(topic, subscriber);
		if (data.has(identifier)) continue;
		const known = store.topicSubscriptions.first('identifier', identifier);
		if (!known) {
			data.set(identifier, subscribeOne(call, topic, subscriber, one));
			continue;
		}
		const foreign = known.externalSubscriberId !== subscriber.subscriberId;
		data.set(identifier, { ...written(call, known), ...(foreign ? { subscriber: null } : {}) });
		if (foreign) errors.push(takenBy(call, one));
	}
	return outcome(batch.length, [...data.values()], errors);
}

/**
 * Takes away the subscriptions with the identifiers that are named, and all of the subscribers that are
 * named: an identifier beside a subscriber does not narrow it down.
 */
function removeSubscriptions(call: Call): unknown {
	const batch = asked(call, { texts: true });
	const topic = find(call);
	const { topicSubscriptions } = call.store;
	const inTopic = topicSubscriptions.lookup('topic', topic._id);
	const identifiers = batch.flatMap(({ identifier }) => identifier ?? []);
	const gone = inTopic.filter((one) => identifiers.includes(one.identifier));
	const errors: BatchError[] = [];
	for (const { subscriberId } of batch) {
		if (subscriberId === undefined) continue;
		const own = subscriptionsOf(call.store, topic, subscriberId);
		gone.push(...own);
		if (!call.store.subscriber(subscriberId)) errors.push(unknownSubscriber(subscriberId));
		else if (own.length === 0) errors.push(notSubscribed(subscriberId));
	}
	const data = gone.map((one) => ({ ...written(call, one), name: undefined }));
	for (const one of gone) topicSubscriptions.delete(one);
	return outcome(batch.length, data, errors);
}

function notSubscribed(subscriberId: string): BatchError {
	const message = `Subscription for subscriber '${subscriberId}' not found.`;
	return { subscriberId, code: 'SUBSCRIPTION_NOT_FOUND', message };
}

function subscriptionIn(call: Call, topic: Topic | undefined): TopicSubscription | undefined {
	const { identifier } = call.params;
	const found = call.store.topicSubscriptions.first('identifier', identifier);
	return found?._topicId === topic?._id ? found : undefined;
}

/** One that is not there is no error, and has no body. */
function getSubscription(call: Call): unknown {
	const topic = call.store.topics.first('key', call.params.topicKey);
	const found = subscriptionIn(call, topic);
	return found ? detailed(found) : NO_CONTENT;
}

function updateSubscription(call: Call): unknown {
	const topic = find(call);
	const found = subscriptionIn(call, topic);
	if (!found) {
		const { identifier } = call.params;
		throw notFound(`Subscription with identifier ${identifier} not found for topic ${topic.key}`);
	}
	checkWishes(call);
	const { name, preferences } = call.body;
	const wishes =
		preferences === undefined ? {} : { preferences: preferencesFor(call, found.identifier) };
	change(found, { ...(name === undefined ? {} : { name }), ...wishes });
	return written(call, found);
}

const SHARED = { category: 'configuration', only: WITH_V2 } as const;
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
		only: '3.19',
		method: 'GET',
		url: `${SUBSCRIPTIONS}/:identifier`,
		handle: getSubscription,
	},
	{
		...SHARED,
		only: '3.19',
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
