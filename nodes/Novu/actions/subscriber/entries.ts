import type { IDataObject } from 'n8n-workflow';
import { nothing } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { CancelledError, InputError, rethrow } from '../../engine/errors';
import { NovuFailure } from '../../engine/failure';
import { bodyLimit, jsonBytes, path, type NovuRequest } from '../../engine/request';
import { isUncertain } from '../../engine/retry';
import { providerLabel } from '../providers';
import { MAX_DEVICE_TOKENS } from './deviceTokensField';
import type { Integration } from './integrations';
import { credentialsAnswer, getSubscriber } from './shared';

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
 * Makes a provider's entries what they should be. Where that takes a deletion, what Novu would refuse
 * to write back is found before; what it refuses all the same is written back as it was.
 * @param before the entries as they were read
 * @param after one entry an integration, none without a token
 * @returns the subscriber afterwards
 * @throws {InputError} before anything is changed, where Novu would refuse to write an entry back
 * @throws {NovuFailure} where a write failed; `unsavedEntries` holds what is in Novu no more
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
	const requestOf = (entry: Entry) => writeRequest(subscriberId, entry, integrations);
	for (const entry of toWrite) checkWritable(entry, requestOf(entry));
	if (startsOver) {
		try {
			await call(deleteRequest(subscriberId, providerId));
		} catch (error) {
			if (error instanceof NovuFailure && !isUncertain(error.facts)) return await rethrow(error);
			const gone = await goneEntries(call, subscriberId, providerId, after);
			const lost = await restore(call, gone, before, requestOf);
			const request = deleteRequest(subscriberId, providerId);
			return await rethrow(withUnsavedEntries(error as Error, request, lost));
		}
	}
	let subscriber: Subscriber | undefined;
	for (const [i, entry] of toWrite.entries()) {
		try {
			subscriber = (await call(requestOf(entry))) as Subscriber;
		} catch (error) {
			if (!startsOver) return await rethrow(error);
			const left = toWrite.slice(i);
			const lost = await restore(call, left, before, requestOf);
			return await rethrow(withUnsavedEntries(error as Error, requestOf(entry), lost));
		}
	}
	return subscriber ?? (await readSubscriber(call, subscriberId));
}

/**
 * Checks what Novu would refuse, before anything is taken away.
 * @throws {InputError}
 */
function checkWritable(entry: Entry, request: NovuRequest): void {
	const label = providerLabel(entry.providerId);
	const count = tokensOf(entry).length;
	if (count > MAX_DEVICE_TOKENS) {
		throw new InputError(
			`The subscriber's ${label} entries hold ${count} different tokens together, and Novu keeps at most ${MAX_DEVICE_TOKENS} in one entry`,
			"Nothing was changed. Use 'Remove Device Tokens' to take away tokens that are no longer in use, or 'Update Credentials' with the token mode Replace.",
		);
	}
	const bytes = jsonBytes(request.body);
	const limit = bodyLimit(request.path);
	if (bytes > limit) {
		throw new InputError(
			`The subscriber's ${label} entries have ${bytes} bytes together, and Novu takes at most ${limit} in one call`,
			"Nothing was changed. Use 'Remove Device Tokens' to take away tokens that are no longer in use, or 'Update Credentials' with the token mode Replace.",
		);
	}
}

/**
 * What is gone after a deletion that failed and may have been carried out all the same.
 * @returns all of them where Novu does not say
 */
async function goneEntries(
	call: Call,
	subscriberId: string,
	providerId: string,
	entries: readonly Entry[],
): Promise<readonly Entry[]> {
	try {
		const left = entriesOf(await readSubscriber(call, subscriberId), providerId);
		return entries.filter(({ _integrationId: id }) => !left.some((e) => e._integrationId === id));
	} catch {
		return entries;
	}
}

/**
 * Writes entries back as they were, after a deletion whose writes failed. A double entry cannot be
 * made again: its tokens are appended to the first one's.
 * @param left what was not written
 * @returns the bodies of what Novu does not have now
 */
async function restore(
	call: Call,
	left: readonly Entry[],
	before: readonly Entry[],
	requestOf: (entry: Entry) => NovuRequest,
): Promise<IDataObject[]> {
	const lost: IDataObject[] = [];
	for (const wanted of left) {
		const old = before.filter((entry) => entry._integrationId === wanted._integrationId);
		// An entry without tokens has nothing to add, and appending nothing would empty the first one.
		const toRestore = old.filter((entry, i) => i === 0 || tokensOf(entry).length > 0);
		const failed = await restoreEntry(call, toRestore.map(requestOf));
		const isAllLost = failed.length === toRestore.length;
		lost.push(...(isAllLost ? [requestOf(wanted)] : failed).map(({ body }) => body ?? {}));
	}
	return lost;
}

/** @returns the requests that failed: the first one sets the entry, the others add to it */
async function restoreEntry(call: Call, requests: readonly NovuRequest[]): Promise<NovuRequest[]> {
	const failed: NovuRequest[] = [];
	let method: 'PUT' | 'PATCH' = 'PUT';
	for (const request of requests) {
		try {
			await call({ ...request, method, idempotent: true });
			method = 'PATCH';
		} catch {
			failed.push(request);
		}
	}
	return failed;
}

/** The error of a write, with what could not be saved; a cancelled run is such a failure, too. */
function withUnsavedEntries(error: Error, request: NovuRequest, lost: IDataObject[]): Error {
	const unsaved = lost.length > 0 && {
		unsavedEntries: lost,
		unsavedAdvice: 'Write them with Update Credentials',
	};
	if (error instanceof NovuFailure) return new NovuFailure({ ...error.facts, ...unsaved });
	const kind = error instanceof CancelledError ? 'cancelled' : 'connection';
	const { message: reason } = error;
	return new NovuFailure({ kind, reason, request, attempts: 1, elapsedMs: 0, ...unsaved });
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
		answer: nothing,
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
		answer: credentialsAnswer(subscriberId),
		rateCategory: 'configuration',
	};
}
