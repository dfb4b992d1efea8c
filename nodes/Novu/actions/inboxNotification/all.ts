import type { IDataObject } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { collectionOf, idOf } from '../../parameters/item';
import { path, type NovuRequest } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { allFilters, filterOf } from './filters';
import { inboxKey, INBOX_SINCE } from './shared';

/** What differs between the operations on all notifications of a subscriber. */
interface AllOperation extends Omit<Operation, 'fields' | 'plan'> {
	/** The last part of the path */
	change: 'seen' | 'read' | 'archive' | 'read-archive' | 'delete';
	/** What the output says beside the subscriber's ID */
	done: IDataObject;
	/** What `POST /v1/subscribers/{subscriberId}/messages/mark-all` calls it, where it can do it */
	olderMark?: 'read' | 'seen';
}

/** Makes an operation of `POST /v2/subscribers/{subscriberId}/notifications/{change}` (204). */
export function allOperation({ change, done, olderMark, ...words }: AllOperation): Operation {
	return {
		...words,
		fields: [subscriberField, allFilters, optionsField()],
		plan: (item) => {
			const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
			const body = filterOf(collectionOf(item, 'filters'));
			const isForAll = Object.keys(body).length === 0;
			const older = olderMark && isForAll && { fallback: markAll(subscriberId, olderMark) };
			const base = path`/v2/subscribers/${subscriberId}/notifications`;
			const request: NovuRequest = {
				method: 'POST',
				path: { url: `${base.url}/${change}`, route: `${base.route}/${change}` },
				body,
				rateCategory: 'configuration',
				// A second time there is nothing left to change.
				repeatable: true,
				introducedIn: INBOX_SINCE,
				...older,
			};
			return {
				lockKeys: [inboxKey(subscriberId)],
				...requestPlan(request, () => ({ ...done, subscriberId })),
			};
		},
	};
}

/** Before Novu 3.15; it knows no filter but Novu's old feeds. */
function markAll(subscriberId: string, markAs: string): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/subscribers/${subscriberId}/messages/mark-all`,
		body: { markAs },
		rateCategory: 'configuration',
		repeatable: true,
	};
}
