import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about, either, type AnswerShape } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { locator, withDisplayOptions } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { choiceOf } from '../../parameters/choices';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { jsonListOf } from '../../parameters/json';
import { LIST_FORMS, textsOf } from '../../parameters/lists';
import { described, inputErrorFor } from '../../parameters/inputErrorFor';

export const SUBSCRIPTION = 'Subscription';
const SEVERAL = 'Subscriber IDs';

/** The Novu version that brought identifiers, names and preferences of subscriptions. */
export const IDENTIFIERS_SINCE = '3.12';

/** What a model is handed of a subscription's internals: Notification: Get Many goes by the ID. */
export const SUBSCRIPTION_KEPT = ['_id'];

const countField: INodeProperties = {
	displayName: 'Subscribers',
	name: 'subscribers',
	type: 'options',
	options: [
		{ name: 'One Subscriber', value: 'one', description: 'Each item is one subscriber' },
		{
			name: 'Several Subscribers',
			value: 'several',
			description: 'Each item holds a list of subscribers',
		},
	],
	default: 'one',
	description:
		'How many subscribers an item is about. Items of one topic share requests of up to 100 subscribers either way.',
};

/** Whom an item is about: one subscriber, or a list of them. */
export const subscriberFields: INodeProperties[] = [
	countField,
	withDisplayOptions(subscriberField, { subscribers: ['one'] }),
	withDisplayOptions(
		{
			displayName: SEVERAL,
			name: 'subscriberIds',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			required: true,
			placeholder: 'e.g. customer-4711, customer-4712',
			description: `The IDs ${LIST_FORMS}`,
		},
		{ subscribers: ['several'] },
	),
];

/** A subscription that goes by this identifier, its own or Novu's. */
export function subscriptionAnswer(identifier: string): AnswerShape {
	const shapes = ['identifier', '_id', 'id'].map((name) =>
		about('a subscription', name, identifier),
	);
	return { ...shapes.reduce(either), expected: 'a subscription' };
}

/** Which subscription of the topic an operation is for. */
export const subscriptionField: INodeProperties = locator({
	name: 'subscriptionIdentifier',
	displayName: SUBSCRIPTION,
	description: 'The subscription, found in the list of the topic or given by its identifier',
	searchListMethod: 'searchTopicSubscriptions',
	placeholder: 'e.g. customer-4711-weekly',
	required: true,
});

/** Shown in a collection where an item is about one subscriber. */
export function forOneSubscriber(field: INodeProperties): INodeProperties {
	return { ...field, displayOptions: { show: { '/subscribers': ['one'] } } };
}

/** What a subscription is called, for a collection. */
export const nameEntry: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Weekly summary',
	description: 'A name for the subscription',
};

export const preferencesEntry: INodeProperties = {
	displayName: 'Preferences (JSON)',
	name: 'preferences',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. ["order-shipped"]',
	description:
		'Which workflows the subscription lets through, as a JSON list: the ID of a workflow, { "workflowId": …, "enabled": …, "condition": … }, or { "filter": { "workflowIds": […], "tags": […] }, "enabled": … }',
};

/**
 * What was given for {@link preferencesEntry}, as Novu takes it: an ID alone lets its workflow through.
 * @throws {InputError} where an entry is neither an ID nor an object, or IDs of workflows or tags in it
 * are no lists
 */
export function preferencesOf(item: Item, path: string): IDataObject[] | undefined {
	const label = preferencesEntry.displayName;
	return jsonListOf(item, path, label)?.map((preference, i) => {
		if (typeof preference === 'string') return { workflowId: preference, enabled: true };
		if (!isObject(preference)) {
			throw inputErrorFor(
				`${label}: [${i}]`,
				described(preference),
				'the ID of a workflow or an object',
			);
		}
		const { filter } = preference;
		for (const name of ['workflowIds', 'tags']) {
			const keys = isObject(filter) ? filter[name] : undefined;
			if (keys === undefined || Array.isArray(keys)) continue;
			throw inputErrorFor(
				`${label}: [${i}].filter.${name}`,
				described(keys),
				'a JSON list of texts',
			);
		}
		return preference;
	});
}

/**
 * The identifier of one subscription, of those that the subscriber has to the topic.
 * @param path where it was added in a collection
 * @returns undefined where there is none
 * @throws {InputError} where the item is about several subscribers, of whom all would get it
 */
export function identifierOf(item: Item, path: string, label: string): string | undefined {
	const identifier = optionalIdOf(item, path, label);
	if (identifier === undefined || isForOne(item)) return identifier;
	throw new InputError(
		`'${label}' is given, and the item is about several subscribers`,
		`Nothing was sent: it names one subscription. Take it out, or set '${countField.displayName}' to One Subscriber.`,
	);
}

/** Whether the item is about one subscriber. */
export function isForOne(item: Item): boolean {
	return choiceOf(item, 'subscribers', countField) === 'one';
}

/**
 * The IDs of the subscribers that the item is about, each once.
 * @throws {InputError} where there is none
 */
export function subscriberIdsOf(item: Item): string[] {
	if (isForOne(item)) return [idOf(item, 'subscriberId', SUBSCRIBER)];
	const ids = textsOf(item, 'subscriberIds', SEVERAL, { entries: 'ids' });
	if (ids.length > 0) return ids;
	throw new InputError(
		`'${SEVERAL}' is empty`,
		'Nothing was sent. Give at least one ID, or leave such items out before this node.',
	);
}
