import type { Call, Route } from '../call';
import { CommandError, notFound } from '../errors';
import { integer } from '../paging';
import { change } from '../store';
import {
	createSubscriber,
	findSubscriber,
	minimized,
	requireSubscriber,
	setOnline,
	subscriberV1,
	writeCredentials,
} from '../subscribers';
import type { ChannelEntry, Fields, Subscriber } from '../types';
import { idErrors, profileErrors, profileOf } from '../profile';
import { Checks, isFields } from '../validation';

const LARGEST_BULK = 500;
const UPSERT_COMMAND = 'CreateOrUpdateSubscriberCommand';
const BULK_COMMAND = 'BulkCreateSubscribersCommand';
const PROFILE = ['firstName', 'lastName', 'phone', 'avatar', 'locale', 'data'] as const;

/** What 2.0 says about a profile. */
function oldProfileMessages(body: Fields, prefix: string): string[] {
	const checks = new Checks(body, prefix).optionalEmail('email');
	for (const name of ['firstName', 'lastName', 'phone', 'avatar', 'locale']) {
		checks.optionalString(name);
	}
	return checks.messages;
}

function profileMessages(call: Call, body: Fields, prefix = ''): string[] {
	const old = call.settings.novu === '2.0';
	const messages = old ? oldProfileMessages(body, prefix) : profileErrors(body, prefix);
	return [...messages, ...new Checks(body, prefix).optionalArray('channels').messages];
}

function idMessages(call: Call, body: Fields, prefix = ''): string[] {
	if (call.settings.novu !== '2.0') return idErrors(body, prefix);
	const { messages } = new Checks(body, prefix).requiredString('subscriberId');
	const empty = typeof body.subscriberId === 'string' && body.subscriberId.trim() === '';
	return empty ? [...messages, `${prefix}subscriberId should not be empty`] : messages;
}

/**
 * The profile fields that a v1 call changes: null clears a field; in 2.0 it is left out, but clears
 * the e-mail.
 */
function profile(call: Call, body: Fields): Partial<Subscriber> {
	if (call.settings.novu !== '2.0') return profileOf(body);
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

/** In 2.0 the answer shows the subscriber before its channels were written. */
async function withChannels(call: Call, subscriber: Subscriber): Promise<unknown> {
	const before = subscriberV1(call, subscriber);
	await appendChannels(call, subscriber);
	return call.settings.novu === '2.0' ? before : subscriberV1(call, subscriber);
}

async function upsert(call: Call): Promise<unknown> {
	new Checks(call.body)
		.add(idMessages(call, call.body))
		.add(profileMessages(call, call.body))
		.enforce();
	const subscriberId = String(call.body.subscriberId).trim();
	if (subscriberId === '') {
		const messages = ['subscriberId should not be empty'];
		throw new CommandError(UPSERT_COMMAND, { subscriberId: { messages, value: '' } });
	}
	const fields = profile(call, call.body);
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
	new Checks(call.body).add(profileMessages(call, call.body)).enforce();
	const subscriber = requireSubscriber(call, call.params.subscriberId);
	const before = subscriberV1(call, change(subscriber, profile(call, call.body)));
	await appendChannels(call, subscriber);
	return before;
}

/** Takes a subscriber away. */
export function removeSubscriber(call: Call, subscriber: Subscriber): Fields {
	call.store.removeSubscriber(subscriber);
	return { acknowledged: true, status: 'deleted' };
}

function online(call: Call): unknown {
	const checks = new Checks(call.body);
	if (call.settings.novu !== '2.0') checks.defined('isOnline');
	checks.boolean('isOnline').enforce();
	const found = call.store.subscriber(call.params.subscriberId);
	if (!found) throw notFound('Subscriber not found');
	return subscriberV1(call, setOnline(found, call.body.isOnline === true));
}

/** A list shows entries without credentials with empty ones. */
function listed(call: Call, subscriber: Subscriber): Fields {
	const channels = subscriber.channels.map((entry) => ({ credentials: {}, ...entry }));
	const since3 = call.settings.novu === '2.0' ? {} : { isOnline: false };
	return { ...since3, ...subscriber, channels };
}

function list(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const old = call.settings.novu === '2.0';
	const page = integer(call.query, 'page', { fallback: 0, ...(old ? {} : { min: 0 }) });
	if (page < 0) throw new Error('A negative number of documents to skip');
	const start = page * limit;
	const data = call.store.subscribers.all
		.slice(start, start + limit)
		.map((one) => listed(call, one));
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
	const fields = { ...profile(call, item), ...(channels ? { channels } : {}) };
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
	const checks = new Checks(call.body);
	if (call.settings.novu === '2.0') checks.batch('subscribers', LARGEST_BULK);
	else checks.objects('subscribers');
	const items = Array.isArray(call.body.subscribers) ? call.body.subscribers : [];
	const bodies = items.map((item: unknown) => (isFields(item) ? item : {}));
	bodies.forEach((item, index) => {
		const prefix = `subscribers.${index}.`;
		checks.add(idMessages(call, item, prefix)).add(profileMessages(call, item, prefix));
	});
	checks.enforce();
	if (bodies.length > LARGEST_BULK) {
		const messages = [`subscribers must contain no more than ${LARGEST_BULK} elements`];
		throw new CommandError(BULK_COMMAND, { subscribers: { messages, value: items } });
	}
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
		handle: (call) => subscriberV1(call, findSubscriber(call, 'quoted')),
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
		handle: (call) => removeSubscriber(call, findSubscriber(call, 'deleted')),
	},
	{
		method: 'PATCH',
		url: '/v1/subscribers/:subscriberId/online-status',
		category: 'configuration',
		handle: online,
	},
];
