import { allOperation } from './all';

/** `POST …/notifications/delete`. */
export const deleteAll = allOperation({
	value: 'deleteAll',
	name: 'Delete All',
	action: 'Delete all inbox notifications',
	description: 'Delete all notifications of a subscriber for good, or those that match filters',
	change: 'delete',
	done: { deleted: true },
});
