import { NO_CONTENT, type Call, type Route } from '../call';
import { badRequest, notFound, ValidationError } from '../errors';
import { now } from '../ids';
import { mark } from '../inbox';
import { newestFirst } from '../messages';
import { integer, text, texts } from '../paging';
import { change } from '../store';
import { findSubscriber } from '../subscribers';
import type { Fields, Message, Subscriber } from '../types';
import { Checks, isFields } from '../validation';
import { inboxOf } from './inbox';

const MOST_FILTERS = 30;

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

/** A message as the Inbox component and its API show it. */
function shown(call: Call, message: Message): Fields {
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
		snoozedUntil: message.snoozedUntil ?? null,
		deliveredAt: [message.createdAt],
		createdAt: message.createdAt,
		readAt: message.read ? message.lastReadDate : null,
		firstSeenAt: message.lastSeenDate ?? null,
		archivedAt: message.archivedAt ?? null,
		primaryAction: primary,
		secondaryAction: secondary,
		channelType: 'in_app',
		tags: message.tags,
		data: message.payload,
		workflow: workflowOf(call, message),
		severity: 'none',
	};
}

function isSnoozed({ snoozedUntil }: Message): boolean {
	return snoozedUntil !== undefined;
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
	if (!isFields(data)) throw new ValidationError(['data must be a JSON text of an object']);
	return data;
}

function bool(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	return typeof value === 'string' && value !== '' ? value === 'true' : undefined;
}

/** A filter of the query or of one entry of the count's list. */
function filterOf(given: Fields): Fields {
	const tags = texts(given, 'tags');
	const fields: Fields = {
		tags: tags.length > 0 ? tags : undefined,
		read: bool(given.read),
		archived: bool(given.archived),
		snoozed: bool(given.snoozed),
		seen: bool(given.seen),
		data: given.data === undefined ? undefined : dataFilter(given.data),
		severity: texts(given, 'severity').length > 0 ? texts(given, 'severity') : undefined,
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function matches(message: Message, filter: Fields): boolean {
	const { tags, read, archived, snoozed, seen, data, severity } = filter;
	const carried = Object.entries(isFields(data) ? data : {});
	return (
		(read === undefined || message.read === read) &&
		(seen === undefined || message.seen === seen) &&
		message.archived === (archived ?? message.archived) &&
		isSnoozed(message) === (snoozed ?? false) &&
		(!Array.isArray(tags) || tags.some((tag) => message.tags.includes(String(tag)))) &&
		(!Array.isArray(severity) || severity.includes('none')) &&
		carried.every(([name, value]) => message.payload[name] === value)
	);
}

function inTime(query: Fields): (message: Message) => boolean {
	const from = Number(text(query, 'createdGte') ?? -Infinity);
	const until = Number(text(query, 'createdLte') ?? Infinity);
	return ({ createdAt }) => Date.parse(createdAt) >= from && Date.parse(createdAt) <= until;
}

function list(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const offset = integer(call.query, 'offset', { fallback: 0, min: 0 });
	const subscriber = findSubscriber(call, 'quoted');
	const filter = filterOf(call.query);
	const found = newestFirst(inboxOf(call, subscriber)).filter(
		(one) => matches(one, filter) && inTime(call.query)(one),
	);
	const after = text(call.query, 'after');
	const start = after ? found.findIndex((one) => one._id === after) + 1 : offset;
	const end = start + limit;
	const data = found.slice(start, end).map((one) => shown(call, one));
	return { data, hasMore: end < found.length, filter };
}

function count(call: Call): unknown {
	const subscriber = findSubscriber(call, 'quoted');
	const filters = parsed(text(call.query, 'filters') ?? '');
	if (!Array.isArray(filters) || filters.length > MOST_FILTERS) {
		throw new ValidationError([`filters must contain no more than ${MOST_FILTERS} elements`]);
	}
	const all = inboxOf(call, subscriber);
	const data = filters.map((one: unknown) => {
		const filter = filterOf(isFields(one) ? one : {});
		return { count: all.filter((message) => matches(message, filter)).length, filter };
	});
	return { data };
}

function find(call: Call): Message {
	const { notificationId } = call.params;
	const found = inboxOf(call, findSubscriber(call, 'quoted')).find((one) => one._id === notificationId);
	if (!found) throw notFound(`Notification with id: ${notificationId} is not found.`);
	return found;
}

/** What a call does to one notification. */
const CHANGES: Record<string, (message: Message, body: Fields) => unknown> = {
	read: (message) => mark(message, 'read'),
	unread: (message) => mark(message, 'unread'),
	archive: (message) => change(message, { archived: true, archivedAt: now() }),
	unarchive: (message) => change(message, { archived: false, archivedAt: undefined }),
	unsnooze: (message) => change(message, { snoozedUntil: undefined }),
	snooze: (message, body) => {
		new Checks(body).requiredString('snoozeUntil').enforce();
		const until = Date.parse(String(body.snoozeUntil));
		if (!(until > Date.now())) {
			throw new ValidationError(['snoozeUntil must be a time in the future']);
		}
		change(message, { snoozedUntil: new Date(until).toISOString() });
	},
};

function act(call: Call, isCompleted: boolean): unknown {
	const { actionType } = call.params;
	if (actionType !== 'primary' && actionType !== 'secondary') {
		const allowed = 'actionType must be one of the following values: primary, secondary';
		throw new ValidationError([allowed]);
	}
	const message = find(call);
	const action = message.actions[actionType];
	if (!action) throw badRequest(`Notification has no ${actionType} action`);
	change(message, { actions: { ...message.actions, [actionType]: { ...action, isCompleted } } });
	return shown(call, message);
}

/** The notifications that one of the calls for many means. */
function meant(call: Call): Message[] {
	const { notificationIds } = call.body;
	const filter = filterOf({ tags: call.body.tags, data: call.body.data });
	return inboxOf(call, findSubscriber(call, 'quoted')).filter((one) =>
		Array.isArray(notificationIds)
			? notificationIds.includes(one._id)
			: matches(one, { ...filter, snoozed: isSnoozed(one) }),
	);
}

const MANY: Record<string, (call: Call, message: Message) => unknown> = {
	seen: (_call, message) => mark(message, 'seen'),
	read: (_call, message) => mark(message, 'read'),
	archive: (_call, message) => CHANGES.archive(message, {}),
	'read-archive': (_call, message) => message.read && CHANGES.archive(message, {}),
	delete: (call, message) => call.store.messages.delete(message),
};

const SHARED = { category: 'configuration', only: '3.19' } as const;
const NOTIFICATIONS = '/v2/subscribers/:subscriberId/notifications';
const ONE = `${NOTIFICATIONS}/:notificationId`;

const changeRoutes = Object.entries(CHANGES).map(
	([name, apply]): Route => ({
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/${name}`,
		handle: (call) => {
			const message = find(call);
			apply(message, call.body);
			return shown(call, message);
		},
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
	...manyRoutes,
	{
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/actions/:actionType/complete`,
		handle: (call) => act(call, true),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: `${ONE}/actions/:actionType/revert`,
		handle: (call) => act(call, false),
	},
	{
		...SHARED,
		method: 'DELETE',
		url: ONE,
		handle: (call) => {
			call.store.messages.delete(find(call));
			return NO_CONTENT;
		},
	},
];
