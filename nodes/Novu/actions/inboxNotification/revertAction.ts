import { actionOperation } from './action';

/** `PATCH …/notifications/{notificationId}/actions/{actionType}/revert`. */
export const revertAction = actionOperation({
	value: 'revertAction',
	name: 'Revert Action',
	action: 'Revert an action of an inbox notification',
	description: 'Mark a button of a notification as not done again',
	change: 'revert',
});
