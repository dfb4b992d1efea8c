import type { Call, Route } from '../call';
import { badRequest, notFound } from '../errors';
import { isObjectId } from '../ids';
import { mark, MARKS, type Mark } from '../inbox';
import { listedMessage, messageDocument, newestFirst } from '../messages';
import { integer, text } from '../paging';
import type { Fields, Message, Subscriber } from '../types';
import { Checks } from '../validation';

/** The In-App messages of a subscriber, oldest first. */
export function inboxOf(call: Call, subscriber: Subscriber): Message[] {
	return call.store.messages
		.lookup('subscriber', subscriber._id)
		.filter((one) => one.channel === 'in_app');
}

function known(call: Call, text404: (id: string, environment: string) => Error): Subscriber {
	const { subscriberId } = call.params;
	const found = call.store.subscriber(subscriberId);
	if (!found) throw text404(subscriberId, call.environment._id);
	return found;
}

function flag(query: Fields, name: string): boolean | undefined {
	const given = text(query, name);
	return given === undefined ? undefined : given === 'true';
}

function feed(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const page = integer(call.query, 'page', { fallback: 0, min: 0 });
	const subscriber = known(call, (id) =>
		badRequest(
			`Subscriber not found for this environment with the id: ${id}. Make sure to create a subscriber before fetching the feed.`,
		),
	);
	const [read, seen] = [flag(call.query, 'read'), flag(call.query, 'seen')];
	const found = inboxOf(call, subscriber).filter(
		(one) => (read ?? one.read) === one.read && (seen ?? one.seen) === one.seen,
	);
	const data = newestFirst(found)
		.slice(page * limit, (page + 1) * limit)
		.map((one) => ({
			...listedMessage(call, one),
			template: { _id: one._templateId, tags: one.tags, id: one._templateId },
		}));
	const hasMore = (page + 1) * limit < found.length;
	return { data, totalCount: found.length, hasMore, page, pageSize: limit };
}

function unseen(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 100, min: 1, max: 100 });
	const subscriber = known(call, (id, environment) =>
		badRequest(
			`Subscriber ${id} is not exist in environment ${environment}, please provide a valid subscriber identifier`,
		),
	);
	const seen = flag(call.query, 'seen') ?? false;
	const count = inboxOf(call, subscriber).filter((one) => one.seen === seen).length;
	return { count: Math.min(count, limit) };
}

function missing(id: string, environment: string): Error {
	return notFound(
		`Subscriber ${id} does not exist in environment ${environment}, please provide a valid subscriber identifier`,
	);
}

function markSome(call: Call): unknown {
	const { messageId, markAs } = call.body;
	const checks = new Checks(call.body);
	const given = Array.isArray(messageId) ? messageId : [messageId];
	if (call.settings.novu !== '2.0') {
		const sentence = 'must be a valid MongoDB ObjectId or an array of valid MongoDB ObjectIds';
		checks.defined('messageId').such('messageId', () => given.every(isObjectId), sentence);
	}
	checks.oneOf('markAs', MARKS).enforce();
	if (messageId === undefined || messageId === null) throw badRequest('messageId is required');
	const ids = (Array.isArray(messageId) ? messageId : [messageId]).map(String);
	const subscriber = known(call, missing);
	return inboxOf(call, subscriber)
		.filter((one) => ids.includes(one._id))
		.map((one) => messageDocument(call, mark(one, markAs as Mark)));
}

/** Counts what it changed. What is no mark changes nothing, and counts everything. */
function markAll(call: Call): unknown {
	const subscriber = known(call, missing);
	const { markAs } = call.body;
	const as = MARKS.find((one) => one === markAs);
	const all = inboxOf(call, subscriber);
	const changed = as ? all.filter((one) => differs(one, as)) : all;
	if (as) for (const one of changed) mark(one, as);
	return changed.length;
}

function differs(message: Message, as: Mark): boolean {
	const field = as.endsWith('read') ? message.read : message.seen;
	return field === as.startsWith('un');
}

/** The inbox of v1. */
export const inboxRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/subscribers/:subscriberId/notifications/feed',
		category: 'configuration',
		handle: feed,
	},
	{
		method: 'GET',
		url: '/v1/subscribers/:subscriberId/notifications/unseen',
		category: 'configuration',
		handle: unseen,
	},
	{
		method: 'POST',
		url: '/v1/subscribers/:subscriberId/messages/mark-as',
		category: 'configuration',
		handle: markSome,
	},
	{
		method: 'POST',
		url: '/v1/subscribers/:subscriberId/messages/mark-all',
		category: 'configuration',
		handle: markAll,
	},
];
