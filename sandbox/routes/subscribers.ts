import { withId, type Call, type Route } from '../call';
import { notFound } from '../errors';
import { integer } from '../paging';
import { change } from '../store';
import {
	createSubscriber,
	findSubscriber,
	minimized,
	requireSubscriber,
	setOnline,
	writeCredentials,
} from '../subscribers';
import type { ChannelEntry, Fields, Subscriber } from '../types';
import { Checks, isFields } from '../validation';

const PROFILE = ['firstName', 'lastName', 'phone', 'avatar', 'locale', 'data'] as const;

function profileMessages(body: Fields, prefix = ''): string[] {
	const checks = new Checks(body, prefix).optionalEmail('email');
	for (const name of ['firstName', 'lastName', 'phone', 'avatar', 'locale']) {
		checks.optionalString(name);
	}
	return checks.optionalArray('channels').messages;
}

function idMessages(body: Fields, prefix = ''): string[] {
	const { messages } = new Checks(body, prefix).requiredString('subscriberId');
	const empty = typeof body.subscriberId === 'string' && body.subscriberId.trim() === '';
	return empty ? [...messages, `${prefix}subscriberId should not be empty`] : messages;
}

/** The profile fields that a v1 call changes: null is left out, but clears the e-mail. */
function profile(body: Fields): Partial<Subscriber> {
	const fields: Fields = {};
	for (const name of PROFILE) {
		if (body[name] !== null && body[name] !== undefined) fields[name] = body[name];
	}
	if (body.email !== undefined) fields.email = body.email;
	return fields;
}

/** Writes the channels of a subscriber body, one after the other, as appends. */
async function appendChannels(call: Call, subscriber: Subscriber): Promise<void> {
	const channels = Array.isArray(call.body.channels) ? call.body.channels : [];
	for (const channel of channels.filter(isFields)) {
		await writeCredentials(call, subscriber, {
			providerId: String(channel.providerId),
			integrationIdentifier: channel.integrationIdentifier as string | undefined,
			credentials: isFields(channel.credentials) ? channel.credentials : {},
			append: true,
		});
	}
}

/** The answer shows the subscriber before its channels were written. */
async function withChannels(call: Call, subscriber: Subscriber): Promise<unknown> {
	const before = withId(subscriber);
	await appendChannels(call, subscriber);
	return before;
}

async function upsert(call: Call): Promise<unknown> {
	new Checks(call.body).add(idMessages(call.body)).add(profileMessages(call.body)).enforce();
	const subscriberId = String(call.body.subscriberId).trim();
	const fields = profile(call.body);
	const found = call.store.subscriber(subscriberId);
	if (found) return await withChannels(call, change(found, fields));
	const data = minimized(fields.data);
	const created = await createSubscriber(call, subscriberId, {
		...fields,
		...(data === undefined ? {} : { data }),
	});
	return await withChannels(call, created);
}

async function update(call: Call): Promise<unknown> {
	new Checks(call.body).add(profileMessages(call.body)).enforce();
	const subscriber = requireSubscriber(call, call.params.subscriberId);
	return await withChannels(call, change(subscriber, profile(call.body)));
}

/** Takes a subscriber away. */
export function removeSubscriber(call: Call, subscriber: Subscriber): Fields {
	call.store.removeSubscriber(subscriber);
	return { acknowledged: true, status: 'deleted' };
}

function online(call: Call): unknown {
	new Checks(call.body).boolean('isOnline').enforce();
	const found = call.store.subscriber(call.params.subscriberId);
	if (!found) throw notFound('Subscriber not found');
	return withId(setOnline(found, call.body.isOnline === true));
}

/** A list shows entries without credentials with empty ones. */
function listed(subscriber: Subscriber): Subscriber {
	const channels = subscriber.channels.map((entry) => ({ credentials: {}, ...entry }));
	return { ...subscriber, channels };
}

function list(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const page = integer(call.query, 'page', { fallback: 0 });
	if (page < 0) throw new Error('A negative number of documents to skip');
	const start = page * limit;
	const data = call.store.subscribers.all.slice(start, start + limit).map(listed);
	// As in Novu: a last page that is exactly full promises one more.
	return { page, hasMore: data.length === limit, pageSize: limit, data };
}

interface BulkResult {
	updated: Array<{ subscriberId: string }>;
	created: Array<{ subscriberId: string }>;
	failed: unknown[];
}

/** Bulk writes past the mapper: channels replace those that were there, as they are. */
function bulkWrite(call: Call, item: Fields, result: BulkResult): void {
	const subscriberId = String(item.subscriberId).trim();
	const channels = item.channels as ChannelEntry[] | undefined;
	const fields = { ...profile(item), ...(channels ? { channels } : {}) };
	const found = call.store.subscriber(subscriberId);
	if (found) {
		change(found, fields);
		result.updated.push({ subscriberId });
		return;
	}
	call.store.addSubscriber(subscriberId, { __v: undefined, ...fields });
	result.created.push({ subscriberId });
}

function bulk(call: Call): BulkResult {
	const checks = new Checks(call.body).batch('subscribers', 500);
	const items = Array.isArray(call.body.subscribers) ? call.body.subscribers : [];
	const bodies = items.map((item: unknown) => (isFields(item) ? item : {}));
	bodies.forEach((item, index) => {
		const prefix = `subscribers.${index}.`;
		checks.add(idMessages(item, prefix)).add(profileMessages(item, prefix));
	});
	checks.enforce();
	const result: BulkResult = { updated: [], created: [], failed: [] };
	for (const item of bodies) bulkWrite(call, item, result);
	return result;
}

export const subscriberRoutes: Route[] = [
	{ method: 'POST', url: '/v1/subscribers', category: 'configuration', handle: upsert },
	{ method: 'GET', url: '/v1/subscribers', category: 'configuration', handle: list },
	{
		method: 'POST',
		url: '/v1/subscribers/bulk',
		category: 'configuration',
		cost: 100,
		handle: bulk,
	},
	{
		method: 'GET',
		url: '/v1/subscribers/:subscriberId',
		category: 'configuration',
		handle: (call) => withId(findSubscriber(call)),
	},
	{
		method: 'PUT',
		url: '/v1/subscribers/:subscriberId',
		category: 'configuration',
		handle: update,
	},
	{
		method: 'DELETE',
		url: '/v1/subscribers/:subscriberId',
		category: 'configuration',
		handle: (call) => removeSubscriber(call, findSubscriber(call)),
	},
	{
		method: 'PATCH',
		url: '/v1/subscribers/:subscriberId/online-status',
		category: 'configuration',
		handle: online,
	},
];
