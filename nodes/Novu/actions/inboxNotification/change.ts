import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { subscriberField } from '../subscriber/shared';
import {
	changePlan,
	contextKeysOption,
	contextKeysOptionOf,
	markAs,
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

/** What differs between the operations. */
interface ChangeOperation extends Omit<Operation, 'fields' | 'plan'> {
	/** The last part of the path */
	change: string;
	/** What `POST /v1/subscribers/{subscriberId}/messages/mark-as` calls it, where it can do it */
	olderMark?: 'read' | 'unread';
}

/**
 * Makes an operation of `PATCH /v2/subscribers/{subscriberId}/notifications/{notificationId}/{change}`,
 * which has no body.
 */
export function changeOperation({ change, olderMark, ...words }: ChangeOperation): Operation {
	return {
		...words,
		fields: () => fieldsForOne(),
		plan: (item) => {
			const target = targetOf(item);
			const { subscriberId, notificationId } = target;
			const older = olderMark &&
				!contextKeysOptionOf(item) && { fallback: markAs(subscriberId, notificationId, olderMark) };
			return changePlan(item, target, { path: notificationPath(target, change), ...older });
		},
	};
}
