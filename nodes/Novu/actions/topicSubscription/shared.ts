import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/failure';
import type { Item } from '../../engine/operation';
import { idOf, textsOf } from '../../engine/parameters';
import { checkedId } from '../../engine/request';
import { locator, shownFor } from '../fields';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';

export const SUBSCRIPTION = 'Subscription';
const SEVERAL = 'Subscriber IDs';

/** The Novu version that brought identifiers, names and preferences of subscriptions. */
export const IDENTIFIERS_SINCE = '3.12';

/** Whom an item is about: one subscriber, or a list of them. */
export const subscriberFields: INodeProperties[] = [
	{
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
	},
	// Not required here: with an expression as 'Subscribers' n8n would ask for both of them.
	shownFor({ ...subscriberField, required: undefined }, { subscribers: ['one'] }),
	shownFor(
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

/** Whether the item is about one subscriber. */
export function isForOne(item: Item): boolean {
	return item.parameter('subscribers') !== 'several';
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
