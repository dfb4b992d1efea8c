import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { InputError, NovuFailure } from '../../engine/errors';
import { path, type NovuRequest } from '../../engine/request';
import { providerLabel } from '../providers';
import type { Integration } from './integrations';
import { getSubscriber } from './shared';

/** One entry of a subscriber's `channels`: what it has for one integration. */
export interface Entry {
	providerId: string;
	_integrationId?: string;
	credentials?: IDataObject & { deviceTokens?: string[] };
}

/** A subscriber as Novu shows it. */
export type Subscriber = IDataObject & { channels?: Entry[] };

/** Reads a subscriber with its entries. */
export async function readSubscriber(call: Call, subscriberId: string): Promise<Subscriber> {
	return (await call(getSubscriber(subscriberId))) as Subscriber;
}

/** The entries of one provider, in Novu's order. */
export function entriesOf({ channels }: Subscriber, providerId: string): Entry[] {
	return (channels ?? []).filter((entry) => entry.providerId === providerId);
}

/** The tokens of an entry; an entry may have none, or no credentials at all. */
export function tokensOf({ credentials }: Entry): string[] {
	return Array.isArray(credentials?.deviceTokens) ? credentials.deviceTokens : [];
}

/** Whether a race has left several entries for one integration, of which Novu changes only one. */
export function hasDuplicates(entries: readonly Entry[]): boolean {
	return new Set(entries.map((entry) => entry._integrationId)).size < entries.length;
}

/** One entry for each integration, with the tokens of all its entries, in their order. */
export function withoutDuplicates(entries: readonly Entry[]): Entry[] {
	const merged = new Map<string | undefined, Entry>();
	for (const entry of entries) {
		const before = merged.get(entry._integrationId);
		merged.set(entry._integrationId, before ? mergedEntry(before, entry) : entry);
	}
	return [...merged.values()];
}

/** Novu changes the first of double entries, so that the first has what was written last. */
function mergedEntry(first: Entry, other: Entry): Entry {
	const deviceTokens = [...new Set([...tokensOf(first), ...tokensOf(other)])];
	return { ...first, credentials: { ...other.credentials, ...first.credentials, deviceTokens } };
}

/**
 * Makes a provider's entries what they should be.
 * @param before the entries as they were read
 * @param after one entry an integration, none without a token
 * @returns the subscriber afterwards
 * @throws {InputError} before anything is changed, where Novu would refuse to write an entry back
 */
export async function rewriteEntries(
	call: Call,
	subscriberId: string,
	providerId: string,
	before: readonly Entry[],
	after: readonly Entry[],
	integrations: readonly Integration[],
): Promise<Subscriber> {
	// A single entry cannot be taken away, and of double ones only the first can be changed: Novu
	// deletes all of a provider or none.
	const startsOver = after.length < before.length;
	const toWrite = startsOver ? after : after.filter((entry) => hasChanged(before, entry));
	const writes = toWrite.map((entry) => writeRequest(subscriberId, entry, integrations));
	if (!startsOver)
		return (await sendAll(call, writes)) ?? (await readSubscriber(call, subscriberId));
	await call(deleteRequest(subscriberId, providerId));
	const written = await sendAll(call, writes, (failed) =>
		writes.slice(failed).map(({ body }) => body ?? {}),
	);
	return written ?? (await readSubscriber(call, subscriberId));
}

/**
 * @param unwritten what is lost where the request at this place fails, for its error
 * @returns the last answer, undefined where there was nothing to send
 */
async function sendAll(
	call: Call,
	requests: readonly NovuRequest[],
	unwritten?: (failed: number) => IDataObject[],
): Promise<Subscriber | undefined> {
	let subscriber: Subscriber | undefined;
	for (const [i, request] of requests.entries()) {
		try {
			subscriber = (await call(request)) as Subscriber;
		} catch (error) {
			return await Promise.reject(withUnsavedEntries(error as Error, unwritten?.(i)));
		}
	}
	return subscriber;
}

function withUnsavedEntries(error: Error, unwritten: IDataObject[] | undefined): Error {
	if (!unwritten || !(error instanceof NovuFailure)) return error;
	return new NovuFailure({ ...error.facts, unsavedEntries: unwritten });
}

function hasChanged(before: readonly Entry[], entry: Entry): boolean {
	const old = before.find((candidate) => candidate._integrationId === entry._integrationId);
	return JSON.stringify(old?.credentials) !== JSON.stringify(entry.credentials);
}

/** `DELETE …/credentials/{providerId}`: all entries of the provider. */
export function deleteRequest(subscriberId: string, providerId: string): NovuRequest {
	return {
		method: 'DELETE',
		path: path`/v1/subscribers/${subscriberId}/credentials/${providerId}`,
		rateCategory: 'configuration',
	};
}

function writeRequest(
	subscriberId: string,
	{ providerId, _integrationId, credentials }: Entry,
	integrations: readonly Integration[],
): NovuRequest {
	const integration = integrations.find(({ id }) => id === _integrationId);
	if (!integration?.active) {
		const label = providerLabel(providerId);
		throw new InputError(
			integration
				? `The ${label} integration "${integration.identifier}" is switched off, and the subscriber has tokens for it`
				: `The subscriber has tokens for a ${label} integration that does not exist any more`,
			`Nothing was changed: Novu could not write these tokens back. ${integration ? "Switch the integration on in Novu's dashboard and try again." : 'Use Delete Credentials to start over for this provider.'}`,
		);
	}
	return {
		method: 'PUT',
		path: path`/v1/subscribers/${subscriberId}/credentials`,
		body: { providerId, integrationIdentifier: integration.identifier, credentials },
		rateCategory: 'configuration',
	};
}
