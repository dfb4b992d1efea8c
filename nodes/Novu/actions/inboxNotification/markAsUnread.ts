import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/unread`. */
export const markAsUnread = changeOperation({
	value: 'markAsUnread',
	name: 'Mark as Unread',
	action: 'Mark an inbox notification as unread',
	description: 'Mark a notification as unread again',
	change: 'unread',
});
