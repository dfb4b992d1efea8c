import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about, either, object, type AnswerShape } from '../../engine/answers';
import { rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Call } from '../../engine/client';
import type { Item } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick, simplifierOf, simplifyField, type Simplify } from '../../fields/list';
import { CREDENTIAL_PROVIDERS, providerOptions, PROVIDERS } from '../providers';
import { booleanOf } from '../../parameters/booleans';
import { openChoiceOf } from '../../parameters/choices';

export const SUBSCRIBER = 'Subscriber';

/** Which subscriber an operation is for. */
export const subscriberField: INodeProperties = locator({
	name: 'subscriberId',
	displayName: SUBSCRIBER,
	description: 'The subscriber, found in the list or given by your own ID for it',
	searchListMethod: 'searchSubscribers',
	placeholder: 'e.g. customer-4711',
	required: true,
});

/** The usual case where events of a CRM start the workflow; stands right under the subscriber. */
export const createIfMissingField: INodeProperties = {
	displayName: 'Create Subscriber if Missing',
	name: 'createSubscriberIfMissing',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the subscriber, with nothing but its ID, where Novu does not know it. One that exists keeps its profile and data as they are.',
};

/** Whether the item's subscriber is to be added where Novu does not know it. */
export function createsIfMissing(item: Item): boolean {
	const { name, displayName } = createIfMissingField;
	return booleanOf(item, name, displayName) ?? false;
}

export const providerField: INodeProperties = {
	displayName: 'Provider',
	name: 'providerId',
	type: 'options',
	options: providerOptions,
	default: 'fcm',
	required: true,
	description: 'The chat or push provider that the credentials are for',
};

/**
 * The provider's ID. One that the list does not know goes out as it is: Novu says whether it knows it.
 * @throws {InputError} where it is nearly one of the list, which is then named
 */
export function credentialProviderOf(item: Item): string {
	return openChoiceOf(item, 'providerId', providerField.displayName, CREDENTIAL_PROVIDERS);
}

/** The provider, where only push providers make sense. */
export const pushProviderField: INodeProperties = {
	...providerField,
	options: providerOptions.filter(({ value }) => PROVIDERS[String(value)].channel === 'push'),
	description: 'The push provider that the tokens are for',
};

/** What an empty 'Integration' means. */
export const NEWEST_ACTIVE = 'The newest active one';
export const ALL_OF_PROVIDER = 'All of the provider';

/** Which integration of the provider, where it has several. */
export function integrationField(description: string, listPlaceholder: string): INodeProperties {
	return locator({
		name: 'integrationIdentifier',
		displayName: 'Integration',
		description,
		searchListMethod: 'searchIntegrations',
		placeholder: 'e.g. fcm-AbC123',
		listPlaceholder,
	});
}

/**
 * Simplify of the operations whose output is Novu's subscriber. It is off, since their output is every
 * field as it came: workflows read the tokens of a provider and Novu's own IDs out of it.
 */
export const simplifySubscriberField: INodeProperties = { ...simplifyField, default: false };

const simpleSubscriber = pick(
	'subscriberId',
	'email',
	'firstName',
	'lastName',
	'phone',
	'locale',
	'timezone',
	'data',
	'channels',
	'updatedAt',
);

/** Makes the output of Novu's subscriber: every field as it came, or as Simplify says. */
export function subscriberOutput(
	item: Item,
	simplify: Simplify = simpleSubscriber,
): (subscriber: unknown) => IDataObject {
	const shown = simplifierOf(item, simplify, false);
	return (subscriber) => shown(subscriber as IDataObject);
}

/** What writes to a subscriber must not overlap with: any other write to it. */
export function subscriberLock(subscriberId: string): string {
	return `subscriber:${subscriberId}`;
}

/**
 * What a write of credentials is answered with: the subscriber. Where the answer leaves the ID out,
 * its entries show what was written.
 */
export function credentialsAnswer(subscriberId: string): AnswerShape {
	const subscriber = about('a subscriber', 'subscriberId', subscriberId);
	const entries = object(
		'a subscriber',
		(body) => body.subscriberId === undefined && Array.isArray(body.channels),
	);
	return { ...either(subscriber, entries), expected: subscriber.expected };
}

/** The call that gets a subscriber, on servers before 2.1.2 by its v1 route. */
export function getSubscriber(
	subscriberId: string,
	answer = about('a subscriber', 'subscriberId', subscriberId),
): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/subscribers/${subscriberId}`,
		answer,
		rateCategory: 'configuration',
		fallback: {
			method: 'GET',
			path: path`/v1/subscribers/${subscriberId}`,
			answer,
			rateCategory: 'configuration',
		},
	};
}

/**
 * The call that adds a subscriber with nothing but its ID. `failIfExists` keeps one that exists as
 * it is: without it Novu empties its `data`.
 */
function addSubscriber(subscriberId: string): NovuRequest {
	return {
		method: 'POST',
		path: path`/v2/subscribers`,
		query: { failIfExists: true },
		body: { subscriberId },
		answer: about('a subscriber', 'subscriberId', subscriberId),
		rateCategory: 'configuration',
		// A second one is refused with a 409, so that repeating it does no harm.
		idempotent: true,
		fallback: {
			method: 'POST',
			path: path`/v1/subscribers`,
			body: { subscriberId },
			answer: about('a subscriber', 'subscriberId', subscriberId),
			rateCategory: 'configuration',
		},
	};
}

const NOT_FOUND = /^SubscriberId: .* not found$/s;

/** Whether Novu refused a write because the subscriber does not exist (a 400, not a 404). */
function isSubscriberMissing(error: unknown): boolean {
	return isAnswer(error, 400, NOT_FOUND);
}

/**
 * Sends a write to a subscriber, and adds the subscriber first where Novu says that it is missing.
 * One that exists is left as it is.
 */
export async function withSubscriber(
	call: Call,
	subscriberId: string,
	request: NovuRequest,
): Promise<unknown> {
	try {
		return await call(request);
	} catch (error) {
		if (!isSubscriberMissing(error)) return await rethrow(error);
	}
	await addUnlessThere(call, subscriberId);
	return await call(request);
}

async function addUnlessThere(call: Call, subscriberId: string): Promise<void> {
	try {
		await call(addSubscriber(subscriberId));
	} catch (error) {
		if (!isAnswer(error, 409)) await rethrow(error);
	}
}
