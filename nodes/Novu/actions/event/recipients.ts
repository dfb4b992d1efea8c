import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { locator, withDisplayOptions } from '../../fields/builders';
import { subscriberField } from '../subscriber/shared';
import { choiceOf } from '../../parameters/choices';
import { type Given, givenAt, givenIn } from '../../parameters/given';
import { idFrom, idOf } from '../../parameters/ids';
import { jsonFrom, parsedJson } from '../../parameters/json';
import { LIST_FORMS, listFrom, textsOf, type ListRules } from '../../parameters/lists';
import { described, inputErrorFor } from '../../parameters/inputErrorFor';

/** The most recipients that Novu takes in one event (its documentation; not checked by its API). */
const MAX_RECIPIENTS = 100;
/** The most subscribers that can be left out of a topic. */
const MAX_EXCLUDED = 100;

const IDS: ListRules = { entries: 'ids' };

const SEVERAL = 'Subscriber IDs';
const MIX = 'Recipients (JSON)';
const EXCLUDED = 'Subscriber IDs to Leave Out';

const toField: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'options',
	options: [
		{
			name: 'Mix of Subscribers and Topics',
			value: 'mix',
			description: 'Up to 100 recipients as JSON, subscribers with their profile among them',
		},
		{
			name: 'Several Subscribers',
			value: 'subscribers',
			description: 'Up to 100 subscribers by their IDs',
		},
		{ name: 'Subscriber', value: 'subscriber', description: 'One subscriber' },
		{ name: 'Topic', value: 'topic', description: 'All who are subscribed to a topic' },
	],
	default: 'subscriber',
	description: 'Who is notified. Novu adds subscribers that it does not know.',
};

/** To whom an event goes. */
export const recipientFields: INodeProperties[] = [
	toField,
	withDisplayOptions(subscriberField, { to: ['subscriber'] }),
	withDisplayOptions(
		{
			displayName: SEVERAL,
			name: 'subscriberIds',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. customer-4711, customer-4712',
			description: `IDs of up to 100 subscribers: ${LIST_FORMS}`,
		},
		{ to: ['subscribers'] },
	),
	withDisplayOptions(
		locator({
			name: 'topicKey',
			displayName: 'Topic',
			description:
				'The topic, found in the list or given by its key. Of one that it does not know Novu says that it is done, and notifies nobody.',
			searchListMethod: 'searchTopics',
			placeholder: 'e.g. beta-testers',
			required: true,
		}),
		{ to: ['topic'] },
	),
	withDisplayOptions(
		{
			displayName: EXCLUDED,
			name: 'excludedSubscriberIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. customer-4711, customer-4712',
			description: `IDs of up to 100 subscribers of the topic that are not notified: ${LIST_FORMS}`,
		},
		{ to: ['topic'] },
	),
	withDisplayOptions(
		{
			displayName: MIX,
			name: 'recipients',
			type: 'json',
			default: '[]',
			required: true,
			placeholder: 'e.g. ["customer-4711", { "type": "Topic", "topicKey": "beta-testers" }]',
			description:
				'A list of up to 100 recipients: the ID of a subscriber, a subscriber as {"subscriberId", "email", …} whose fields Novu updates, or a topic as {"type": "Topic", "topicKey", "exclude"}',
		},
		{ to: ['mix'] },
	),
];

/**
 * The `to` of an event. Novu answers "processed" and notifies nobody where it is empty or holds what is
 * no recipient, so that it is checked here.
 * @throws {InputError} where nobody could be notified, or there are more than Novu takes
 */
export function recipientsOf(item: Item): IDataObject[string] {
	switch (choiceOf(item, 'to', toField)) {
		case 'subscribers':
			return checkedCount(textsOf(item, 'subscriberIds', SEVERAL, IDS), SEVERAL);
		case 'topic':
			return topicOf({
				topicKey: idOf(item, 'topicKey', 'Topic'),
				exclude: textsOf(item, 'excludedSubscriberIds', EXCLUDED, { ...IDS, mayBeEmpty: true }),
			});
		case 'mix':
			return mixOf(givenAt(item, 'recipients', MIX));
		default:
			return idOf(item, 'subscriberId', 'Subscriber');
	}
}

function checkedCount<T>(recipients: T[], field: string): T[] {
	if (recipients.length === 0) {
		throw new InputError(
			`'${field}' names nobody`,
			'Nothing was sent: Novu would say that it is done and notify nobody. Where it is an expression, check what it finds for this item.',
		);
	}
	if (recipients.length > MAX_RECIPIENTS) {
		throw new InputError(
			`'${field}' names ${recipients.length} recipients, Novu takes at most ${MAX_RECIPIENTS} in one event`,
			'Nothing was sent. Split them over several items, or send to a topic.',
		);
	}
	return recipients;
}

function mixOf(given: Given): IDataObject[] {
	const value = jsonFrom(given);
	// JSON in JSON text: taken for an ID it would make a subscriber of that name.
	const isJsonAgain = typeof value === 'string' && /^\s*[[{]/.test(value);
	const found = isJsonAgain ? parsedJson(value, MIX) : value;
	for (const one of [given.value].flat()) {
		if (one instanceof Date) throw inputErrorFor(MIX, described(one), 'a list of recipients');
	}
	const listed = Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found];
	return checkedCount(listed, MIX).map(recipientOf) as IDataObject[];
}

function recipientOf(value: unknown): string | IDataObject {
	if (!isObject(value)) return idFrom(givenIn(value, MIX));
	if (value.topicKey !== undefined) return topicIn(value);
	if (value.subscriberId === undefined) {
		throw new InputError(
			`A recipient in '${MIX}' has neither "subscriberId" nor "topicKey"`,
			'Nothing was sent: Novu would notify nobody for it. Name the subscriber or the topic.',
		);
	}
	const subscriberId = idFrom(givenIn(value.subscriberId, `${MIX}: subscriberId`));
	return { ...value, subscriberId, ...emailOf(value.email) };
}

/** Novu drops a recipient whose address is none, and says nothing. */
function emailOf(email: unknown): IDataObject {
	if (email === undefined || email === null) return {};
	const address = typeof email === 'string' ? email.trim() : '';
	if (/^[^\s@]+@[^\s@]+$/.test(address)) return { email: address };
	throw new InputError(
		`A recipient in '${MIX}' has an "email" that is no email address`,
		'Nothing was sent: Novu would notify nobody for it. Correct it, or leave it out.',
	);
}

/** A topic among the recipients; Novu takes nothing else of it. */
function topicIn({ topicKey, exclude }: IDataObject): IDataObject {
	return topicOf({
		topicKey: idFrom(givenIn(topicKey, `${MIX}: topicKey`)),
		exclude: listFrom(givenIn(exclude, `${MIX}: exclude`), IDS),
	});
}

function topicOf({ topicKey, exclude: excluded }: { topicKey: string; exclude: string[] }) {
	if (excluded.length > MAX_EXCLUDED) {
		throw new InputError(
			`${excluded.length} subscribers are to be left out of a topic, Novu takes at most ${MAX_EXCLUDED}`,
			'Nothing was sent. Leave out fewer, or take them off the topic before.',
		);
	}
	return {
		type: 'Topic',
		topicKey,
		...(excluded.length > 0 && { exclude: excluded }),
	};
}
