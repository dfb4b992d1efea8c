import { omit } from '../omit';
import { withId, type Call, type Route } from '../call';
import { sameSet } from '../contexts';
import { ApiError, CommandError, ValidationError } from '../errors';
import { isObjectId } from '../ids';
import { subscriberSummary } from '../messages';
import { integer, text, texts } from '../paging';
import { CHANNELS } from '../preferences';
import { subscriptionsOf } from '../topics';
import type { Fields, Job, Notification, Step, Subscriber, Workflow } from '../types';
import { stepDocument, triggersOf } from './workflows';

const TIMED = { weekDays: [], monthDays: [] };
const SEVERITIES = ['high', 'medium', 'low', 'none'];
const MONTH_MS = 30 * 24 * 3600 * 1000;

/** Held-up steps tell how long; in 2.0 all of them have such a field. */
function digestOf(call: Call, step: Step): Fields | undefined {
	const held = step.type === 'delay' || step.type === 'digest';
	return held || call.settings.novu === '2.0'
		? { timed: TIMED, events: [], ...step.metadata }
		: undefined;
}

/** A step as a job shows it since 3. */
function stepSince3(call: Call, workflow: Workflow | undefined, job: Job): Fields {
	const { step } = job;
	const { _id, active, metadata, type, content } = step;
	// Steps of v1 have no name, and those of v2 keep their content elsewhere.
	const steps = workflow?.steps.filter((one) => one.active) ?? [];
	const before = steps[steps.indexOf(step) - 1];
	const v1 = workflow?.origin === 'novu-cloud-v1';
	const name = v1 ? undefined : step.name;
	const template = {
		type,
		content: v1 ? content : '',
		variables: [],
		_feedId: null,
		_layoutId: null,
		name,
		_creatorId: call.store.organization.userId,
	};
	return {
		_id,
		active,
		metadata: { timed: TIMED, ...metadata },
		_templateId: _id,
		name,
		_parentId: before?._id ?? null,
		filters: [],
		template,
		variants: [],
	};
}

function jobSince3(call: Call, notification: Notification, job: Job): Fields {
	const { providerId, step } = job;
	const { payload, overrides } = notification;
	const workflow = call.store.workflows.get(notification._templateId);
	const v1 = workflow?.origin === 'novu-cloud-v1';
	const held = step.type === 'delay' || step.type === 'digest';
	const digest = { digestKey: 'No-Key-Provided', events: [], ...step.metadata };
	return {
		_id: job._id,
		type: step.type,
		...(v1 && held ? { digest } : {}),
		executionDetails: job.executionDetails.map((detail) => ({
			...detail,
			isRetry: false,
			isTest: false,
			providerId,
			source: 'Internal',
		})),
		step: stepSince3(call, workflow, job),
		...(Object.keys(payload).length > 0 ? { payload } : {}),
		...(Object.keys(overrides).length > 0 ? { overrides } : {}),
		providerId,
		status: job.status,
		updatedAt: job.updatedAt,
	};
}

/** Which subscriptions brought the event to the subscriber. */
function toSince3(call: Call, { to, topicKeys }: Notification, subscriberId = ''): Fields {
	if (topicKeys.length === 0) return to;
	const topics = topicKeys.map((topicKey) => {
		const topic = call.store.topics.first('key', topicKey);
		const own = topic && subscriptionsOf(call.store, topic, subscriberId)[0];
		return {
			_topicId: topic?._id,
			topicKey,
			_topicSubscriptionId: own?._id,
			subscriptionIdentifier: own?.identifier,
		};
	});
	return { ...to, topics };
}

/** One line of the activity feed since 3. */
function activitySince3(call: Call, notification: Notification): Fields {
	const { store } = call;
	const workflow = store.workflows.get(notification._templateId);
	const subscriber = store.subscribers.get(notification._subscriberId);
	const { jobs, payload, topicKeys, ...rest } = omit(notification, 'overrides');
	return {
		...rest,
		to: toSince3(call, notification, subscriber?.subscriberId),
		topics: topicKeys.map((key) => topicOf(call, key)),
		channels: jobs.map((job) => job.step.type),
		...(Object.keys(payload).length > 0 ? { payload } : {}),
		tags: workflow?.tags ?? [],
		critical: workflow?.readOnly ?? false,
		template: workflow && {
			_id: workflow._id,
			name: workflow.name,
			triggers: triggersOf(call, workflow),
			origin: workflow.origin,
		},
		subscriber: subscriber && { ...subscriberSummary(subscriber, true), id: undefined },
		jobs: jobs.map((job) => jobSince3(call, notification, job)),
	};
}

function jobDocument(call: Call, notification: Notification, job: Job): Fields {
	const { providerId, step, payload } = { ...job, payload: notification.payload };
	return {
		digest: digestOf(call, step),
		_id: job._id,
		createdAt: job.createdAt,
		...(Object.keys(payload).length > 0 ? { payload } : {}),
		providerId,
		step: stepDocument(call, step, job.parentId),
		status: job.status,
		type: step.type,
		updatedAt: job.updatedAt,
		_notificationId: notification._id,
		executionDetails: job.executionDetails.map((detail) => ({
			...detail,
			isRetry: false,
			isTest: false,
			providerId,
			source: 'Internal',
			updatedAt: detail.createdAt,
			_jobId: job._id,
			id: detail._id,
		})),
		id: job._id,
	};
}

function topicOf(call: Call, topicKey: string): Fields {
	return { _topicId: call.store.topics.first('key', topicKey)?._id, topicKey };
}

/** One line of the activity feed; `updatedAt` stays at its creation while its jobs go on. */
function activity(call: Call, notification: Notification): Fields {
	if (call.settings.novu !== '2.0') return activitySince3(call, notification);
	const { store } = call;
	const workflow = store.workflows.get(notification._templateId);
	const subscriber = store.subscribers.get(notification._subscriberId);
	const { jobs, payload, topicKeys, ...rest } = omit(
		notification,
		'severity',
		'contextKeys',
		'overrides',
	);
	const template = workflow && {
		_id: workflow._id,
		name: workflow.name,
		triggers: triggersOf(call, workflow),
	};
	return withId({
		...rest,
		channels: jobs.map((job) => job.step.type),
		...(Object.keys(payload).length > 0 ? { payload } : {}),
		...(topicKeys.length > 0 ? { topics: topicKeys.map((key) => topicOf(call, key)) } : {}),
		expireAt: new Date(Date.parse(notification.createdAt) + MONTH_MS).toISOString(),
		tags: workflow?.tags ?? [],
		__v: 0,
		template: template && withId(template),
		subscriber: subscriber && subscriberSummary(subscriber, true),
		jobs: jobs.map((job) => jobDocument(call, notification, job)),
	});
}

type Test = (notification: Notification, subscriber: Subscriber | undefined) => boolean;

/** The filters of the query; each list means any of its values. */
function tests(call: Call): Test[] {
	const { query, store } = call;
	const { novu } = call.settings;
	const found: Test[] = [];
	const listed = (name: string, test: (values: string[]) => Test) => {
		const values = texts(query, name);
		if (values.length > 0) found.push(test(values));
	};
	listed(
		'channels',
		(values) =>
			({ jobs }) =>
				jobs.some((job) => values.includes(job.step.type)),
	);
	listed('templates', (values) => (one) => values.includes(one._templateId));
	listed('emails', (values) => (_one, subscriber) => values.includes(String(subscriber?.email)));
	listed('transactionId', (values) => (one) => values.includes(one.transactionId));
	listed('topicKey', (values) => (one) => one.topicKeys.some((key) => values.includes(key)));
	listed(
		'subscriberIds',
		(values) => (_one, subscriber) =>
			subscriber !== undefined && values.includes(subscriber.subscriberId),
	);
	if (novu !== '2.0') {
		listed('severity', (values) => (one) => values.includes(one.severity));
		listed('contextKeys', (keys) => (one) => sameSet(keys, one.contextKeys));
		listed(
			'subscriptionId',
			(identifiers) => (one, subscriber) =>
				one.topicKeys.some((key) => {
					const topic = store.topics.first('key', key);
					const own = topic && subscriptionsOf(store, topic, subscriber?.subscriberId ?? '');
					return own?.some(({ identifier }) => identifiers.includes(identifier));
				}),
		);
	}
	const [after, before, search] = ['after', 'before', 'search'].map((name) => text(query, name));
	if (after) found.push((one) => Date.parse(one.createdAt) >= Date.parse(after));
	if (before) found.push((one) => Date.parse(one.createdAt) <= Date.parse(before));
	if (search && novu !== '2.0') {
		found.push((one, subscriber) => {
			const { subscriberId, email, firstName, lastName } = subscriber ?? {};
			const told = [one._id, subscriberId, email, firstName, lastName].map(String).join(' ');
			return told.toLowerCase().includes(search.toLowerCase());
		});
	} else if (search) {
		found.push((one, subscriber) =>
			[one.transactionId, one._id, subscriber?.subscriberId, subscriber?.email].includes(search),
		);
	}
	return found;
}

/** @throws what Novu says about the filters since 3 */
function checkQuery(query: Fields): void {
	if (!texts(query, 'severity').every((one) => SEVERITIES.includes(one))) {
		throw new ValidationError(['']);
	}
	const [after, before] = ['after', 'before'].map((name) => {
		const given = text(query, name);
		if (given !== undefined && !/^\d{4}-\d\d-\d\d/.test(given)) {
			const reason = `Invalid date format for parameter '${name}': ${given}. Please provide a valid ISO 8601 date string.`;
			throw new ApiError(400, reason, {}, 'bare');
		}
		return given === undefined ? undefined : Date.parse(given);
	});
	if (after !== undefined && after > (before ?? Date.now())) {
		const reason = 'Invalid date range: start date (after) must be earlier than end date (before)';
		throw new ApiError(400, reason, {}, 'bare');
	}
	const each = (name: string, test: (value: string) => boolean, rule: string) => {
		const value = texts(query, name);
		if (value.every(test)) return;
		const messages = [`each value in ${name} must be ${rule}`];
		throw new CommandError('GetActivityFeedCommand', { [name]: { messages, value } });
	};
	const channels: readonly string[] = CHANNELS;
	const oneOf = `one of the following values: ${channels.join(', ')}`;
	each('channels', (value) => channels.includes(value), oneOf);
	each('templates', isObjectId, 'a mongodb id');
}

function list(call: Call): unknown {
	const { query, store } = call;
	const page = integer(query, 'page', { fallback: 0, min: 0 });
	const limit =
		call.settings.novu === '2.0' ? 10 : integer(query, 'limit', { fallback: 10, min: 1, max: 50 });
	if (call.settings.novu !== '2.0') checkQuery(query);
	const all = tests(call);
	const data: Notification[] = [];
	let skip = page * limit;
	for (let index = store.notifications.size - 1; index >= 0 && data.length < limit; index--) {
		const one = store.notifications.all[index];
		const subscriber = store.subscribers.get(one._subscriberId);
		if (!all.every((test) => test(one, subscriber))) continue;
		if (skip-- > 0) continue;
		data.push(one);
	}
	const hasMore = data.length === limit;
	return { page, hasMore, pageSize: limit, data: data.map((one) => activity(call, one)) };
}

function get(call: Call): unknown {
	const found = call.store.notifications.get(call.params.notificationId);
	if (found) return activity(call, found);
	if (call.settings.novu === '2.0') return null;
	throw new ApiError(404, 'Notification not found', {}, 'status');
}

function sent(call: Call): unknown {
	const weeklySent = call.store.notifications.size;
	return { weeklySent, monthlySent: weeklySent };
}

/** Jobs by day, oldest first. */
function graph(call: Call): unknown {
	const days = new Map<string, { count: number; templates: Set<string>; channels: Set<string> }>();
	for (const { createdAt, jobs, _templateId } of call.store.notifications.all) {
		const day = createdAt.slice(0, 10);
		const sum = days.get(day) ?? { count: 0, templates: new Set(), channels: new Set() };
		days.set(day, sum);
		sum.count += jobs.length;
		sum.templates.add(_templateId);
		for (const job of jobs) sum.channels.add(job.step.type);
	}
	return [...days].map(([_id, { count, templates, channels }]) => ({
		_id,
		count,
		templates: [...templates],
		channels: [...channels],
	}));
}

export const notificationRoutes: Route[] = [
	{ method: 'GET', url: '/v1/notifications', category: 'global', handle: list },
	{ method: 'GET', url: '/v1/notifications/stats', category: 'global', handle: sent },
	{ method: 'GET', url: '/v1/notifications/graph/stats', category: 'global', handle: graph },
	{
		method: 'GET',
		url: '/v1/notifications/:notificationId',
		category: 'global',
		ids: { notificationId: 'GetActivityCommand' },
		handle: get,
	},
];
