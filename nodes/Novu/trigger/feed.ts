import type { IDataObject } from 'n8n-workflow';
import { about, either, listAnswer, noneFound, type AnswerShape } from '../engine/answers';
import type { Call } from '../engine/client';
import { isObject, rethrow } from '../engine/errors';
import { isAnswer } from '../engine/failure';
import { path } from '../engine/request';
import { stateOf, type Activity, type ActivityEvent } from './activity';
import {
	createdAt,
	freshEntries,
	isFeedMemory,
	coversHistory,
	knownIn,
	OVERLAP_MS,
	remember,
	type FeedMemory,
	type FeedPart,
} from './feedMemory';

/** What is kept from one poll to the next, as JSON in the node's static data. */
export interface FeedState extends FeedMemory {
	/** Entries whose jobs were not done, with when this n8n first saw them (ms since 1970) */
	open: Array<{ id: string; since: number }>;
}

export interface FeedOptions {
	event: ActivityEvent;
	/** How long an entry that is not done is looked at again, in milliseconds */
	lookAgainMs: number;
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
	/** Reading has ended before it came to the entries that were known */
	isIncomplete: boolean;
}

/** Novu's largest page; 2.0 gives ten whatever is asked for. */
const PAGE = 50;
/** So many entries known in a row are taken for the part of the feed that was read before. */
const KNOWN_IN_A_ROW = 100;
/** How often the feed is read further back, for entries of a clock that is behind. */
const DEEP_SCAN_INTERVAL_MS = 600_000;
/**
 * After so many pages in a row without an entry that the poll has not read yet, the server does not
 * look at the page. One alone may come where many entries came in between.
 */
const SAME_PAGES = 3;
/** No poll reads more, 50,000 entries: so many are not kept in memory. */
const MOST_PAGES = 1000;
/** How many entries that are not done are looked at again; each may cost a request. */
export const MOST_OPEN = 500;

/** Whether a value out of static data is a state; anything else is as if there were none. */
export function isFeedState(value: unknown): value is FeedState & IDataObject {
	return isFeedMemory(value) && Array.isArray(value.open);
}

/** A page of the feed, newest first. */
export async function readPage(call: Call, page: number): Promise<Activity[]> {
	const answer = await call({
		method: 'GET',
		path: path`/v1/notifications`,
		query: { page, limit: PAGE },
		answer: PAGE_ANSWER,
		rateCategory: 'global',
	});
	return entriesIn(answer) as Activity[];
}

/** The list of an answer, as it is or under `data`. */
function entriesIn(answer: unknown): unknown {
	return isObject(answer) ? answer.data : answer;
}

const NOTIFICATIONS = listAnswer('a page of the activity feed');

/** No entry may be odd: one that cannot be told from others would come again and again, or never. */
const PAGE_ANSWER: AnswerShape = {
	expected: NOTIFICATIONS.expected,
	mismatch: (body, status) => {
		const mismatch = NOTIFICATIONS.mismatch(body, status);
		if (mismatch !== undefined) return mismatch;
		return (entriesIn(body) as unknown[]).every(isActivity) ? undefined : ODD_ENTRY;
	},
};

const ODD_ENTRY = 'an entry without its ID or the time of its creation';

function entryAnswer(id: string): AnswerShape {
	const notification = about('a notification', '_id', id);
	return {
		expected: notification.expected,
		mismatch: (body, status) =>
			notification.mismatch(body, status) ?? (isActivity(body) ? undefined : ODD_ENTRY),
	};
}

/** Whether a value is an entry of the feed: it can be told from others, and has its time. */
function isActivity(value: unknown): value is Activity {
	return (
		isObject(value) &&
		typeof value._id === 'string' &&
		value._id !== '' &&
		typeof value.createdAt === 'string' &&
		!Number.isNaN(Date.parse(value.createdAt))
	);
}

/**
 * Where a first poll begins: what is in the feed now is known, and nothing is reported.
 * @param now ms since 1970, by n8n's clock
 */
export async function startOfFeed(call: Call, now: number): Promise<FeedState> {
	const part = await readBack(call, (entries) => coversHistory(entries));
	return { ...remember(undefined, part, now), open: [] };
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
	const isDeepScan = Math.abs(options.now - before.lastDeepScanAt) >= DEEP_SCAN_INTERVAL_MS;
	const part = await readBack(call, untilCaughtUp(before, isDeepScan));
	const isCaughtUp = reachesKnownEntries(before, part);
	const isIncomplete = !part.ended && !isCaughtUp;
	const fresh = freshEntries(before, part).reverse();
	// where it has not caught up, the next poll reads further back, should a page have been lacking
	const lastDeepScanAt = isCaughtUp ? before.lastDeepScanAt : options.now - DEEP_SCAN_INTERVAL_MS;
	const memory = remember(before, part, isCaughtUp && isDeepScan ? options.now : lastDeepScanAt);
	if (options.event === 'created') {
		return { state: { ...memory, open: [] }, entries: fresh, givenUp: 0, isIncomplete };
	}
	const again = await readAgain(call, before.open, part.entries);
	const since = new Map(before.open.map((entry) => [entry.id, entry.since]));
	const all = [...again.entries, ...fresh].sort((a, b) => createdAt(a) - createdAt(b));
	const notDone = [...again.unanswered, ...all.filter((entry) => stateOf(entry) === 'open')].map(
		({ _id }) => ({ id: _id, since: since.get(_id) ?? options.now }),
	);
	const kept = notDone
		.filter((entry) => options.now - entry.since < options.lookAgainMs)
		.slice(-MOST_OPEN);
	return {
		state: { ...memory, open: kept },
		entries: all.filter((entry) => stateOf(entry) === options.event),
		givenUp: notDone.length - kept.length,
		isIncomplete,
	};
}

/** Reading ends once the entries read so far, newest first, reach back to what was read before. */
function untilCaughtUp(before: FeedMemory, isDeepScan: boolean): (entries: Activity[]) => boolean {
	const isKnown = knownIn(before);
	let looked = 0;
	let hasMetKnown = false;
	return (entries) => {
		for (; looked < entries.length; looked++) hasMetKnown ||= isKnown(entries[looked]);
		const oldest = createdAt(entries[entries.length - 1]);
		if (before.watermark !== null && oldest <= before.watermark) return true;
		if (hasMetKnown) return endsKnown(entries, isKnown) && (!isDeepScan || coversHistory(entries));
		return before.newest !== null && oldest <= before.newest - OVERLAP_MS && coversHistory(entries);
	};
}

/** Whether a part reaches back to what was read before. */
function reachesKnownEntries(before: FeedMemory, { entries, ended }: FeedPart): boolean {
	const oldest = entries.at(-1);
	if (oldest && createdAt(oldest) <= (before.watermark ?? -Infinity)) return true;
	if (before.known === '') return ended;
	return oldest !== undefined && knownIn(before)(oldest);
}

/** Whether the last entries are known, so many and for so long that nothing new is behind them. */
function endsKnown(entries: Activity[], isKnown: (entry: Activity) => boolean): boolean {
	const last = entries.length - 1;
	let first = last + 1;
	while (first > 0 && isKnown(entries[first - 1])) first -= 1;
	const count = last - first + 1;
	if (count < KNOWN_IN_A_ROW) return false;
	return createdAt(entries[first]) - createdAt(entries[last]) >= OVERLAP_MS;
}

/**
 * Reads pages from the newest entry back until it is enough. Entries that come in meanwhile move
 * others to the next page, which are then read twice and kept once. The feed's `hasMore` is not
 * needed: an empty page is its end.
 */
async function readBack(call: Call, isEnough: (entries: Activity[]) => boolean): Promise<FeedPart> {
	const entries: Activity[] = [];
	const ids = new Set<string>();
	let samePages = 0;
	for (let page = 0; samePages < SAME_PAGES && page < MOST_PAGES; page++) {
		const listed = await readPage(call, page);
		if (listed.length === 0) return { entries: entries.sort(byNewest), ended: true };
		const added = listed.filter(({ _id }) => !ids.has(_id) && ids.add(_id));
		entries.push(...added);
		samePages = added.length === 0 ? samePages + 1 : 0;
		if (isEnough(entries)) break;
	}
	return { entries: entries.sort(byNewest), ended: false };
}

function byNewest(a: Activity, b: Activity): number {
	return createdAt(b) - createdAt(a);
}

/**
 * The entries that were not done, as they are now; one that Novu has no more is left out.
 * @returns `unanswered`: those that Novu has answered nothing about
 */
async function readAgain(
	call: Call,
	open: FeedState['open'],
	recent: readonly Activity[],
): Promise<{ entries: Activity[]; unanswered: Array<Pick<Activity, '_id'>> }> {
	const read = new Map(recent.map((entry) => [entry._id, entry]));
	const entries: Activity[] = [];
	const unanswered: Array<Pick<Activity, '_id'>> = [];
	for (const { id } of open) {
		const entry = read.get(id) ?? (await readEntry(call, id));
		if (entry === 'unanswered') unanswered.push({ _id: id });
		else if (entry !== 'gone') entries.push(entry);
	}
	return { entries, unanswered };
}

/**
 * An entry by its ID. One that is gone is a 404; Novu 2.0 answers nothing then, as a proxy may do
 * about one that is there: so it is asked for again.
 */
async function readEntry(call: Call, id: string): Promise<Activity | 'gone' | 'unanswered'> {
	try {
		const entry = await call({
			method: 'GET',
			path: path`/v1/notifications/${id}`,
			answer: either(entryAnswer(id), noneFound),
			rateCategory: 'global',
		});
		return (entry as Activity | null | undefined) ?? 'unanswered';
	} catch (error) {
		if (isAnswer(error, 404)) return 'gone';
		return await rethrow(error);
	}
}
