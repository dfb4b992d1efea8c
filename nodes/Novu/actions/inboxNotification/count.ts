import type { IDataObject } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { collectionOf, idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { countFilters, filterOf } from './filters';
import { INBOX_SINCE } from './shared';

/**
 * `GET /v2/subscribers/{subscriberId}/notifications/count`. Novu takes a list of filters and answers
 * with a count for each; the node sends one.
 */
export const count: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count inbox notifications',
	description: "Count the notifications in a subscriber's inbox, all or those that match filters",
	fields: [subscriberField, countFilters, optionsField()],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const filter = filterOf(collectionOf(item, 'filters'));
		return requestPlan(
			{
				method: 'GET',
				path: path`/v2/subscribers/${subscriberId}/notifications/count`,
				query: { filters: JSON.stringify([filter]) },
				rateCategory: 'configuration',
				introducedIn: INBOX_SINCE,
			},
			(body) => ({ subscriberId, ...(body as IDataObject[])[0] }),
		);
	},
};
