import { checkIds, NO_CONTENT, type Call, type Route } from '../call';
import { sameSet } from '../contexts';
import { ApiError, badRequest, CommandError, notFound, ValidationError } from '../errors';
import { isObjectId } from '../ids';
import { act, CHANGES, mark } from '../inbox';
import { newestFirst } from '../messages';
import { integer, text, texts } from '../paging';
import { findSubscriber } from '../subscribers';
import type { Fields, InboxAction, Message, Subscriber } from '../types';
import { Checks, isFields } from '../validation';
import { inboxOf } from './inbox';

const MOST_FILTERS = 30;
const SEVERITIES = ['high', 'medium', 'low', 'none'];
const NEAREST_SNOOZE_MS = 60_000;
const HOUR_MS = 3600 * 1000;
const SNOOZE_REASON =
	'The snooze duration you selected exceeds your current plan limit. Please upgrade your plan for extended snooze durations.';

function recipientOf(subscriber: Subscriber): Fields {
	const { _id: id, firstName, lastName, avatar, subscriberId } = subscriber;
	return {
		id,
		firstName: firstName ?? undefined,
		lastName: lastName ?? undefined,
		avatar: avatar ?? undefined,
		subscriberId,
	};
}

function workflowOf(call: Call, message: Message): Fields | undefined {
	const workflow = call.store.workflows.get(message._templateId);
	if (!workflow) return undefined;
	const { _id: id, identifier, name, critical, tags, severity } = workflow;
	return { id, identifier, name, critical, tags, severity };
}

function actionShown(action: InboxAction | undefined): Fields | undefined {
	if (!action) return undefined;
	const { label, isCompleted, url } = action;
	return { label, isCompleted, ...(url ? { redirect: { url, target: '_self' } } : {}) };
}

/** A message as the Inbox component and its API show it; lists leave `data` out. */
function listed(call: Call, message: Message): Fields {
	const subscriber = call.store.subscribers.get(message._subscriberId);
	const { primary, secondary } = message.actions;
	return {
		id: message._id,
		transactionId: message.transactionId,
		subject: message.subject,
		body: message.content,
		to: subscriber && recipientOf(subscriber),
		isRead: message.read,
		isSeen: message.seen,
		isArchived: message.archived,
		isSnoozed: isSnoozed(message),
		snoozedUntil: message.snoozedUntil,
		deliveredAt: [message.createdAt],
		createdAt: message.createdAt,
		readAt: message.lastReadDate,
		firstSeenAt: message.firstSeenDate,
		archivedAt: message.archivedAt,
		primaryAction: actionShown(primary),
		secondaryAction: actionShown(secondary),
		channelType: 'in_app',
		tags: message.tags,
		workflow: workflowOf(call, message),
		severity: message.severity,
	};
}

function shown(call: Call, message: Message): Fields {
	return { ...listed(call, message), data: message.payload };
}

function isSnoozed({ snoozedUntil }: Message): boolean {
	return typeof snoozedUntil === 'string';
}

/** What a JSON text holds; nothing where it is none. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function dataFilter(value: unknown): Fields {
	const data = typeof value === 'string' ? parsed(value) : value;
	if (!isFields(data)) throw badRequest('Invalid JSON format for data parameter');
	return data;
}

/** What is there and not `true` is false. */
function bool(value: unknown): boolean | undefined {
	return value === undefined || value === '' ? undefined : value === true || value === 'true';
}

function listOf(given: Fields, name: string): string[] | undefined {
	const found = texts(given, name);
	return found.length > 0 ? found : undefined;
}

/** A filter of the query. */
function filterOf(given: Fields): Fields {
	const fields: Fields = {
		tags: listOf(given, 'tags'),
		read: bool(given.read),
		archived: bool(given.archived),
		snoozed: bool(given.snoozed),
		seen: bool(given.seen),
		data: given.data === undefined ? undefined : dataFilter(given.data),
		severity: listOf(given, 'severity'),
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function matches(message: Message, given: Fields): boolean {
	const { tags, read, archived, snoozed, seen, data, severity } = filterOf(given);
	const carried = Object.entries(isFields(data) ? data : {});
	return (
		(read === undefined || message.read === read) &&
		(seen === undefined || message.seen === seen) &&
		message.archived === (archived ?? message.archived) &&
		isSnoozed(message) === (snoozed ?? isSnoozed(message)) &&
		(!Array.isArray(tags) || tags.some((tag) => message.tags.includes(String(tag)))) &&
		(!Array.isArray(severity) || severity.includes(message.severity)) &&
		carried.every(([name, value]) => message.payload[name] === value)
	);
}

function inTime(query: Fields): (message: Message) => boolean {
	const bound = (name: string, fallback: number) =>
		integer(query, name, { fallback: 0 }) || fallback;
	const from = bound('createdGte', -Infinity);
	const until = bound('createdLte', Infinity);
	return ({ createdAt }) => Date.parse(createdAt) >= from && Date.parse(createdAt) <= until;
}

/** Keys that are named mean those that have exactly these; none that are named mean all. */
function inContext(query: Fields): (message: Message) => boolean {
	if (query.contextKeys === undefined && query['contextKeys[]'] === undefined) return () => true;
	const keys = texts(query, 'contextKeys');
	return (message) => sameSet(keys, message.contextKeys);
}

function checkList(query: Fields): void {
	const after = text(query, 'after');
	const messages: string[] = [];
	if (after !== undefined && !isObjectId(after)) {
		messages.push('The after cursor must be a valid MongoDB ObjectId');
	}
	if (!texts(query, 'severity').every((one) => SEVERITIES.includes(one))) messages.push('');
	if (messages.length > 0) throw new ValidationError(messages);
}

function list(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const offset = integer(call.query, 'offset', { fallback: 0, min: 0 });
	checkList(call.query);
	const timely = inTime(call.query);
	const filter = filterOf(call.query);
	const subscriber = findSubscriber(call, 'quoted');
	const contextual = inContext(call.query);
	const found = newestFirst(inboxOf(call, subscriber)).filter(
		(one) => matches(one, filter) && timely(one) && contextual(one),
	);
	const after = text(call.query, 'after');
	if (after && !call.store.messages.get(after)) throw new Error(`No message ${after}`);
	const start = after ? found.findIndex((one) => one._id === after) + 1 : offset;
	const end = start + limit;
	const data = found.slice(start, end).map((one) => listed(call, one));
	return { data, hasMore: end < found.length, filter: { ...filter, ...echo(call.query) } };
}

/** What an answer repeats of the query as it was given. */
function echo(query: Fields): Fields {
	const { severity } = query;
	const times = ['createdGte', 'createdLte'].flatMap((name) => {
		const given = text(query, name);
		return given === undefined ? [] : [[name, Number(given)]];
	});
	return { ...(typeof severity === 'string' ? { severity } : {}), ...Object.fromEntries(times) };
}

function countFilters(call: Call): Fields[] {
	const given = text(call.query, 'filters');
	const filters = given === undefined ? undefined : parsed(given);
	if (given !== undefined && filters === undefined) {
		throw badRequest('Invalid filters, the JSON object should be provided.');
	}
	const checks = new Checks({ filters }).defined('filters');
	if (!Array.isArray(filters) || filters.length > MOST_FILTERS) {
		checks.add([`filters must contain no more than ${MOST_FILTERS} elements`]);
	}
	checks.array('filters').enforce();
	return (filters as unknown[]).map((one) => (isFields(one) ? one : {}));
}

/** Counts for each filter; contexts are not looked at. */
function count(call: Call): unknown {
	const filters = countFilters(call);
	const { subscriberId } = call.params;
	const subscriber = call.store.subscriber(subscriberId);
	if (!subscriber) {
		const environment = call.environment._id;
		throw badRequest(`Subscriber ${subscriberId} doesn't exist in environment ${environment}`);
	}
	const all = inboxOf(call, subscriber);
	const data = filters.map((filter) => {
		const found = all.filter((message) => matches(message, filter));
		return { count: found.length, filter };
	});
	return { data };
}

function find(call: Call): Message {
	const { notificationId } = call.params;
	const contextual = inContext(call.query);
	const found = inboxOf(call, findSubscriber(call, 'quoted')).find(
		(one) => one._id === notificationId && contextual(one),
	);
	if (!found) throw notFound(`Notification with id: ${notificationId} is not found.`);
	return found;
}

/**
 * Until when to snooze.
 * @throws ValidationError for a time that is too near or none, CommandError for a malformed ID, and
 * ApiError 402 for one that is further ahead than the plan allows, before the notification is looked for
 */
function snoozeTime(call: Call): string {
	const { snoozeUntil } = call.body;
	const until = typeof snoozeUntil === 'string' ? Date.parse(snoozeUntil) : NaN;
	const messages: string[] = [];
	if (!(until - Date.now() >= NEAREST_SNOOZE_MS)) {
		messages.push('Snooze time must be at least 60 seconds in the future');
	}
	if (Number.isNaN(until)) messages.push('snoozeUntil must be a Date instance');
	if (messages.length > 0) throw new ValidationError(messages);
	checkIds(call, { notificationId: 'SnoozeNotificationCommand' });
	if (until - Date.now() > call.settings.snoozeHours * HOUR_MS) {
		throw new ApiError(402, 'Snooze Duration Limit Exceeded', { reason: SNOOZE_REASON });
	}
	return new Date(until).toISOString();
}

function snooze(call: Call): unknown {
	const until = snoozeTime(call);
	const message = find(call);
	CHANGES.snooze(message, until);
	return shown(call, message);
}

function unsnooze(call: Call): unknown {
	const { notificationId } = call.params;
	const all = inboxOf(call, findSubscriber(call, 'quoted'));
	const found = all.find((one) => one._id === notificationId && isSnoozed(one));
	if (!found) {
		throw notFound(
			`Could not find a snoozed notification with id '${notificationId}'. The notification may not exist or may not be in a snoozed state.`,
		);
	}
	CHANGES.unsnooze(found);
	return shown(call, found);
}

function updateAction(call: Call, isCompleted: boolean): unknown {
	const { actionType } = call.params;
	if (actionType !== 'primary' && actionType !== 'secondary') {
		const messages = ['actionType must be one of the following values: primary, secondary'];
		throw new CommandError('UpdateNotificationActionCommand', {
			actionType: { messages, value: actionType },
		});
	}
	const message = find(call);
	if (!message.actions[actionType]) {
		throw badRequest(
			`Could not perform action on the ${actionType} button because it does not exist.`,
		);
	}
	act(message, actionType, isCompleted);
	return shown(call, message);
}

/**
 * The notifications that one of the calls for many means. Other than in lists, keys of contexts mean
 * those that have any of them, and an empty list of keys all.
 */
function meant(call: Call): Message[] {
	const { notificationIds, tags, data, contextKeys } = call.body;
	const ids = Array.isArray(notificationIds) ? notificationIds : undefined;
	if (ids && !ids.every(isObjectId)) {
		throw new ValidationError(['each value in notificationIds must be a mongodb id']);
	}
	const filter = { tags, ...(data === undefined ? {} : { data: dataFilter(data) }) };
	const keys = Array.isArray(contextKeys) && contextKeys.length > 0 ? contextKeys : undefined;
	return inboxOf(call, findSubscriber(call, 'quoted')).filter(
		(one) =>
			(ids ? ids.includes(one._id) : matches(one, filter)) &&
			(!keys || one.contextKeys.some((key) => keys.includes(key))),
	);
}

const MANY: Record<string, (call: Call, message: Message) => unknown> = {
	seen: (_call, message) => mark(message, 'seen'),
	read: (_call, message) => mark(message, 'read'),
	archive: (_call, message) => CHANGES.archive(message),
	'read-archive': (_call, message) => message.read && CHANGES.archive(message),
	delete: (call, message) => call.store.messages.delete(message),
};

const MARK_COMMAND = 'MarkNotificationAsCommand';
const ACTION_IDS = { notificationId: 'UpdateNotificationActionCommand' };
const SHARED = { category: 'configuration', only: '3.19' } as const;
const NOTIFICATIONS = '/v2/subscribers/:subscriberId/notifications';
const ONE = `${NOTIFICATIONS}/:notificationId`;

const changeRoutes = (['read', 'unread', 'archive', 'unarchive'] as const).map(
	(name): Route => ({
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/${name}`,
		ids: { notificationId: MARK_COMMAND },
		handle: (call) => shown(call, CHANGES[name](find(call))),
	}),
);

const manyRoutes = Object.entries(MANY).map(
	([name, apply]): Route => ({
		...SHARED,
		method: 'POST',
		url: `${NOTIFICATIONS}/${name}`,
		handle: (call) => {
			for (const message of meant(call)) apply(call, message);
			return NO_CONTENT;
		},
	}),
);

/** The inbox of v2. */
export const inboxV2Routes: Route[] = [
	{ ...SHARED, method: 'GET', url: NOTIFICATIONS, handle: list },
	{ ...SHARED, method: 'GET', url: `${NOTIFICATIONS}/count`, handle: count },
	...changeRoutes,
	{ ...SHARED, method: 'PATCH', url: `${ONE}/snooze`, handle: snooze },
	{
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/unsnooze`,
		ids: { notificationId: 'UnsnoozeNotificationCommand' },
		handle: unsnooze,
	},
	...manyRoutes,
	{
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/actions/:actionType/complete`,
		ids: ACTION_IDS,
		handle: (call) => updateAction(call, true),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/actions/:actionType/revert`,
		ids: ACTION_IDS,
		handle: (call) => updateAction(call, false),
	},
	{
		...SHARED,
		method: 'DELETE',
		url: ONE,
		ids: { notificationId: 'DeleteNotificationCommand' },
		handle: (call) => {
			call.store.messages.delete(find(call));
			return NO_CONTENT;
		},
	},
];
