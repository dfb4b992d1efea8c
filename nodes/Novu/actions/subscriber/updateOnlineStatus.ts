import { about } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { pick } from '../../fields/list';
import {
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf } from '../../parameters/ids';

/** `PATCH /v1/subscribers/{subscriberId}/online-status`. */
export const updateOnlineStatus: Operation = {
	value: 'updateOnlineStatus',
	name: 'Update Online Status',
	action: 'Update the online status of a subscriber',
	description:
		'Say whether a subscriber is online, for steps that are sent only to those who are not',
	fields: () => [
		subscriberField,
		{
			displayName: 'Online',
			name: 'isOnline',
			type: 'boolean',
			default: true,
			description:
				'Whether the subscriber is online now. From online to offline Novu keeps the time as "lastOnlineAt".',
		},
		simplifySubscriberField,
		optionsField(),
	],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		return {
			lockKeys: [subscriberLock(subscriberId)],
			...requestPlan(
				{
					method: 'PATCH',
					path: path`/v1/subscribers/${subscriberId}/online-status`,
					body: { isOnline: online(item) },
					answer: about('a subscriber', 'subscriberId', subscriberId),
					rateCategory: 'configuration',
					idempotent: true,
				},
				subscriberOutput(item, simplify),
			),
		};
	},
};

const simplify = pick(
	'subscriberId',
	'isOnline',
	'lastOnlineAt',
	'email',
	'firstName',
	'lastName',
	'phone',
	'updatedAt',
);

function online(item: Item): boolean {
	const isOnline = booleanOf(item, 'isOnline', 'Online');
	if (isOnline !== undefined) return isOnline;
	throw new InputError(
		"'Online' is empty",
		"Give 'Online' as true or false. Where it is an expression, check that it finds a value for this item.",
	);
}
