import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Call } from '../engine/client';
import type { NovuRequest } from '../engine/request';
import { matches } from './scan';

/** The most that Novu puts on a page */
const PAGE = 100;
/** So many matches make a page of the pick list. */
const ENOUGH = 50;
/** So many of Novu's pages are read for one page of the pick list, so that nobody waits for long. */
const PAGES_AT_ONCE = 10;

/** One of Novu's cursor lists, without a search for text of its own. */
export interface CursorList {
	/** The call without paging */
	request: NovuRequest;
	choice(entry: IDataObject): INodeListSearchItems;
}

interface Page {
	data: IDataObject[];
	next?: string | null;
}

/**
 * Reads a cursor list on until enough of the shown names hold what the user typed.
 * @param after where to go on: the token of an earlier answer, nothing for the first page
 */
export async function scanCursor(
	call: Call,
	{ request, choice }: CursorList,
	filter: string,
	after?: string,
): Promise<INodeListSearchResult> {
	const results: INodeListSearchItems[] = [];
	let at = after;
	for (let pages = 0; pages < PAGES_AT_ONCE && results.length < ENOUGH; pages++) {
		const query = { ...request.query, limit: PAGE, after: at };
		const { data, next } = (await call({ ...request, query })) as Page;
		results.push(...data.map(choice).filter(({ name }) => matches([name], filter)));
		if (!next || data.length === 0) return { results };
		at = next;
	}
	return { results, paginationToken: at };
}
