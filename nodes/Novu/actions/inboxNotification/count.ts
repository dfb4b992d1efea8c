import type { IDataObject } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { requestPlan, type Operation } from '../../engine/operation';
import { readList } from '../../engine/paging';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { countFilters, filterOf, type Filter } from './filters';
import { inboxList, INBOX_SINCE } from './shared';
import { idOf } from '../../parameters/ids';

/**
 * `GET /v2/subscribers/{subscriberId}/notifications/count`; with contexts the list is counted. Novu
 * takes a list of filters and answers with a count for each; the node sends one.
 */
export const count: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count inbox notifications',
	description: "Count the notifications in a subscriber's inbox, all or those that match filters",
	fields: () => [subscriberField, countFilters, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const filter = filterOf(item);
		// Novu's own count does not look at contexts.
		if (filter.contextKeys) {
			return { run: async (call) => await countInList(call, subscriberId, filter) };
		}
		return requestPlan(
			{
				method: 'GET',
				path: path`/v2/subscribers/${subscriberId}/notifications/count`,
				query: { filters: JSON.stringify([filter]) },
				answer: listAnswer('a list with one count', 'data', 1),
				rateCategory: 'configuration',
				introducedIn: INBOX_SINCE,
			},
			(body) => ({ subscriberId, ...(body as IDataObject[])[0] }),
		);
	},
};

/** Counts what the list shows, page by page. */
async function countInList(call: Call, subscriberId: string, filter: Filter): Promise<IDataObject> {
	const found = await readList(call, inboxList(subscriberId, { ...filter }), undefined);
	return { subscriberId, count: found.length, filter: { ...filter } };
}
