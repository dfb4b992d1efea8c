import { now } from './ids';
import { change } from './store';
import type { Message } from './types';

/** What a message in the inbox can be marked as. */
export const MARKS = ['read', 'seen', 'unread', 'unseen'] as const;

export type Mark = (typeof MARKS)[number];

/** Marks a message as Novu does: what was read was seen, what is unseen is unread. */
export function mark(message: Message, as: Mark): Message {
	const at = now();
	switch (as) {
		case 'read':
			return change(message, { read: true, seen: true, lastReadDate: at, lastSeenDate: at });
		case 'seen':
			return change(message, { seen: true, lastSeenDate: at });
		case 'unread':
			return change(message, { read: false });
		case 'unseen':
			return change(message, { read: false, seen: false });
	}
}
