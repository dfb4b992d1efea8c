import { NO_CONTENT, simulateRaceWindow, withId, type Call, type Route } from '../call';
import { badRequest, conflict, notFound, ValidationError } from '../errors';
import { integer, text } from '../paging';
import { change } from '../store';
import { addTopic, membersOf, subscribe, subscriptionsOf, topicNamed } from '../topics';
import type { Fields, Topic } from '../types';
import { Checks } from '../validation';

const LARGEST_PAGE = 10;

function shown(call: Call, topic: Topic): Fields {
	const { _id, _environmentId, _organizationId, key, name, createdAt, updatedAt } = topic;
	const times = call.settings.novu === '2.0' ? {} : { createdAt, updatedAt };
	return {
		...times,
		_id,
		_environmentId,
		_organizationId,
		key,
		name,
		subscribers: membersOf(call.store, topic),
	};
}

function find(call: Call): Topic {
	const { topicKey } = call.params;
	const found = call.store.topics.first('key', topicKey);
	if (found) return found;
	throw notFound(`Topic not found for id ${topicKey} in the environment ${call.environment._id}`);
}

/** As with subscribers, there is time between looking for the topic and making it. */
async function create(call: Call): Promise<unknown> {
	new Checks(call.body).requiredString('key').requiredString('name').enforce();
	const { key, name } = call.body as { key: string; name: string };
	const nameless = call.settings.novu === '2.0' && name === '';
	if (key === '' || nameless) throw new Error('A topic needs a key and a name');
	const { _id, _organizationId } = call.environment;
	if (call.store.topics.first('key', key)) {
		throw conflict(
			`Topic exists with key ${key} in the environment ${_id} of the organization ${_organizationId}`,
		);
	}
	const pause = simulateRaceWindow(call);
	if (pause) await pause;
	if (call.settings.uniqueSubscribers && call.store.topics.first('key', key)) {
		throw new Error(`Duplicate key: ${key}`);
	}
	const topic = addTopic(call.store, key, name);
	return { _id: topic._id, key };
}

function list(call: Call): unknown {
	const old = call.settings.novu === '2.0';
	const command = old ? undefined : 'FilterTopicsCommand';
	const page = integer(call.query, 'page', { fallback: 0, min: 0, command });
	const size = { fallback: LARGEST_PAGE, min: 1, command };
	const pageSize = integer(call.query, 'pageSize', old ? size : { ...size, max: LARGEST_PAGE });
	if (pageSize > LARGEST_PAGE) {
		throw badRequest(`Page size can not be larger then ${LARGEST_PAGE}`);
	}
	const key = text(call.query, 'key');
	const found = key ? call.store.topics.lookup('key', key) : call.store.topics.all;
	const data = found.slice(page * pageSize, (page + 1) * pageSize).map((one) => shown(call, one));
	return { page, totalCount: found.length, pageSize, data };
}

/** The ids of a body, each once; anything may be among them. */
function named(call: Call): unknown[] {
	new Checks(call.body).requiredArray('subscribers').enforce();
	return [...new Set(call.body.subscribers as unknown[])];
}

function add(call: Call): unknown {
	const ids = named(call);
	const topic = topicNamed(call.store, call.params.topicKey);
	const subscribers = ids.map((id) => ({ id, found: call.store.subscriber(String(id)) }));
	const known = subscribers.filter(({ id, found }) => typeof id === 'string' && found);
	const notFoundIds = subscribers.filter((one) => !known.includes(one)).map(({ id }) => id);
	for (const { found } of known) {
		if (found && subscriptionsOf(call.store, topic, found.subscriberId).length === 0) {
			subscribe(call.store, topic, found);
		}
	}
	const failed = notFoundIds.length > 0 ? { failed: { notFound: notFoundIds } } : {};
	return { succeeded: known.map(({ id }) => id), ...failed };
}

function remove(call: Call): unknown {
	if (!Array.isArray(call.body.subscribers)) {
		throw new ValidationError(['subscribers must be an array']);
	}
	const topic = call.store.topics.first('key', call.params.topicKey);
	for (const id of topic ? named(call) : []) {
		for (const one of topic ? subscriptionsOf(call.store, topic, String(id)) : []) {
			call.store.topicSubscriptions.delete(one);
		}
	}
	return NO_CONTENT;
}

function check(call: Call): unknown {
	const { topicKey, subscriberId } = call.params;
	const topic = call.store.topics.first('key', topicKey);
	const found = topic && subscriptionsOf(call.store, topic, subscriberId)[0];
	if (!found) {
		throw notFound(
			`Subscriber ${subscriberId} not found for topic ${topicKey} in the environment ${call.environment._id}`,
		);
	}
	const { externalSubscriberId, _topicId, _organizationId, _environmentId, _subscriberId } = found;
	const told = { externalSubscriberId, topicKey, _topicId, _organizationId, _environmentId };
	if (call.settings.novu !== '2.0') return { ...told, _subscriberId };
	const hidden = { identifier: undefined, preferences: undefined, contextKeys: undefined };
	return withId({ ...found, ...hidden });
}

function rename(call: Call): unknown {
	new Checks(call.body).requiredString('name').enforce();
	if (call.settings.novu !== '2.0' && call.body.name === '') throw badRequest('Name is required');
	return shown(call, change(find(call), { name: call.body.name }));
}

function removeTopic(call: Call): unknown {
	const topic = find(call);
	if (membersOf(call.store, topic).length > 0) {
		throw conflict(
			`Topic with key ${topic.key} in the environment ${call.environment._id} can't be deleted as it still has subscribers assigned`,
		);
	}
	call.store.topics.delete(topic);
	return NO_CONTENT;
}

/** Topics of v1. */
export const topicRoutes: Route[] = [
	{ method: 'POST', url: '/v1/topics', category: 'configuration', handle: create },
	{ method: 'GET', url: '/v1/topics', category: 'configuration', handle: list },
	{
		method: 'GET',
		url: '/v1/topics/:topicKey',
		category: 'configuration',
		handle: (call) => shown(call, find(call)),
	},
	{ method: 'PATCH', url: '/v1/topics/:topicKey', category: 'configuration', handle: rename },
	{ method: 'DELETE', url: '/v1/topics/:topicKey', category: 'configuration', handle: removeTopic },
	{
		method: 'POST',
		url: '/v1/topics/:topicKey/subscribers',
		category: 'configuration',
		status: 200,
		handle: add,
	},
	{
		method: 'POST',
		url: '/v1/topics/:topicKey/subscribers/removal',
		category: 'configuration',
		handle: remove,
	},
	{
		method: 'GET',
		url: '/v1/topics/:topicKey/subscribers/:subscriberId',
		category: 'configuration',
		handle: check,
	},
];
