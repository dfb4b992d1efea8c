import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../engine/operation';
import { fieldsForOne } from './change';
import { changePlan, notificationPath, targetOf } from './shared';
import { choiceOf } from '../../parameters/choices';

const buttonField: INodeProperties = {
	displayName: 'Action',
	name: 'actionType',
	type: 'options',
	options: [
		{ name: 'Primary', value: 'primary' },
		{ name: 'Secondary', value: 'secondary' },
	],
	default: 'primary',
	required: true,
	description: "Which of the notification's two buttons",
};

/**
 * Makes an operation of
 * `PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/actions/{actionType}/{change}`.
 */
export function actionOperation({
	change,
	...words
}: Omit<Operation, 'fields' | 'plan'> & { change: 'complete' | 'revert' }): Operation {
	return {
		...words,
		fields: () => fieldsForOne([buttonField]),
		plan: (item) => {
			const target = targetOf(item);
			const button = choiceOf(item, 'actionType', buttonField);
			return changePlan(item, target, {
				path: notificationPath(target, `actions/${button}/${change}`),
			});
		},
	};
}
