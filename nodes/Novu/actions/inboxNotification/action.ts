import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { fieldsForOne } from './change';
import { changePlan, notificationPath, targetOf } from './shared';

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

function checkedButton(value: unknown): 'primary' | 'secondary' {
	if (value === 'primary' || value === 'secondary') return value;
	throw new InputError(
		`'Action' is ${JSON.stringify(value)}, and a notification has a primary and a secondary one`,
		'Choose one from the list, or give an expression that yields primary or secondary.',
	);
}

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
		fields: fieldsForOne([buttonField]),
		plan: (item) => {
			const target = targetOf(item);
			const button = checkedButton(item.parameter('actionType'));
			return changePlan(item, target, {
				path: notificationPath(target, `actions/${button}/${change}`),
			});
		},
	};
}
