import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { TOPIC, topicField, topicLock } from '../topic/shared';
import {
	IDENTIFIERS_SINCE,
	nameEntry,
	preferencesEntry,
	preferencesOf,
	SUBSCRIPTION,
	subscriptionAnswer,
	subscriptionField,
} from './shared';
import { idOf } from '../../parameters/ids';
import { changedTextOf } from '../../parameters/texts';

/** `PATCH /v2/topics/{topicKey}/subscriptions/{identifier}` */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a topic subscription',
	description: 'Change the name or the preferences of a subscription',
	fields: () => [topicField, subscriptionField, updateFields, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		const identifier = idOf(item, 'subscriptionIdentifier', SUBSCRIPTION);
		return {
			lockKeys: [topicLock(topicKey)],
			...requestPlan({
				method: 'PATCH',
				path: path`/v2/topics/${topicKey}/subscriptions/${identifier}`,
				body: changes(item),
				answer: subscriptionAnswer(identifier),
				rateCategory: 'configuration',
				idempotent: true,
				introducedIn: IDENTIFIERS_SINCE,
			}),
		};
	},
};

const updateFields: INodeProperties = collection(
	'updateFields',
	'What to change; fields that are not added stay as they are',
	[nameEntry, preferencesEntry],
);

function changes(item: Item): IDataObject {
	const preferences = preferencesOf(item, 'updateFields.preferences');
	const name = changedTextOf(item, 'updateFields.name', nameEntry.displayName);
	const body: IDataObject = {
		...(name !== undefined && { name }),
		...(preferences && { preferences }),
	};
	if (Object.keys(body).length > 0) return body;
	throw new InputError("'Update Fields' holds nothing to change", "Add 'Name' or 'Preferences'.");
}
