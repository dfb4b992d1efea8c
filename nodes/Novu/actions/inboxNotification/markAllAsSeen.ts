import { allOperation } from './all';

/** `POST …/notifications/seen`; before Novu 3.15, without filters, `POST …/messages/mark-all` of v1. */
export const markAllAsSeen = allOperation({
	value: 'markAllAsSeen',
	name: 'Mark All as Seen',
	action: 'Mark all inbox notifications as seen',
	description: 'Mark all notifications of a subscriber as seen, or those that match filters',
	change: 'seen',
	done: { seen: true },
	olderMark: 'seen',
});
