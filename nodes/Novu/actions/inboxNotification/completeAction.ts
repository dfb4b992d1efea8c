import { actionOperation } from './action';

/** `PATCH …/notifications/{notificationId}/actions/{actionType}/complete`. */
export const completeAction = actionOperation({
	value: 'completeAction',
	name: 'Complete Action',
	action: 'Complete an action of an inbox notification',
	description: 'Mark a button of a notification as done, as if the subscriber had clicked it',
	change: 'complete',
});
