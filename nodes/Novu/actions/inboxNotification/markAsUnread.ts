import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/unread`; before Novu 3.15 `POST …/messages/mark-as` of v1. */
export const markAsUnread = changeOperation({
	value: 'markAsUnread',
	name: 'Mark as Unread',
	action: 'Mark an inbox notification as unread',
	description: 'Mark a notification as unread again',
	change: 'unread',
	olderMark: 'unread',
});
