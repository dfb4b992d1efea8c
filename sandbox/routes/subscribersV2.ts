import type { Call, Route } from '../call';
import { conflict } from '../errors';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import { idErrors, profileErrors, profileOf } from '../profile';
import { createSubscriber, findSubscriber, minimized, subscriberV2 } from '../subscribers';
import { WITH_V2, type Fields, type Subscriber } from '../types';
import { Checks } from '../validation';
import { removeSubscriber } from './subscribers';

/** What is not kept of `data`: nothing at all, and objects that hold nothing. */
function withData(fields: Partial<Subscriber>): Partial<Subscriber> {
	return { ...fields, data: minimized(fields.data ?? undefined) };
}

/** v2 takes the spaces off an ID, and off one of spaces alone everything. */
function trimmed(body: Fields): Fields {
	const { subscriberId } = body;
	return typeof subscriberId === 'string' ? { ...body, subscriberId: subscriberId.trim() } : body;
}

/** Creates a subscriber, or updates it and then takes away the `data` that the call leaves out. */
async function upsert(call: Call): Promise<unknown> {
	const body = trimmed(call.body);
	new Checks(body).add(idErrors(body)).add(profileErrors(body)).enforce();
	const subscriberId = String(body.subscriberId);
	const fields = withData(profileOf(body));
	const found = call.store.subscriber(subscriberId);
	if (!found) return subscriberV2(await createSubscriber(call, subscriberId, fields));
	if (text(call.query, 'failIfExists') === 'true') {
		throw conflict(`Subscriber with id "${subscriberId}" already exists`);
	}
	return subscriberV2(change(found, fields));
}

function update(call: Call): unknown {
	new Checks(call.body).add(profileErrors(call.body)).enforce();
	return subscriberV2(change(findSubscriber(call, 'changed'), profileOf(call.body)));
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
	const names = ['email', 'name', 'phone', 'subscriberId'];
	const checks = new Checks(call.query);
	for (const name of names) {
		checks.optionalString(name);
		const nested = Object.keys(call.query).some((key) => key.startsWith(`${name}[`));
		if (nested) checks.add([`${name} must be a string`]);
	}
	checks.enforce();
	const query = cursorQuery(call.query, { command: 'ListSubscribersCommand', lenient: true });
	return cursorPage(candidates(call), query, subscriberV2, call.store.subscribers);
}

export const subscriberV2Routes: Route[] = [
	{ method: 'GET', url: '/v2/subscribers', category: 'configuration', only: WITH_V2, handle: list },
	{
		method: 'POST',
		url: '/v2/subscribers',
		category: 'configuration',
		only: WITH_V2,
		handle: upsert,
	},
	{
		method: 'GET',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: WITH_V2,
		handle: (call) => subscriberV2(findSubscriber(call, 'got')),
	},
	{
		method: 'PATCH',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: WITH_V2,
		handle: update,
	},
	{
		method: 'DELETE',
		url: '/v2/subscribers/:subscriberId',
		category: 'configuration',
		only: WITH_V2,
		handle: (call) => removeSubscriber(call, findSubscriber(call, 'deleted')),
	},
];
