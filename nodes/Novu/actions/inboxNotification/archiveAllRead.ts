import { allOperation } from './all';

/** `POST …/notifications/read-archive`. */
export const archiveAllRead = allOperation({
	value: 'archiveAllRead',
	name: 'Archive All Read',
	action: 'Archive all inbox notifications that were read',
	description:
		'Put the notifications that a subscriber has read into the archive, all or those that match filters',
	change: 'read-archive',
	done: { archived: true },
});
