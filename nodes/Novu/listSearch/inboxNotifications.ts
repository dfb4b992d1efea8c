import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { path } from '../engine/request';
import { listSearch, neededText, type Search } from './shared';
import { matches } from './scan';

const PAGE = 100;
/** Novu has no search for text here, so that pages are read on until enough match. */
const PAGES_AT_ONCE = 10;
const ENOUGH = 50;
const LONGEST_NAME = 80;

interface Page {
	data: IDataObject[];
	hasMore: boolean;
}

/** The inbox of the subscriber that the node is set to, newest first. */
const search: Search = async (call, filter, token, context) => {
	const subscriberId = neededText(context, 'subscriberId', 'subscriber');
	const results: INodeListSearchItems[] = [];
	let offset = Number(token ?? 0);
	for (let pages = 0; pages < PAGES_AT_ONCE && results.length < ENOUGH; pages++) {
		const { data, hasMore } = (await call({
			method: 'GET',
			path: path`/v2/subscribers/${subscriberId}/notifications`,
			query: { limit: PAGE, offset },
			rateCategory: 'configuration',
			introducedIn: '3.15',
		})) as Page;
		results.push(...data.filter((entry) => matches(textsOf(entry), filter)).map(asChoice));
		offset += data.length;
		if (!hasMore || data.length === 0) return { results };
	}
	return { results, paginationToken: String(offset) };
};

function textsOf({ id, subject, body }: IDataObject): unknown[] {
	return [id, subject, body];
}

/** `Your order is on its way (2030-12-31 09:00 UTC)` */
function asChoice({ id, subject, body, createdAt }: IDataObject): INodeListSearchItems {
	const text = [subject, body].find((one) => typeof one === 'string' && one !== '') ?? id;
	const words = [...String(text).replace(/\s+/g, ' ')].slice(0, LONGEST_NAME).join('');
	const time = String(createdAt).slice(0, 16).replace('T', ' ');
	return { name: `${words} (${time} UTC)`, value: String(id) };
}

export const searchInboxNotifications = listSearch(search);
