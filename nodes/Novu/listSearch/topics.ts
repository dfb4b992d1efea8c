import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import { entriesOf } from '../engine/paging';
import { path, type NovuRequest } from '../engine/request';
import { listSearch, type Search } from './shared';
import { isPageToken, matches, namedChoice, scan, type ScannedList } from './scan';

const PAGE = 50;
/** The most that `/v1/topics` puts on a page */
const OLDER_PAGE = 10;

interface Page {
	next?: string | null;
	page?: number;
}

/**
 * Topics by name, then by key, on the server (`GET /v2/topics`), which finds only those that match
 * all that is asked for. A server before 2.1.13 has a paged list (`GET /v1/topics`), which is read and
 * searched here.
 */
const search: Search = async (call, filter, token) => {
	if (isPageToken(token)) return await scan(call, olderList, filter, token);
	const results: INodeListSearchItems[] = [];
	let at: string | undefined = token ?? 'name:';
	while (at !== undefined && results.length < PAGE) {
		const answer = await call(listRequest(filter, at));
		const page = answer as Page;
		if (typeof page.page === 'number') return await scan(call, olderList, filter);
		const isByKey = at.startsWith('key:');
		// Those whose name matches, too, were found by it.
		const fresh = entriesOf(answer).filter(({ name }) => !isByKey || !matches([name], filter));
		results.push(...fresh.map(asChoice));
		at = following(at, page.next, filter);
	}
	return { results, paginationToken: at };
};

/** A token is the field that is searched, and the cursor behind it. */
function listRequest(filter: string, token: string): NovuRequest {
	const [field] = token.split(':', 1);
	const after = token.slice(field.length + 1);
	return {
		method: 'GET',
		path: path`/v2/topics`,
		query: { limit: PAGE, after: after || undefined, ...(filter && { [field]: filter }) },
		answer: listAnswer('a list of topics'),
		rateCategory: 'configuration',
		fallback: olderList.request,
	};
}

function following(token: string, next: string | null | undefined, filter: string) {
	const [field] = token.split(':', 1);
	if (next) return `${field}:${next}`;
	return filter && field === 'name' ? 'key:' : undefined;
}

const olderList: ScannedList = {
	kind: 'page',
	request: {
		method: 'GET',
		path: path`/v1/topics`,
		query: { pageSize: OLDER_PAGE },
		answer: listAnswer('a list of topics'),
		rateCategory: 'configuration',
	},
	choice: asChoice,
	texts: ({ key, name }) => [key, name],
};

function asChoice({ key, name }: IDataObject): INodeListSearchItems {
	return namedChoice(name, key);
}

export const searchTopics = listSearch(search);
