import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Call } from '../engine/client';
import type { NovuRequest } from '../engine/request';

/** So many matches make a page of the pick list. */
const ENOUGH = 50;
/** So many of Novu's pages are read for one page of the pick list, so that nobody waits for long. */
const PAGES_AT_ONCE = 10;
const TOKEN = 'page:';

/** One of Novu's page lists, without a search for text of its own. */
export interface PageList {
	/** The call for a page, counted from 0; its answer has the entries in `data` */
	request(page: number): NovuRequest;
	choice(entry: IDataObject): INodeListSearchItems;
	/** The texts of an entry that a user may search for */
	texts(entry: IDataObject): unknown[];
}

/** Whether a pagination token comes from {@link scan}. */
export function isScanToken(token: string | undefined): boolean {
	return token?.startsWith(TOKEN) ?? false;
}

/**
 * Reads a page list on until enough entries match.
 * @param token where to go on: a token of an earlier answer, nothing for the first page
 */
export async function scan(
	call: Call,
	list: PageList,
	filter: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const first = token ? Number(token.slice(TOKEN.length)) : 0;
	const results: INodeListSearchItems[] = [];
	for (let page = first; ; page++) {
		const { data } = (await call(list.request(page))) as { data: IDataObject[] };
		results.push(...data.filter((entry) => matches(list.texts(entry), filter)).map(list.choice));
		// `hasMore` of these lists can be wrong; an empty page is the end.
		if (data.length === 0) return { results };
		if (results.length >= ENOUGH || page - first + 1 >= PAGES_AT_ONCE) {
			return { results, paginationToken: `${TOKEN}${page + 1}` };
		}
	}
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
