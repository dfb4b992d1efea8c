import { changeOperation } from './change';

/** `PATCH …/notifications/{notificationId}/unsnooze`. */
export const unsnooze = changeOperation({
	value: 'unsnooze',
	name: 'Unsnooze',
	action: 'Unsnooze an inbox notification',
	description: 'Show a notification again before the time that it was snoozed until',
	change: 'unsnooze',
});
