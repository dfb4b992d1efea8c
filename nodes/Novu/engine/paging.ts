import type { IDataObject } from 'n8n-workflow';
import type { Call } from './client';
import { isObject, PagingError } from './errors';
import type { NovuRequest, QueryValue } from './request';

/** The four ways in which Novu pages its lists. */
export type PagingKind =
	/** `after` is the answer's `next` (v2 lists, channel connections and endpoints) */
	| 'cursor'
	/** `page` from 0; `hasMore` only says that the page was full (messages, activity, v1 lists) */
	| 'page'
	/** `offset`, and `totalCount` beside the list (workflows, layouts) */
	| 'offset'
	/** `offset` alone (inbox) */
	| 'inbox';

/** A list of Novu's. */
export interface ListRequest {
	/** The call without paging; its `fallback`, where there is one, must page the same way. */
	request: NovuRequest;
	kind: PagingKind;
	/** The most entries that Novu puts on a page */
	pageSize: number;
	/** Where the entries are in the answer; `data` where it is not said */
	entries?: string;
}

/**
 * Reads a list, page by page.
 * @param limit how many entries at most; undefined for all
 * @returns as many as there are, never more than `limit`, each once: an entry that is added meanwhile
 * pushes the last one of a page onto the next
 * @throws {PagingError} where the answers would make the list endless or silently short
 */
export async function readList(
	call: Call,
	list: ListRequest,
	limit: number | undefined,
): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	const size = Math.min(list.pageSize, limit ?? list.pageSize);
	const cursors = new Set<string>();
	const known = new Set<unknown>();
	let read = 0;
	let stalePages = 0;
	let at: Position | undefined = START[list.kind];
	while (at) {
		const body = await call(pageOf(list.request, { ...at.query, limit: size }));
		const entries = entriesOf(body, list.entries);
		checkCursor(at, entries, cursors);
		read += entries.length;
		const fresh = entries.filter((entry) => isFirst(identityOf(entry), known));
		stalePages = fresh.length > 0 ? 0 : stalePages + 1;
		if (stalePages > MOST_STALE_PAGES) throw endless();
		found.push(...fresh);
		if (limit !== undefined && found.length >= limit) return found.slice(0, limit);
		at = NEXT[list.kind](body as IDataObject, entries.length, read, size);
	}
	return found;
}

/** A page that holds nothing new can come where many entries are added meanwhile; not time and again. */
const MOST_STALE_PAGES = 2;

/** What tells an entry from another: Novu's ID, or all that it holds where the list has none. */
function identityOf(entry: IDataObject): unknown {
	return entry._id ?? JSON.stringify(entry);
}

/** Whether it is not among the known ones; it is afterwards. */
function isFirst(identity: unknown, known: Set<unknown>): boolean {
	if (known.has(identity)) return false;
	known.add(identity);
	return true;
}

/** Where a page begins. */
interface Position {
	query: Record<string, QueryValue>;
	cursor?: string;
}

const START: Record<PagingKind, Position> = {
	cursor: { query: {} },
	page: { query: { page: 0 } },
	offset: { query: { offset: 0 } },
	inbox: { query: { offset: 0 } },
};

type Next = (body: IDataObject, count: number, total: number, size: number) => Position | undefined;

const NEXT: Record<PagingKind, Next> = {
	cursor: ({ next }) =>
		typeof next === 'string' && next ? { query: { after: next }, cursor: next } : undefined,
	// A server may put fewer on a page than was asked for, and says so in `pageSize`.
	page: ({ page, pageSize }, count, _total, size) =>
		count === 0 || count < Math.min(size, Number(pageSize ?? size))
			? undefined
			: { query: { page: Number(page ?? 0) + 1 } },
	offset: ({ totalCount }, count, total) =>
		count === 0 || total >= Number(totalCount ?? Infinity)
			? undefined
			: { query: { offset: total } },
	inbox: ({ hasMore }, count, total) =>
		count === 0 || hasMore === false ? undefined : { query: { offset: total } },
};

function pageOf(request: NovuRequest, query: Record<string, QueryValue>): NovuRequest {
	return {
		...request,
		query: { ...request.query, ...query },
		...(request.fallback && { fallback: pageOf(request.fallback, query) }),
	};
}

/**
 * The entries of a list's answer, which may be the list itself.
 * @param key where they are in the answer
 * @throws {PagingError} where there is no list
 */
export function entriesOf(body: unknown, key = 'data'): IDataObject[] {
	const entries = Array.isArray(body) ? body : isObject(body) ? body[key] : undefined;
	if (Array.isArray(entries)) return entries as IDataObject[];
	throw new PagingError(
		`Novu's answer holds no list under "${key}"`,
		"Test the credential: something else than Novu's API may have answered.",
	);
}

function endless(): PagingError {
	return new PagingError(
		'Novu handed out the same page twice, so that the list would never end',
		'Run it again. Set a limit if it stays.',
	);
}

/** Novu answers an unknown cursor with an empty page, as if the list had ended. */
function checkCursor({ cursor }: Position, entries: unknown[], seen: Set<string>): void {
	if (cursor === undefined) return;
	if (seen.has(cursor)) throw endless();
	seen.add(cursor);
	if (entries.length === 0) {
		throw new PagingError(
			'Novu lost its place in the list: an entry was deleted while the list was read',
			'Run it again, and let nothing delete entries in the meantime.',
		);
	}
}
