import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/archive`. */
export const archive = changeOperation({
	value: 'archive',
	name: 'Archive',
	action: 'Archive an inbox notification',
	description: 'Put a notification into the archive of the inbox, and mark it as read',
	change: 'archive',
});
