import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item, Operation } from '../../engine/operation';
import { collectionOf, idOf } from '../../parameters/item';
import { optionsField } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { timeOf } from '../../parameters/times';
import { emptyFilter, filterOf, listFilters } from './filters';
import { inboxList, simplify } from './shared';

const timeEntries: INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description: 'Notifications created at that time or later',
	},
	{
		displayName: 'Created Before',
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Notifications created at that time or earlier',
	},
];

/** The times that were added; Novu wants milliseconds since 1970. */
function timesOf(item: Item, given: IDataObject) {
	const timeIn = (name: string, field: string) => {
		if (!(name in given)) return undefined;
		const time = timeOf(item, given[name], field);
		if (!time) throw emptyFilter(field);
		return time.getTime();
	};
	return {
		createdGte: timeIn('createdAfter', 'Created After'),
		createdLte: timeIn('createdBefore', 'Created Before'),
	};
}

/** `GET /v2/subscribers/{subscriberId}/notifications`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many inbox notifications',
	description: "Get the notifications in a subscriber's inbox, newest first",
	fields: [subscriberField, ...listFields, simplifyField, listFilters(timeEntries), optionsField()],
	plan: (item) => {
		const filters = collectionOf(item, 'filters');
		return listPlan(
			item,
			inboxList(idOf(item, 'subscriberId', SUBSCRIBER), {
				...filterOf(filters),
				...timesOf(item, filters),
			}),
			simplify,
		);
	},
};
