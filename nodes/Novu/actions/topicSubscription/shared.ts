import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { idOf, jsonListOf, textOf, textsOf } from '../../parameters/item';
import { checkedId } from '../../engine/request';
import { choiceOf } from '../../parameters/choices';
import { locator, withDisplayOptions } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';

export const SUBSCRIPTION = 'Subscription';
const SEVERAL = 'Subscriber IDs';

/** The Novu version that brought identifiers, names and preferences of subscriptions. */
export const IDENTIFIERS_SINCE = '3.12';

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
	// Not required here: with an expression as 'Subscribers' n8n would ask for both of them.
	withDisplayOptions({ ...subscriberField, required: undefined }, { subscribers: ['one'] }),
	withDisplayOptions(
		{
			displayName: SEVERAL,
			name: 'subscriberIds',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. customer-4711, customer-4712',
			description:
				'With a comma or a line break between them, as a JSON list, or an expression that yields a list',
		},
		{ subscribers: ['several'] },
	),
];

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
 * The preferences that were given, as Novu takes them: an ID alone lets its workflow through.
 * @returns undefined where there are none
 */
export function preferencesOf(value: unknown): IDataObject[] | undefined {
	const listed = jsonListOf(value, 'Preferences (JSON)');
	return listed?.map((one) =>
		typeof one === 'string' ? { workflowId: one, enabled: true } : (one as IDataObject),
	);
}

const IDENTIFIER = 'Subscription Identifier';

/** Which of a subscriber's subscriptions to a topic an item is about; for a collection. */
export function identifierEntry(description: string): INodeProperties {
	return forOneSubscriber({
		displayName: IDENTIFIER,
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711-weekly',
		description,
	});
}

/**
 * The identifier that was added to the collection.
 * @returns undefined where there is none
 * @throws {InputError} where the item is about several subscribers, of whom all would get it
 */
export function identifierOf(item: Item, given: IDataObject): string | undefined {
	const identifier = textOf(given.identifier, IDENTIFIER);
	if (identifier === undefined || isForOne(item)) return identifier;
	throw new InputError(
		`'${IDENTIFIER}' is given, and the item is about several subscribers`,
		`Nothing was sent: an identifier is that of one subscription. Take it out, or set '${countField.displayName}' to One Subscriber.`,
	);
}

/** What is said of an identifier that was added and is empty, where that would mean all. */
export function emptyIdentifier(): InputError {
	return new InputError(
		`'${IDENTIFIER}' was added and is empty`,
		'Nothing was sent: without it all subscriptions of the subscriber to the topic would be removed. Fill it, or take it out where that is meant.',
	);
}

/** Whether the item is about one subscriber. */
export function isForOne(item: Item): boolean {
	return choiceOf(item.parameter('subscribers'), countField) === 'one';
}

/**
 * The IDs of the subscribers that the item is about, each once.
 * @throws {InputError} where there is none
 */
export function subscriberIdsOf(item: Item): string[] {
	if (isForOne(item)) return [idOf(item, 'subscriberId', SUBSCRIBER)];
	const ids = textsOf(item.parameter('subscriberIds'), SEVERAL);
	if (ids.length > 0) return ids.map((id) => checkedId(id, SEVERAL));
	throw new InputError(
		`'${SEVERAL}' is empty`,
		'Nothing was sent. Give at least one ID, or leave such items out before this node.',
	);
}
