import { NO_CONTENT, type Call, type Route } from '../call';
import { sameSet } from '../contexts';
import { badRequest, notFound, ValidationError } from '../errors';
import { isObjectId } from '../ids';
import { listedMessage } from '../messages';
import { integer, text, texts } from '../paging';
import { CHANNELS } from '../preferences';
import { findSubscriber } from '../subscribers';
import type { Fields, Message } from '../types';
import { Checks } from '../validation';

const MOST = 1000;

/** The messages that a list could show, oldest first, by the index that leaves the fewest. */
function candidates(call: Call): readonly Message[] {
	const { query, store } = call;
	const subscriberId = text(query, 'subscriberId');
	if (subscriberId !== undefined) {
		const { _id } = findSubscriber(call, 'quoted', subscriberId);
		return store.messages.lookup('subscriber', _id);
	}
	const transactionIds = texts(query, 'transactionId');
	if (transactionIds.length === 0) return store.messages.all;
	return transactionIds.flatMap((id) => store.messages.lookup('transactionId', id));
}

/** A number out of the query; 0 counts as left out. */
function numberOf(query: Fields, name: string, fallback: number): number {
	const given = text(query, name);
	const value = given === undefined ? fallback : Number(given);
	if (!Number.isNaN(value)) return value === 0 ? fallback : value;
	throw new ValidationError([`${name} must be a number conforming to the specified constraints`]);
}

/** Keys that are named mean those that have exactly these; an empty text those without any. */
function inContext({ query, settings }: Call): ((message: Message) => boolean) | undefined {
	const named = query.contextKeys !== undefined || query['contextKeys[]'] !== undefined;
	if (settings.novu === '2.0' || !named) return undefined;
	const keys = texts(query, 'contextKeys').filter((key) => key !== '');
	return (message) => sameSet(keys, message.contextKeys);
}

function list(call: Call): unknown {
	const { query } = call;
	const old = call.settings.novu === '2.0';
	const limit = old ? integer(query, 'limit', { fallback: 10 }) : numberOf(query, 'limit', 10);
	if (limit > MOST) throw badRequest(`Limit can not be larger then ${MOST}`);
	const page = integer(query, 'page', { fallback: 0 });
	if (page < 0) throw new Error('A negative number of documents to skip');
	const channel = text(query, 'channel');
	const transactionIds = texts(query, 'transactionId');
	const all = candidates(call);
	const contextual = inContext(call);
	const plain = channel === undefined && transactionIds.length === 0 && !contextual;
	const found = plain
		? all
		: all.filter(
				(one) =>
					(channel === undefined || one.channel === channel) &&
					(transactionIds.length === 0 || transactionIds.includes(one.transactionId)) &&
					(contextual?.(one) ?? true),
			);
	const end = found.length - page * limit;
	const part = found.slice(Math.max(0, end - limit), Math.max(0, end)).reverse();
	return {
		page,
		...(old ? { totalCount: found.length } : {}),
		hasMore: end - limit > 0,
		pageSize: limit,
		data: part.map((one) => listedMessage(call, one)),
	};
}

function remove(call: Call): unknown {
	const { messageId } = call.params;
	if (!isObjectId(messageId)) throw new ValidationError(['messageId must be a mongodb id']);
	const message = call.store.messages.get(messageId);
	if (!message) throw notFound(`Message with id ${messageId} not found`);
	call.store.messages.delete(message);
	return { acknowledged: true, status: 'deleted' };
}

function removeTransaction(call: Call): unknown {
	const channel = text(call.query, 'channel');
	const all = call.store.messages.lookup('transactionId', call.params.transactionId);
	const found = all.filter((one) => channel === undefined || one.channel === channel);
	const old = call.settings.novu === '2.0';
	if (!old && channel !== undefined) new Checks({ channel }).oneOf('channel', CHANNELS).enforce();
	if ((old ? found : all).length === 0) throw notFound('Invalid transactionId or channel');
	for (const message of found) call.store.messages.delete(message);
	return NO_CONTENT;
}

export const messageRoutes: Route[] = [
	{ method: 'GET', url: '/v1/messages', category: 'global', handle: list },
	{ method: 'DELETE', url: '/v1/messages/:messageId', category: 'global', handle: remove },
	{
		method: 'DELETE',
		url: '/v1/messages/transaction/:transactionId',
		category: 'global',
		handle: removeTransaction,
	},
];
