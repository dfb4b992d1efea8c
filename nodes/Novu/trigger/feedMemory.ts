import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import type { Activity } from './activity';

/**
 * What is known of the feed, as JSON in the node's static data.
 *
 * Entries are known by their ID, not by their time: the clocks of Novu's servers differ, so that an
 * entry may be listed far above or below those that came with it.
 */
export interface FeedMemory {
	/** Digests of the IDs of the entries seen, without anything in between; see {@link digest} */
	known: string;
	/** Creation of the newest entry seen (ms since 1970, by Novu's clock); null before the first */
	newest: number | null;
	/**
	 * Entries that were created by then are old, whether known or not; null where the whole feed is
	 * known (ms since 1970, by Novu's clock)
	 */
	watermark: number | null;
	/** When the feed was last read back to {@link DEPTH} entries (ms since 1970, by n8n's clock) */
	lastDeepScanAt: number;
}

/** What was read of the feed in one go, from its newest entry on. */
export interface FeedPart {
	/** Newest first */
	entries: Activity[];
	/** Whether nothing is listed behind them */
	ended: boolean;
}

/**
 * How many entries are known at least, where the feed has so many: an entry whose clock is behind is
 * found as long as no more were created in the time that it is behind.
 */
export const DEPTH = 500;
/** How far back entries are known at least, in milliseconds, however many come. */
export const OVERLAP_MS = 60_000;
/** So many entries ahead of all others do not matter for {@link OVERLAP_MS}. */
const MOST_AHEAD = 50;
/** So many are known at most where the feed has fewer than {@link DEPTH}; Novu deletes old ones. */
const MOST_KNOWN = 2 * DEPTH;
const DIGEST_LENGTH = 8;

/** When an entry was created (ms since 1970, by Novu's clock). */
export function createdAt(entry: Activity): number {
	return Date.parse(entry.createdAt);
}

/**
 * 48 bits of an ID, as text: n8n writes a workflow's static data whole at every poll, and IDs would
 * take three times as much. Among a thousand entries one in 10^11 would be taken for another.
 */
function digest(id: string): string {
	return createHash('sha256').update(id).digest('base64').slice(0, DIGEST_LENGTH);
}

function digestsIn(known: string): string[] {
	return known.match(new RegExp(`.{${DIGEST_LENGTH}}`, 'g')) ?? [];
}

/** Whether a value out of static data is a memory; anything else is as if there were none. */
export function isFeedMemory(value: unknown): value is FeedMemory & IDataObject {
	return (
		isObject(value) &&
		typeof value.known === 'string' &&
		[value.newest, value.watermark].every((time) => time === null || typeof time === 'number') &&
		typeof value.lastDeepScanAt === 'number'
	);
}

/** Tells for each entry whether it is in the memory. */
export function knownIn({ known }: FeedMemory): (entry: Activity) => boolean {
	const digests = new Set(digestsIn(known));
	return ({ _id }) => digests.has(digest(_id));
}

/** Whether entries, newest first, reach as far back as they have to be known. */
export function coversHistory(entries: readonly Activity[]): boolean {
	if (entries.length < DEPTH) return false;
	return createdAt(entries[entries.length - 1]) < leastTime(entries);
}

/** The time since which entries are known, however many there are. */
function leastTime(entries: readonly Activity[]): number {
	return createdAt(entries[Math.min(MOST_AHEAD, entries.length - 1)]) - OVERLAP_MS;
}

/**
 * The entries of a part that are new. Where none of it is known, as after a change of the credential
 * to another environment, only those since the newest that was seen are.
 */
export function freshEntries(before: FeedMemory, { entries }: FeedPart): Activity[] {
	const isKnown = knownIn(before);
	const isOtherFeed = before.known !== '' && !entries.some(isKnown);
	const since =
		isOtherFeed && before.newest !== null ? before.newest - OVERLAP_MS : before.watermark;
	return entries.filter((entry) => !isKnown(entry) && (since === null || createdAt(entry) > since));
}

/**
 * The memory after a part was read.
 * @param before undefined at the first poll
 * @param lastDeepScanAt as it is to be noted
 */
export function remember(
	before: FeedMemory | undefined,
	{ entries, ended }: FeedPart,
	lastDeepScanAt: number,
): FeedMemory {
	const newest = entries.length > 0 ? createdAt(entries[0]) : (before?.newest ?? null);
	const least = entries.length > DEPTH ? leastTime(entries) : 0;
	const kept = entries.filter((entry, place) => place < DEPTH || createdAt(entry) >= least);
	const dropped = entries[kept.length] ?? (before || ended ? undefined : entries.at(-1));
	const digests = (list: Activity[]) => list.map(({ _id }) => digest(_id));
	if (dropped) {
		// those of one time may stand on both sides of the cut
		const watermark = Math.max(createdAt(dropped), before?.watermark ?? -Infinity);
		const above = kept.filter((entry) => createdAt(entry) > watermark);
		return { known: digests(above).join(''), newest, watermark, lastDeepScanAt };
	}
	// What was not read this time is not forgotten: a poll reads a part, a page may be lacking.
	const all = new Set([...digests(kept), ...digestsIn(before?.known ?? '')]);
	const known = [...all].slice(0, Math.max(MOST_KNOWN, kept.length)).join('');
	return { known, newest, watermark: before?.watermark ?? null, lastDeepScanAt };
}
