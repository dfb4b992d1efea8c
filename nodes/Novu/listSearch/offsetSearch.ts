import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { entriesOf } from '../engine/paging';
import type { NovuRequest } from '../engine/request';

const PAGE = 50;

/** One of Novu's offset lists, which search for a text themselves. */
export interface OffsetList {
	/** The call without paging and search */
	request: NovuRequest;
	/** Where the entries are in the answer */
	entries: string;
	choice(entry: IDataObject): INodeListSearchItems;
}

/**
 * Reads a page of an offset list.
 * @param filter what the user typed
 * @param token where to go on: the token of an earlier answer, nothing for the first page
 */
export async function searchOffset(
	call: Call,
	{ request, entries, choice }: OffsetList,
	filter: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const offset = Number(token ?? 0);
	const query = { limit: PAGE, offset, ...(filter && { query: filter }) };
	const answer = await call({ ...request, query });
	const found = entriesOf(answer, entries);
	const { totalCount } = answer as { totalCount?: number };
	const end = offset + found.length;
	const hasMore = found.length > 0 && end < Number(totalCount ?? end);
	return { results: found.map(choice), ...(hasMore && { paginationToken: String(end) }) };
}
