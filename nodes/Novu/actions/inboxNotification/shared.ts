import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about, listAnswer } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Plan } from '../../engine/operation';
import type { ListRequest } from '../../engine/paging';
import { path, type NovuPath, type NovuRequest } from '../../engine/request';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { locator } from '../../fields/builders';
import { pick, simplifierOf } from '../../fields/list';
import { SUBSCRIBER } from '../subscriber/shared';
import { idOf } from '../../parameters/ids';

export const NOTIFICATION = 'Notification';

/** The Novu version that brought the inbox's calls. */
export const INBOX_SINCE = '3.15';

/** Which notification of the subscriber's inbox an operation is for. */
export const notificationField: INodeProperties = locator({
	name: 'notificationId',
	displayName: NOTIFICATION,
	description: "The notification in the subscriber's inbox, found in the list or given by its ID",
	searchListMethod: 'searchInboxNotifications',
	placeholder: 'e.g. 66e1f0c0ffee000000000001',
	required: true,
});

/** An option that makes sure that the notification belongs to certain contexts. */
export const contextKeysOption: INodeProperties = {
	...contextKeysFilter,
	description: `Only where the notification belongs to these contexts. ${contextKeysFilter.description}`,
};

/** What {@link contextKeysOption} holds for the item. */
export function contextKeysOptionOf(item: Item): string[] | undefined {
	return contextKeysOf(item, 'options.contextKeys');
}

/** What writes to an inbox must not overlap with: any other write to it. */
export function inboxLock(subscriberId: string): string {
	return `inbox:${subscriberId}`;
}

/** The notification that an item is for. */
export interface Target {
	subscriberId: string;
	notificationId: string;
}

export function targetOf(item: Item): Target {
	return {
		subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
		notificationId: idOf(item, 'notificationId', NOTIFICATION),
	};
}

/** The list of a subscriber's notifications that match filters, newest first. */
export function inboxList(subscriberId: string, query: NovuRequest['query']): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v2/subscribers/${subscriberId}/notifications`,
			query,
			answer: listAnswer('a list of notifications'),
			rateCategory: 'configuration',
			introducedIn: INBOX_SINCE,
		},
		kind: 'inbox',
		pageSize: 100,
	};
}

const picks = pick(
	'id',
	'subject',
	'body',
	'isRead',
	'isSeen',
	'isArchived',
	'createdAt',
	'transactionId',
	'data',
);

/** Ten fields of a notification; of its workflow the identifier alone. */
export function simplify(notification: IDataObject): IDataObject {
	const { workflow } = notification;
	const workflowId = isObject(workflow) ? workflow.identifier : undefined;
	return { ...picks(notification), ...(workflowId !== undefined && { workflowId }) };
}

/** The path of a call that changes a notification; `change` is its last part, such as `read`. */
export function notificationPath(
	{ subscriberId, notificationId }: Target,
	change: string,
): NovuPath {
	const base = path`/v2/subscribers/${subscriberId}/notifications/${notificationId}`;
	return { url: `${base.url}/${change}`, route: `${base.route}/${change}` };
}

/**
 * The plan of a PATCH that changes one notification.
 * @returns the notification afterwards, as the item's Simplify says
 */
export function changePlan(
	item: Item,
	target: Target,
	request: Pick<NovuRequest, 'path' | 'body' | 'fallback'>,
): Plan {
	const shown = simplifierOf(item, simplify);
	return {
		lockKeys: [inboxLock(target.subscriberId)],
		run: async (call) => {
			const answer = await call({
				method: 'PATCH',
				...request,
				query: { contextKeys: contextKeysOptionOf(item) },
				answer: about('a notification', 'id', target.notificationId),
				rateCategory: 'configuration',
				// A second time it finds the notification as it should be.
				idempotent: true,
				introducedIn: INBOX_SINCE,
			});
			const notification = Array.isArray(answer)
				? fromMessage(answer[0] as IDataObject | undefined, target)
				: (answer as IDataObject);
			return shown(notification);
		},
	};
}

/**
 * `POST /v1/subscribers/{subscriberId}/messages/mark-as`, which does the same before Novu 3.15. It
 * answers with a list of the messages that it found.
 */
export function markAs(
	subscriberId: string,
	messageId: string | string[],
	as: 'read' | 'unread' | 'seen',
): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/subscribers/${subscriberId}/messages/mark-as`,
		body: { messageId, markAs: as },
		answer: listAnswer('a list of notifications'),
		rateCategory: 'configuration',
		idempotent: true,
	};
}

/** A message of v1 by the names that the inbox of v2 has for the same. */
function fromMessage(message: IDataObject | undefined, target: Target): IDataObject {
	if (!message) {
		throw new InputError(
			`Novu knows no notification "${target.notificationId}" in the inbox of "${target.subscriberId}"`,
			'Check that both exist in the environment that the API key belongs to, spelled the same.',
		);
	}
	const { _id, content, read, seen, archived, templateIdentifier, payload } = message;
	return {
		...message,
		id: _id,
		body: content,
		isRead: read,
		isSeen: seen,
		isArchived: archived,
		data: payload,
		workflow: { identifier: templateIdentifier },
	};
}
