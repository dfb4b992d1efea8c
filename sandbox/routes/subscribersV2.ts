import type { Call, Route } from '../call';
import { conflict } from '../errors';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import { createSubscriber, findSubscriber, subscriberV2 } from '../subscribers';
import type { Fields, Subscriber } from '../types';
import { Checks } from '../validation';
import { removeSubscriber } from './subscribers';

const PROFILE = [
	'firstName',
	'lastName',
	'email',
	'phone',
	'avatar',
	'locale',
	'timezone',
] as const;

function checkProfile(body: Fields): Checks {
	const checks = new Checks(body).optionalEmail('email').optionalObject('data');
	for (const name of PROFILE) if (name !== 'email') checks.optionalString(name);
	return checks;
}

/** The fields of the body that are there; null clears a field. */
function profile(body: Fields): Partial<Subscriber> {
	const names = [...PROFILE, 'data'] as const;
	return Object.fromEntries(
		names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
	);
}

/** Creates a subscriber, or updates it and then empties the `data` that the call leaves out. */
async function upsert(call: Call): Promise<unknown> {
	const checks = new Checks(call.body).requiredString('subscriberId');
	checks.add(checkProfile(call.body).messages).enforce();
	const subscriberId = String(call.body.subscriberId);
	const fields = profile(call.body);
	const found = call.store.subscriber(subscriberId);
	if (!found) return subscriberV2(await createSubscriber(call, subscriberId, fields));
	if (text(call.query, 'failIfExists') === 'true') {
		throw conflict(`Subscriber with id ${subscriberId} already exists`, { subscriberId });
	}
	return subscriberV2(change(found, { ...fields, data: fields.data ?? {} }));
}

function update(call: Call): unknown {
	checkProfile(call.body).enforce();
	return subscriberV2(change(findSubscriber(call), profile(call.body)));
}

function contains(value: unknown, part: string | undefined): boolean {
	if (part === undefined) return true;
	return typeof value === 'string' && value.toLowerCase().includes(part.toLowerCase());
}

/** The subscribers that a search finds, oldest first; the whole collection where it can be. */
function candidates(call: Call): readonly Subscriber[] {
	const { query, store } = call;
	const subscriberId = text(query, 'subscriberId');
	const [email, name, phone] = ['email', 'name', 'phone'].map((field) => text(query, field));
	const all = subscriberId
		? store.subscribers.lookup('subscriberId', subscriberId)
		: store.subscribers.all;
	if (!email && !name && !phone) return all;
	return all.filter(
		(one) =>
			contains(one.email, email) &&
			contains(one.phone, phone) &&
			contains(`${String(one.firstName ?? '')} ${String(one.lastName ?? '')}`.trim(), name),
	);
}

function list(call: Call): unknown {
	const query = cursorQuery(call.query);
	return cursorPage(candidates(call), query, subscriberV2, call.store.subscribers);
}

export const subscriberV2Routes: Route[] = [
	{ method: 'GET', url: '/v2/subscribers', category: 'configuration', only: '3.19', handle: list },
	{
		method: 'POST',
		url: '/v2/subscribers',
		category: 'configuration',
		only: '3.19',
		handle: upsert,
	},
	{
		method: 'GET',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: '3.19',
		handle: (call) => subscriberV2(findSubscriber(call)),
	},
	{
		method: 'PATCH',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: '3.19',
		handle: update,
	},
	{
		method: 'DELETE',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: '3.19',
		handle: (call) => removeSubscriber(call, findSubscriber(call)),
	},
];
