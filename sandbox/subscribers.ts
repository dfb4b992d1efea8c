import { simulateRaceWindow, withId, type Call } from './call';
import { ApiError, badRequest, notFound } from './errors';
import { now } from './ids';
import { change } from './store';
import type { ChannelEntry, Fields, Integration, StoredCredentials, Subscriber } from './types';

/** How Novu's routes word since 3 that a subscriber is missing. */
export const MISSING = {
	/** Most of v1 */
	quoted: (id: string) => notFound(`Subscriber '${id}' was not found`),
	/** Where v2 gets a subscriber */
	got: (id: string) => notFound(`Subscriber: ${id} was not found`),
	/** Where v2 changes one */
	changed: (id: string) => notFound(`Subscriber ${id} was not found`),
	deleted: (id: string) =>
		new ApiError(404, 'Subscriber was not found', { externalSubscriberId: id }),
	plain: () => notFound('Subscriber not found'),
	withId: (id: string) => notFound(`Subscriber with id: ${id} not found`),
	isNotFound: (id: string) => notFound(`Subscriber with id: ${id} is not found`),
} as const;

/** The subscriber of the path, or Novu's 404 in the words of the route. */
export function findSubscriber(
	call: Call,
	missing: keyof typeof MISSING,
	subscriberId = call.params.subscriberId,
): Subscriber {
	const found = call.store.subscriber(subscriberId);
	if (found) return found;
	throw call.settings.novu === '2.0'
		? notFound(`Subscriber not found for id ${subscriberId}`)
		: MISSING[missing](subscriberId);
}

/** The same for the calls that answer 400 where a subscriber is missing. */
export function requireSubscriber(call: Call, subscriberId: string): Subscriber {
	const found = call.store.subscriber(subscriberId);
	if (!found) throw badRequest(`SubscriberId: ${subscriberId} not found`);
	return found;
}

/**
 * Creates a subscriber that a call has not found. As in Novu there is time between the search and the
 * creation, in which another call may create the same one.
 * @throws Error, which becomes a 500, where a unique index notices
 */
export async function createSubscriber(
	call: Call,
	subscriberId: string,
	fields: Partial<Subscriber>,
): Promise<Subscriber> {
	const pause = simulateRaceWindow(call);
	if (pause) await pause;
	const { settings, store } = call;
	const kept = settings.novu === '2.0' && store.deletedSubscribers.has(subscriberId);
	if (settings.uniqueSubscribers && (kept || store.subscriber(subscriberId))) {
		throw new Error(`Duplicate key: ${subscriberId}`);
	}
	return store.addSubscriber(subscriberId, fields);
}

/** MongoDB's mapper leaves empty objects out when it creates a document. */
export function minimized(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const kept = Object.entries(value)
		.map(([name, inner]) => [name, minimized(inner)] as const)
		.filter(([, inner]) => inner !== undefined);
	return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * The integration that a credentials write goes to: active, of that provider, with that identifier
 * where one is given, the newest first.
 */
function activeIntegration(call: Call, providerId: string, identifier?: string): Integration {
	const { environment, store } = call;
	const found = store.integrations
		.lookup('provider', providerId)
		.filter((one) => one.active && (!identifier || one.identifier === identifier))
		.at(-1);
	if (!found) {
		throw badRequest(
			`Subscribers environment (${environment._id}) do not have active ${providerId} integration.`,
		);
	}
	return found;
}

/** What Novu takes of the credentials that were sent; a text is spread into its letters. */
function takenOver(sent: Fields): StoredCredentials {
	const { webhookUrl, channel, deviceTokens } = sent;
	const taken: StoredCredentials = {};
	if (deviceTokens !== null && deviceTokens !== undefined) {
		taken.deviceTokens = [...new Set(deviceTokens as Iterable<unknown>)];
	}
	if (webhookUrl !== null && webhookUrl !== undefined) taken.webhookUrl = webhookUrl;
	if (channel !== null && channel !== undefined) taken.channel = channel;
	return taken;
}

function enforceTokenLimit(call: Call, tokens: readonly unknown[]): void {
	const limit = call.settings.maxDeviceTokens;
	if (tokens.length <= limit) return;
	throw badRequest(
		`Device tokens limit exceeded. Maximum allowed tokens per subscriber channel is ${limit}, but got ${tokens.length} tokens.`,
		{ currentCount: tokens.length, limit },
	);
}

function mergedTokens(entry: ChannelEntry, taken: StoredCredentials, append: boolean): unknown[] {
	const sent = taken.deviceTokens ?? [];
	if (!append || sent.length === 0) return sent;
	// An entry without credentials makes Novu stumble here, and so does this.
	const { deviceTokens } = entry.credentials as StoredCredentials;
	return [...new Set([...(deviceTokens ?? []), ...sent])];
}

function sameCredentials(one: StoredCredentials | undefined, other: StoredCredentials): boolean {
	const names = ['webhookUrl', 'channel', 'deviceTokens'] as const;
	return (
		one !== undefined &&
		names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
	);
}

/** What one credentials write asks for. */
export interface CredentialsWrite {
	providerId: string;
	integrationIdentifier?: string;
	credentials: Fields;
	/** PATCH adds to the device tokens, PUT replaces them */
	append: boolean;
}

/**
 * Writes one entry as Novu does: it reads, takes its time, and writes back what it made of the entry
 * as it was then. Writes that overlap lose tokens, and first writes that overlap make several entries.
 */
export async function writeCredentials(
	call: Call,
	subscriber: Subscriber,
	write: CredentialsWrite,
): Promise<Subscriber> {
	const { providerId, append } = write;
	const integration = activeIntegration(call, providerId, write.integrationIdentifier);
	const taken = takenOver(write.credentials);
	const belongs = (one: ChannelEntry) =>
		one.providerId === providerId && one._integrationId === integration._id;
	const entry = subscriber.channels.find(belongs);
	if (!entry) {
		enforceTokenLimit(call, taken.deviceTokens ?? []);
		const pause = simulateRaceWindow(call);
		if (pause) await pause;
		const credentials = Object.keys(taken).length > 0 ? { credentials: taken } : {};
		const added = { ...credentials, _integrationId: integration._id, providerId };
		return change(subscriber, { channels: [...subscriber.channels, added] });
	}
	if (sameCredentials(entry.credentials, taken)) return subscriber;
	const deviceTokens = mergedTokens(entry, taken, append);
	enforceTokenLimit(call, deviceTokens);
	const credentials = { ...entry.credentials, ...taken, deviceTokens };
	const pause = simulateRaceWindow(call);
	if (pause) await pause;
	const index = subscriber.channels.findIndex((one) => one._integrationId === integration._id);
	if (index < 0) return subscriber;
	const replaced = { _integrationId: integration._id, providerId, credentials };
	const channels = [...subscriber.channels];
	channels[index] = replaced;
	return change(subscriber, { channels });
}

/** Takes away all entries of a provider, whichever integration they belong to. */
export async function deleteCredentials(
	call: Call,
	subscriber: Subscriber,
	providerId: string,
): Promise<void> {
	const pause = simulateRaceWindow(call);
	if (pause) await pause;
	const left = subscriber.channels.filter((one) => one.providerId !== providerId);
	change(subscriber, { channels: left });
}

/** Sets the online flag, and when it was switched off. */
export function setOnline(subscriber: Subscriber, isOnline: boolean): Subscriber {
	return change(subscriber, { isOnline, ...(isOnline ? {} : { lastOnlineAt: now() }) });
}

/** A subscriber as v2 shows it: without `__v` and `id`, with the online fields always there. */
export function subscriberV2(one: Subscriber): Fields {
	const online = { isOnline: one.isOnline ?? false, lastOnlineAt: one.lastOnlineAt ?? null };
	return { ...one, ...online, __v: undefined };
}

/** A subscriber as v1 shows it: since 3 always with its online flag. */
export function subscriberV1(call: Call, one: Subscriber): Fields {
	if (call.settings.novu === '2.0') return { ...withId(one) };
	return withId({ isOnline: false, ...one, __v: one.__v ?? 0 });
}
