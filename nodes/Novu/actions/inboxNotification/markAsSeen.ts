import { nothing } from '../../engine/answers';
import type { Batch, Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { subscriberField } from '../subscriber/shared';
import {
	contextKeysOption,
	contextKeysOptionOf,
	inboxLock,
	INBOX_SINCE,
	markAs,
	notificationField,
	targetOf,
	type Target,
} from './shared';

/**
 * `POST /v2/subscribers/{subscriberId}/notifications/seen` with IDs; before Novu 3.15
 * `POST /v1/subscribers/{subscriberId}/messages/mark-as`. Novu says nothing of an ID that it does not
 * know, so that the output only says what was asked for.
 */
export const markAsSeen: Operation = {
	value: 'markAsSeen',
	name: 'Mark as Seen',
	action: 'Mark an inbox notification as seen',
	description:
		'Mark a notification as seen, as if it had been shown. Novu passes over an ID that it does not know.',
	fields: () => [subscriberField, notificationField, optionsField([contextKeysOption])],
	plan: (item) => {
		const target = targetOf(item);
		const contextKeys = contextKeysOptionOf(item);
		const requestFor = (ids: string[]) => request(target.subscriberId, ids, contextKeys);
		const batch: Batch<Target> = {
			key: JSON.stringify(contextKeys ?? null),
			with: 'sameTarget',
			part: target,
			canAdd: (parts) => parts.length <= MAX_IDS,
			send: async (call, parts) => {
				const ids = [...new Set(parts.map(({ notificationId }) => notificationId))];
				await call(requestFor(ids));
				return parts.map((one) => ({ output: output(one) }));
			},
		};
		return {
			lockKeys: [inboxLock(target.subscriberId)],
			batch,
			run: async (call) => {
				await call(requestFor([target.notificationId]));
				return output(target);
			},
		};
	},
};

/** Novu names no limit; this many IDs make a short body and a short query of its database. */
const MAX_IDS = 100;

function request(
	subscriberId: string,
	notificationIds: string[],
	contextKeys: string[] | undefined,
): NovuRequest {
	return {
		method: 'POST',
		path: path`/v2/subscribers/${subscriberId}/notifications/seen`,
		body: { notificationIds, ...(contextKeys && { contextKeys }) },
		answer: nothing,
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: INBOX_SINCE,
		...(!contextKeys && { fallback: markAs(subscriberId, notificationIds, 'seen') }),
	};
}

function output({ subscriberId, notificationId }: Target) {
	return { seen: true, notificationId, subscriberId };
}
