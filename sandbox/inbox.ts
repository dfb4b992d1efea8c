import { now } from './ids';
import { change } from './store';
import type { Message } from './types';

/** What a message in the inbox can be marked as. */
export const MARKS = ['read', 'seen', 'unread', 'unseen'] as const;

export type Mark = (typeof MARKS)[number];

/** Marks a message as Novu does: what was read was seen, what is unseen is unread. */
export function mark(message: Message, as: Mark): Message {
	const at = now();
	const seen = { seen: true, lastSeenDate: at, firstSeenDate: message.firstSeenDate ?? at };
	switch (as) {
		case 'read':
			return change(message, { ...seen, read: true, lastReadDate: at });
		case 'seen':
			return change(message, seen);
		case 'unread':
			return change(message, { read: false });
		case 'unseen':
			return change(message, { read: false, seen: false });
	}
}

/** What v2 does to one notification; taking something back leaves null where it was set. */
export const CHANGES = {
	read: (message: Message) => mark(message, 'read'),
	unread: (message: Message) => {
		mark(message, 'seen');
		return change(message, { read: false, lastReadDate: null, archived: false, archivedAt: null });
	},
	archive: (message: Message) => {
		mark(message, 'read');
		return change(message, { archived: true, archivedAt: message.lastReadDate });
	},
	unarchive: (message: Message) => {
		mark(message, 'read');
		return change(message, { archived: false, archivedAt: null });
	},
	snooze: (message: Message, until: string) => {
		mark(message, 'seen');
		return change(message, { snoozedUntil: until, archived: false, archivedAt: null });
	},
	unsnooze: (message: Message) => change(message, { snoozedUntil: undefined }),
};

/** Completes or reverts one of a message's buttons; who completes one has read the message. */
export function act(message: Message, which: 'primary' | 'secondary', isCompleted: boolean): void {
	const action = message.actions[which];
	if (!action) return;
	const done = { actions: { ...message.actions, [which]: { ...action, isCompleted } } };
	const unread = isCompleted && !message.read;
	change(message, { ...done, ...(unread ? { read: true, seen: true, lastReadDate: now() } : {}) });
}
