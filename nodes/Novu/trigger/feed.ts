import type { Call } from '../engine/client';
import { isAnswer } from '../engine/errors';
import { path } from '../engine/request';
import { stateOf, type Activity, type ActivityEvent } from './activity';

/** What is kept from one poll to the next, as JSON in the node's static data. */
export interface FeedState {
	/** Creation of the newest entry seen, by Novu's clock; empty while the feed was empty */
	newest: string;
	/** IDs of the entries seen that a next poll reads again */
	seen: string[];
	/** Entries whose jobs were not done, with when this n8n first saw them (ms since 1970) */
	open: Array<{ id: string; since: number }>;
}

export interface FeedOptions {
	event: ActivityEvent;
	/** How long an entry that is not done is looked at again, in milliseconds */
	patienceMs: number;
	/** By n8n's clock; only differences of it are used */
	now: number;
}

/** What a poll found. */
export interface FeedNews {
	state: FeedState;
	/** Oldest first */
	entries: Activity[];
	/** Entries that are not looked at any more, though not done */
	givenUp: number;
}

/** Novu's largest page; 2.0 gives ten whatever is asked for. */
const PAGE = 50;
/**
 * How far behind the newest entry the feed is read again: Novu's servers write at the same time, so
 * that an entry may show up a moment after one that was created later.
 */
export const OVERLAP_MS = 60_000;
/** How many entries that are not done are looked at again; each may cost a request. */
export const MOST_OPEN = 500;

/** A page of the feed, newest first. */
export async function readPage(call: Call, page: number): Promise<Activity[]> {
	const answer = await call({
		method: 'GET',
		path: path`/v1/notifications`,
		query: { page, limit: PAGE },
		rateCategory: 'global',
	});
	return (answer as { data?: Activity[] }).data ?? [];
}

/**
 * Where a first poll begins: what is in the feed now is known, and nothing is reported.
 */
export async function startOfFeed(call: Call): Promise<FeedState> {
	const recent = await readBack(call, undefined);
	return { newest: newestOf(recent, ''), seen: recent.map(({ _id }) => _id), open: [] };
}

/**
 * What has come since the last poll. Only Novu's own times are compared with each other, and entries
 * are known by their ID, so that neither clocks that differ nor equal times matter. Nothing is
 * changed here: a poll that fails halfway leaves the state as it was.
 */
export async function readNews(
	call: Call,
	before: FeedState,
	options: FeedOptions,
): Promise<FeedNews> {
	const known = new Set(before.seen);
	const recent = await readBack(call, floorOf(before.newest));
	const fresh = recent.filter(({ _id }) => !known.has(_id)).reverse();
	const newest = newestOf(recent, before.newest);
	const floor = floorOf(newest);
	const seen = recent.filter((entry) => time(entry) >= floor).map(({ _id }) => _id);
	if (options.event === 'created') {
		return { state: { newest, seen, open: [] }, entries: fresh, givenUp: 0 };
	}
	const again = await readAgain(call, before.open, recent);
	const since = new Map(before.open.map((entry) => [entry.id, entry.since]));
	const all = [...again, ...fresh].sort((a, b) => time(a) - time(b));
	const notDone = all
		.filter((entry) => stateOf(entry) === 'open')
		.map(({ _id }) => ({ id: _id, since: since.get(_id) ?? options.now }));
	const kept = notDone
		.filter((entry) => options.now - entry.since < options.patienceMs)
		.slice(-MOST_OPEN);
	return {
		state: { newest, seen, open: kept },
		entries: all.filter((entry) => stateOf(entry) === options.event),
		givenUp: notDone.length - kept.length,
	};
}

/**
 * Reads pages from the newest entry back to one that is older than `floor`; without a floor the
 * first page and what overlaps with it. Entries that come in meanwhile move others to the next page,
 * which are then read twice and kept once. The feed's `hasMore` is not needed: an empty page is its
 * end.
 */
async function readBack(call: Call, floor: number | undefined): Promise<Activity[]> {
	const found = new Map<string, Activity>();
	for (let page = 0; ; page++) {
		const entries = await readPage(call, page);
		for (const entry of entries) found.set(entry._id, entry);
		const oldest = Math.min(...entries.map(time));
		floor ??= floorOf(newestOf(entries, ''));
		if (entries.length === 0 || oldest < floor) break;
	}
	const least = floor;
	return [...found.values()].filter((entry) => time(entry) >= least).sort(byNewest);
}

/** The entries that were not done, as they are now; one that Novu has no more is left out. */
async function readAgain(
	call: Call,
	open: FeedState['open'],
	recent: readonly Activity[],
): Promise<Activity[]> {
	const read = new Map(recent.map((entry) => [entry._id, entry]));
	const found: Activity[] = [];
	for (const { id } of open) {
		const entry = read.get(id) ?? (await readEntry(call, id));
		if (entry) found.push(entry);
	}
	return found;
}

/** An entry that is gone is a 404, on Novu 2.0 an empty answer. */
async function readEntry(call: Call, id: string): Promise<Activity | undefined> {
	try {
		const entry = await call({
			method: 'GET',
			path: path`/v1/notifications/${id}`,
			rateCategory: 'global',
		});
		return (entry as Activity | null | undefined) ?? undefined;
	} catch (error) {
		if (isAnswer(error, 404)) return undefined;
		return await Promise.reject(error as Error);
	}
}

function time({ createdAt }: Activity): number {
	return Date.parse(createdAt);
}

function byNewest(a: Activity, b: Activity): number {
	return time(b) - time(a);
}

function floorOf(newest: string): number {
	return newest === '' ? 0 : Date.parse(newest) - OVERLAP_MS;
}

/** The later of the newest entry's creation and `before`. */
function newestOf(entries: readonly Activity[], before: string): string {
	return entries.reduce(
		(latest, { createdAt }) =>
			latest === '' || Date.parse(createdAt) > Date.parse(latest) ? createdAt : latest,
		before,
	);
}
