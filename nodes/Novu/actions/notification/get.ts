import { about, either, noneFound } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { locator, optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { simpleNotification } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v1/notifications/{notificationId}`; Novu 2.0 answers with nothing where there is none. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a notification',
	description: 'Get an entry of the activity feed: what became of an event for one subscriber',
	fields: () => [
		locator({
			name: 'notificationId',
			displayName: NOTIFICATION,
			description: "The entry of the activity feed, found in the list or given by Novu's ID of it",
			searchListMethod: 'searchNotifications',
			placeholder: 'e.g. 66e1f0c0ffee000000000001',
			required: true,
		}),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const notificationId = idOf(item, 'notificationId', NOTIFICATION);
		const shown = simplifierOf(item, simpleNotification);
		return requestPlan(
			{
				method: 'GET',
				path: path`/v1/notifications/${notificationId}`,
				answer: either(about('a notification', '_id', notificationId), noneFound),
				rateCategory: 'global',
			},
			(body) => {
				if (isObject(body)) return shown(body);
				throw new InputError(
					`Novu has no notification "${notificationId}" in this environment`,
					'Check the ID. Novu forgets its activity after some days, how many depends on your plan.',
				);
			},
		);
	},
};

const NOTIFICATION = 'Notification';
