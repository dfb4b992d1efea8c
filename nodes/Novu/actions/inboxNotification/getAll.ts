import type { INodeProperties } from 'n8n-workflow';
import type { Item, Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { emptyFilter, filterOf, listFilters } from './filters';
import { inboxList, simplify } from './shared';
import { isAdded } from '../../parameters/given';
import { idOf } from '../../parameters/ids';
import { timeOf } from '../../parameters/times';

/** `GET /v2/subscribers/{subscriberId}/notifications`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many inbox notifications',
	description: "Get the notifications in a subscriber's inbox, newest first",
	fields: () => [
		subscriberField,
		...listFields,
		simplifyField,
		listFilters(timeEntries),
		optionsField(),
	],
	plan: (item) => {
		return listPlan(
			item,
			inboxList(idOf(item, 'subscriberId', SUBSCRIBER), {
				...filterOf(item),
				...timesOf(item),
			}),
			simplify,
			// When it came is what a notification is asked for.
			['createdAt'],
		);
	},
};

const timeEntries: INodeProperties[] = [
	{
		displayName: 'Created After',
		name: 'after',
		type: 'dateTime',
		default: '',
		description: 'Notifications created at that time or later',
	},
	{
		displayName: 'Created Before',
		name: 'before',
		type: 'dateTime',
		default: '',
		description: 'Notifications created at that time or earlier',
	},
];

/** The times that were added; Novu wants milliseconds since 1970. */
function timesOf(item: Item) {
	const timeIn = (name: string, field: string) => {
		const path = `filters.${name}`;
		if (!isAdded(item, path)) return undefined;
		const time = timeOf(item, path, field);
		if (!time) throw emptyFilter(field);
		return time.getTime();
	};
	return {
		createdGte: timeIn('after', 'Created After'),
		createdLte: timeIn('before', 'Created Before'),
	};
}
