import type { Resource } from '../../engine/operation';
import { archive } from './archive';
import { archiveAll } from './archiveAll';
import { archiveAllRead } from './archiveAllRead';
import { completeAction } from './completeAction';
import { count } from './count';
import { deleteNotification } from './delete';
import { deleteAll } from './deleteAll';
import { getAll } from './getAll';
import { markAllAsRead } from './markAllAsRead';
import { markAllAsSeen } from './markAllAsSeen';
import { markAsRead } from './markAsRead';
import { markAsSeen } from './markAsSeen';
import { markAsUnread } from './markAsUnread';
import { revertAction } from './revertAction';
import { snooze } from './snooze';
import { unarchive } from './unarchive';
import { unsnooze } from './unsnooze';

/** What a subscriber finds in the Inbox: the messages of in-app steps. */
export const inboxNotification: Resource = {
	value: 'inboxNotification',
	name: 'Inbox Notification',
	description: "What a subscriber finds in your app's inbox: read, archive, snooze",
	operations: [
		getAll,
		count,
		markAsRead,
		markAsUnread,
		markAsSeen,
		archive,
		unarchive,
		snooze,
		unsnooze,
		completeAction,
		revertAction,
		deleteNotification,
		markAllAsRead,
		markAllAsSeen,
		archiveAll,
		archiveAllRead,
		deleteAll,
	],
	defaultOperation: getAll.value,
};
