import { allOperation } from './all';

/** `POST …/notifications/archive`. */
export const archiveAll = allOperation({
	value: 'archiveAll',
	name: 'Archive All',
	action: 'Archive all inbox notifications',
	description:
		'Put all notifications of a subscriber into the archive, or those that match filters',
	change: 'archive',
	done: { archived: true },
});
