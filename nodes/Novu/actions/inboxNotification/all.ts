import type { IDataObject } from 'n8n-workflow';
import { about, nothing, value } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import { requestPlan, type Operation } from '../../engine/operation';
import { readList } from '../../engine/paging';
import { markPartlyDone } from '../../engine/partlyDone';
import { path, type NovuRequest } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { allFilters, filterOf, type Filter } from './filters';
import { inboxLock, inboxList, INBOX_SINCE, notificationPath, type Target } from './shared';
import { idOf } from '../../parameters/ids';

/** What differs between the operations on all notifications of a subscriber. */
interface AllOperation extends Omit<Operation, 'fields' | 'plan'> {
	/** The last part of the path */
	change: 'seen' | 'read' | 'archive' | 'read-archive' | 'delete';
	/** What the output says beside the subscriber's ID */
	done: IDataObject;
	/** What `POST /v1/subscribers/{subscriberId}/messages/mark-all` calls it, where it can do it */
	olderMark?: 'read' | 'seen';
}

/**
 * Makes an operation of `POST /v2/subscribers/{subscriberId}/notifications/{change}` (204). With keys of
 * contexts it changes what Get Many shows for them, one by one.
 */
export function allOperation({ change, done, olderMark, ...words }: AllOperation): Operation {
	return {
		...words,
		fields: () => [subscriberField, allFilters, optionsField()],
		plan: (item) => {
			const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
			const body = filterOf(item);
			const isForAll = Object.keys(body).length === 0;
			const older = olderMark && isForAll && { fallback: markAll(subscriberId, olderMark) };
			const base = path`/v2/subscribers/${subscriberId}/notifications`;
			const request: NovuRequest = {
				method: 'POST',
				path: { url: `${base.url}/${change}`, route: `${base.route}/${change}` },
				body: { ...body },
				answer: nothing,
				rateCategory: 'configuration',
				// A second time there is nothing left to change.
				idempotent: true,
				introducedIn: INBOX_SINCE,
				...older,
			};
			const lockKeys = [inboxLock(subscriberId)];
			const output = { ...done, subscriberId };
			if (!body.contextKeys) return { lockKeys, ...requestPlan(request, () => output) };
			return {
				lockKeys,
				run: async (call) => {
					await markPartlyDone(call, async (tracked) => {
						await changeListed(tracked, change, subscriberId, body);
					});
					return output;
				},
			};
		},
	};
}

/** How many notifications one request marks as seen. */
const MOST_SEEN = 100;

/**
 * Changes what the list shows for these filters, one by one. To the call for all of them keys of
 * contexts mean every notification that has any of the contexts, so that it would change those of other
 * contexts too.
 */
async function changeListed(
	call: Call,
	change: AllOperation['change'],
	subscriberId: string,
	filter: Filter,
): Promise<void> {
	const query = { ...filter, ...(change === 'read-archive' ? { read: true } : {}) };
	const found = await readList(call, inboxList(subscriberId, query), undefined);
	const ids = found.map(({ id }) => String(id));
	if (change === 'seen') {
		for (let at = 0; at < ids.length; at += MOST_SEEN) {
			await call(markSeen(subscriberId, ids.slice(at, at + MOST_SEEN)));
		}
		return;
	}
	for (const notificationId of ids) {
		await unlessGone(call(changeOne({ subscriberId, notificationId }, change)));
	}
}

function markSeen(subscriberId: string, notificationIds: string[]): NovuRequest {
	return {
		method: 'POST',
		path: path`/v2/subscribers/${subscriberId}/notifications/seen`,
		body: { notificationIds },
		answer: nothing,
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: INBOX_SINCE,
	};
}

function changeOne(target: Target, change: AllOperation['change']): NovuRequest {
	const { subscriberId, notificationId } = target;
	const shared = {
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: INBOX_SINCE,
	} as const;
	return change === 'delete'
		? {
				...shared,
				method: 'DELETE',
				path: path`/v2/subscribers/${subscriberId}/notifications/${notificationId}`,
				answer: nothing,
			}
		: {
				...shared,
				method: 'PATCH',
				path: notificationPath(target, change === 'read' ? 'read' : 'archive'),
				answer: about('a notification', 'id', notificationId),
			};
}

/** One that somebody else has deleted meanwhile needs no change. */
async function unlessGone(done: Promise<unknown>): Promise<void> {
	try {
		await done;
	} catch (error) {
		if (!isAnswer(error, 404)) return await rethrow(error);
	}
}

/** Before Novu 3.15; it knows no filter but Novu's old feeds. */
function markAll(subscriberId: string, markAs: string): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/subscribers/${subscriberId}/messages/mark-all`,
		body: { markAs },
		answer: value('a number', 'number'),
		rateCategory: 'configuration',
		idempotent: true,
	};
}
