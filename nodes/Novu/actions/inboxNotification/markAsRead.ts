import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/read`; before Novu 3.15 `POST …/messages/mark-as` of v1. */
export const markAsRead = changeOperation({
	value: 'markAsRead',
	name: 'Mark as Read',
	action: 'Mark an inbox notification as read',
	description: 'Mark a notification as read, as if the subscriber had opened it',
	change: 'read',
	olderMark: 'read',
});
