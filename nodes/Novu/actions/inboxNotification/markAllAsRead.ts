import { allOperation } from './all';

/** `POST …/notifications/read`; before Novu 3.15, without filters, `POST …/messages/mark-all` of v1. */
export const markAllAsRead = allOperation({
	value: 'markAllAsRead',
	name: 'Mark All as Read',
	action: 'Mark all inbox notifications as read',
	description: 'Mark all notifications of a subscriber as read, or those that match filters',
	change: 'read',
	done: { read: true },
	olderMark: 'read',
});
