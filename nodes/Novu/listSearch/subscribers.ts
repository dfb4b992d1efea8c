import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import type { Call } from '../engine/client';
import { path, type NovuRequest } from '../engine/request';
import type { Search } from './shared';
import { listSearch } from './shared';

const PAGE = 50;
/** Without a search of its own an older server is read on until enough match, so many pages a call. */
const OLDER_PAGES_AT_ONCE = 10;

interface Page {
	data: IDataObject[];
	next?: string | null;
}

/**
 * Subscribers by e-mail, phone, name or exact ID, on the server (`GET /v2/subscribers`). A server
 * before 2.1.2 has only a paged list (`GET /v1/subscribers`), which is read and searched here. The
 * pagination token says which of the two it belongs to.
 */
const search: Search = async (call, filter, token) => {
	if (token?.startsWith('page:')) return await searchOlder(call, filter, Number(token.slice(5)));
	const page = (await call(listRequest(filter, token))) as Page & { page?: number };
	if (typeof page.page === 'number') return await searchOlder(call, filter, 0);
	const exact = filter && !token ? await byExactId(call, filter) : [];
	const known = new Set(exact.map((subscriber) => subscriber.subscriberId));
	const others = page.data.filter((subscriber) => !known.has(subscriber.subscriberId));
	return {
		results: [...exact, ...others].map(asChoice),
		paginationToken: page.next ?? undefined,
	};
};

function listRequest(filter: string, after: string | undefined): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/subscribers`,
		query: { limit: PAGE, after, ...(filter && { [searchedField(filter)]: filter }) },
		rateCategory: 'configuration',
		fallback: olderPage(0),
	};
}

function searchedField(filter: string): 'email' | 'phone' | 'name' {
	if (filter.includes('@')) return 'email';
	return /^\+?[\d\s()-]{3,}$/.test(filter) ? 'phone' : 'name';
}

async function byExactId(call: Call, subscriberId: string): Promise<IDataObject[]> {
	const page = (await call({
		method: 'GET',
		path: path`/v2/subscribers`,
		query: { limit: 1, subscriberId },
		rateCategory: 'configuration',
	})) as Page;
	return page.data;
}

function olderPage(page: number): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/subscribers`,
		query: { page, limit: 100 },
		rateCategory: 'configuration',
	};
}

async function searchOlder(call: Call, filter: string, firstPage: number) {
	const results: INodeListSearchItems[] = [];
	for (let page = firstPage; ; page++) {
		const { data } = (await call(olderPage(page))) as Page;
		results.push(...data.filter((subscriber) => matches(subscriber, filter)).map(asChoice));
		// `hasMore` of these lists can be wrong; an empty page is the end.
		if (data.length === 0) return { results };
		const enough = results.length >= PAGE || page - firstPage + 1 >= OLDER_PAGES_AT_ONCE;
		if (enough) return { results, paginationToken: `page:${page + 1}` };
	}
}

function matches(subscriber: IDataObject, filter: string): boolean {
	const { subscriberId, email, phone } = subscriber;
	const wanted = filter.toLowerCase();
	return [subscriberId, email, phone, fullName(subscriber)].some(
		(value) => typeof value === 'string' && value.toLowerCase().includes(wanted),
	);
}

function fullName({ firstName, lastName }: IDataObject): string {
	return [firstName, lastName].filter((part) => typeof part === 'string' && part).join(' ');
}

/** `Ann Lee (customer-4711)`, or the ID alone where no name is known. */
function asChoice(subscriber: IDataObject): INodeListSearchItems {
	const { subscriberId, email } = subscriber;
	const id = String(subscriberId);
	const name = fullName(subscriber) || (typeof email === 'string' ? email : '');
	return { name: name ? `${name} (${id})` : id, value: id };
}

export const searchSubscribers = listSearch(search);
