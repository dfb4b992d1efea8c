import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { entriesOf } from '../engine/paging';
import type { NovuRequest, QueryValue } from '../engine/request';

/** So many matches make a page of the pick list. */
const ENOUGH = 50;
/** So many of Novu's pages are read for one page of the pick list, so that nobody waits for long. */
const PAGES_AT_ONCE = 10;

/** One of Novu's lists without a search for text of its own. */
export interface ScannedList {
	kind: ScanKind;
	/** The call without the place of the page; its query holds the size of a page */
	request: NovuRequest;
	choice(entry: IDataObject): INodeListSearchItems;
	/** The texts of an entry that a user may search for; by default the name of its choice */
	texts?(entry: IDataObject): unknown[];
}

type ScanKind = keyof typeof PAGING;

interface Page extends IDataObject {
	next?: string | null;
	hasMore?: boolean;
}

/** How a way of paging goes on. */
interface Paging {
	/** Where the page is, by the token of the one before */
	query(token: string | undefined): Record<string, QueryValue>;
	/** The token of the next page; undefined behind the last one */
	next(page: Page, count: number, token: string | undefined): string | null | undefined;
}

const PAGE_TOKEN = 'page:';
const pageOf = (token = PAGE_TOKEN) => Number(token.slice(PAGE_TOKEN.length));

/** Each token is what this way of paging understands; those of pages are told from cursors by a prefix. */
const PAGING = {
	// `hasMore` of these lists can be wrong; an empty page is the end.
	page: {
		query: (token) => ({ page: pageOf(token) }),
		next: (_, __, token) => `${PAGE_TOKEN}${pageOf(token) + 1}`,
	},
	cursor: {
		query: (token) => ({ after: token }),
		next: ({ next }) => next,
	},
	offset: {
		query: (token) => ({ offset: Number(token ?? 0) }),
		next: ({ hasMore }, count, token) => (hasMore ? String(Number(token ?? 0) + count) : undefined),
	},
} as const satisfies Record<string, Paging>;

/** Whether a pagination token comes from the {@link scan} of a list with pages. */
export function isPageToken(token: string | undefined): boolean {
	return token?.startsWith(PAGE_TOKEN) ?? false;
}

/**
 * Reads a list on until enough entries match.
 * @param token where to go on: the token of an earlier answer, nothing for the first page
 */
export async function scan(
	call: Call,
	{ kind, request, choice, texts = (entry) => [choice(entry).name] }: ScannedList,
	filter: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const paging: Paging = PAGING[kind];
	const results: INodeListSearchItems[] = [];
	let at = token;
	for (let pages = 0; pages < PAGES_AT_ONCE && results.length < ENOUGH; pages++) {
		const page = await call({ ...request, query: { ...request.query, ...paging.query(at) } });
		const entries = entriesOf(page);
		results.push(...entries.filter((entry) => matches(texts(entry), filter)).map(choice));
		const next = paging.next(page as Page, entries.length, at);
		if (!next || entries.length === 0) return { results };
		at = next;
	}
	return { results, paginationToken: at };
}

/** Whether one of the texts holds what the user typed, in whatever case. */
export function matches(texts: readonly unknown[], filter: string): boolean {
	const wanted = filter.toLowerCase();
	return texts.some((text) => typeof text === 'string' && text.toLowerCase().includes(wanted));
}

/** `Order Shipped (order-shipped)`, or the ID alone where there is no name or it says the same. */
export function namedChoice(name: unknown, id: unknown): INodeListSearchItems {
	const value = String(id);
	const hasName = typeof name === 'string' && name !== '' && name !== value;
	return { name: hasName ? `${name} (${value})` : value, value };
}
