import { InputError } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { fieldsForOne } from './change';
import { changePlan, notificationPath, targetOf } from './shared';
import { timeOf } from '../../parameters/times';

/** `PATCH …/notifications/{notificationId}/snooze`. */
export const snooze: Operation = {
	value: 'snooze',
	name: 'Snooze',
	action: 'Snooze an inbox notification',
	description: 'Hide a notification until a time; it comes back unread then',
	fields: () =>
		fieldsForOne([
			{
				displayName: FIELD,
				name: 'snoozeUntil',
				type: 'dateTime',
				default: '',
				required: true,
				description:
					"When it comes back. Novu's Free plan takes up to 24 hours from now, others up to 90 days.",
			},
		]),
	plan: (item) => {
		const target = targetOf(item);
		return changePlan(item, target, {
			path: notificationPath(target, 'snooze'),
			body: { snoozeUntil: snoozeUntil(item) },
		});
	},
};

const FIELD = 'Snooze Until';

function snoozeUntil(item: Item): string {
	const time = timeOf(item, 'snoozeUntil', FIELD);
	if (time) return time.toISOString();
	throw new InputError(
		`'${FIELD}' is empty`,
		`Fill '${FIELD}'. Where it is an expression, check that it finds a value for this item.`,
	);
}
