import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import type { Call } from '../engine/client';
import { entriesOf } from '../engine/paging';
import { path, type NovuRequest } from '../engine/request';
import { listSearch, type Search } from './shared';
import { isPageToken, scan, type ScannedList } from './scan';

const PAGE = 50;

interface Page {
	next?: string | null;
	page?: number;
}

/**
 * Subscribers by e-mail, phone, name or exact ID, on the server (`GET /v2/subscribers`). A server
 * before 2.1.2 has only a paged list (`GET /v1/subscribers`), which is read and searched here. The
 * pagination token says which of the two it belongs to.
 */
const search: Search = async (call, filter, token) => {
	if (isPageToken(token)) return await scan(call, olderList, filter, token);
	const answer = await call(listRequest(filter, token));
	const page = answer as Page;
	if (typeof page.page === 'number') return await scan(call, olderList, filter);
	const exact = filter && !token ? await byExactId(call, filter) : [];
	const known = new Set(exact.map((subscriber) => subscriber.subscriberId));
	const others = entriesOf(answer).filter((subscriber) => !known.has(subscriber.subscriberId));
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
		answer: listAnswer('a list of subscribers'),
		rateCategory: 'configuration',
		fallback: olderList.request,
	};
}

function searchedField(filter: string): 'email' | 'phone' | 'name' {
	if (filter.includes('@')) return 'email';
	return /^\+?[\d\s()-]{3,}$/.test(filter) ? 'phone' : 'name';
}

async function byExactId(call: Call, subscriberId: string): Promise<IDataObject[]> {
	const page = await call({
		method: 'GET',
		path: path`/v2/subscribers`,
		query: { limit: 1, subscriberId },
		answer: listAnswer('a list of subscribers'),
		rateCategory: 'configuration',
	});
	return entriesOf(page);
}

const olderList: ScannedList = {
	kind: 'page',
	request: {
		method: 'GET',
		path: path`/v1/subscribers`,
		query: { limit: 100 },
		answer: listAnswer('a list of subscribers'),
		rateCategory: 'configuration',
	},
	choice: asChoice,
	texts: (subscriber) => {
		const { subscriberId, email, phone } = subscriber;
		return [subscriberId, email, phone, fullName(subscriber)];
	},
};

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
