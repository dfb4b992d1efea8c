import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../engine/operation';
import { optionsField } from '../fields';
import { simplifyField } from '../lists';
import { subscriberField } from '../subscriber/shared';
import {
	changePlan,
	contextKeysOption,
	notificationField,
	notificationPath,
	targetOf,
} from './shared';

/** Fields of an operation on one notification, with those of its own before the options. */
export function fieldsForOne(own: readonly INodeProperties[] = []): INodeProperties[] {
	return [
		subscriberField,
		notificationField,
		...own,
		simplifyField,
		optionsField([contextKeysOption]),
	];
}

/**
 * Makes an operation of `PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/{change}`,
 * which has no body.
 */
export function changeOperation({
	change,
	...words
}: Omit<Operation, 'fields' | 'plan'> & { change: string }): Operation {
	return {
		...words,
		fields: fieldsForOne(),
		plan: (item) => {
			const target = targetOf(item);
			return changePlan(item, target, { path: notificationPath(target, change) });
		},
	};
}
