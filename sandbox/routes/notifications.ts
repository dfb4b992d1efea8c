import { withId, type Call, type Route } from '../call';
import { notFound } from '../errors';
import { subscriberSummary } from '../messages';
import { integer, text, texts } from '../paging';
import type { Fields, Job, Notification, Step, Subscriber } from '../types';
import { stepDocument, triggersOf } from './workflows';

const TIMED = { weekDays: [], monthDays: [] };
const MONTH_MS = 30 * 24 * 3600 * 1000;

/** Held-up steps tell how long; in 2.0 all of them have such a field. */
function digestOf(call: Call, step: Step): Fields | undefined {
	const held = step.type === 'delay' || step.type === 'digest';
	return held || call.settings.novu === '2.0'
		? { timed: TIMED, events: [], ...step.metadata }
		: undefined;
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
	const { store } = call;
	const workflow = store.workflows.get(notification._templateId);
	const subscriber = store.subscribers.get(notification._subscriberId);
	const { jobs, payload, topicKeys, ...rest } = notification;
	const template = workflow && {
		_id: workflow._id,
		name: workflow.name,
		triggers: triggersOf(workflow),
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
function tests(query: Fields): Test[] {
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
	const [after, before, search] = ['after', 'before', 'search'].map((name) => text(query, name));
	if (after) found.push((one) => Date.parse(one.createdAt) >= Date.parse(after));
	if (before) found.push((one) => Date.parse(one.createdAt) <= Date.parse(before));
	if (search) {
		found.push((one, subscriber) =>
			[one.transactionId, one._id, subscriber?.subscriberId, subscriber?.email].includes(search),
		);
	}
	return found;
}

function list(call: Call): unknown {
	const { query, store } = call;
	const page = integer(query, 'page', { fallback: 0, min: 0 });
	const limit =
		call.settings.novu === '2.0' ? 10 : integer(query, 'limit', { fallback: 10, min: 1, max: 50 });
	const all = tests(query);
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
	throw notFound(`Notification with id ${call.params.notificationId} not found`);
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
	{ method: 'GET', url: '/v1/notifications/:notificationId', category: 'global', handle: get },
];
