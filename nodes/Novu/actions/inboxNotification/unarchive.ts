import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/unarchive`. */
export const unarchive = changeOperation({
	value: 'unarchive',
	name: 'Unarchive',
	action: 'Unarchive an inbox notification',
	description: 'Take a notification back out of the archive of the inbox',
	change: 'unarchive',
});
