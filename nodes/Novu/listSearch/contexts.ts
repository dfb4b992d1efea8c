import type { IDataObject } from 'n8n-workflow';
import { CONTEXTS_SINCE } from '../actions/context/shared';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';

const PAGE = 50;

/** Contexts by a part of type or ID, on the server (`GET /v2/contexts`). */
const search: Search = async (call, filter, after) => {
	const { data, next } = (await call({
		method: 'GET',
		path: path`/v2/contexts`,
		query: { limit: PAGE, after, search: filter || undefined },
		rateCategory: 'global',
		introducedIn: CONTEXTS_SINCE,
	})) as { data: IDataObject[]; next?: string | null };
	const results = data
		.map(({ type, id }) => `${String(type)}:${String(id)}`)
		.map((key) => ({ name: key, value: key }));
	return { results, paginationToken: next ?? undefined };
};

export const searchContexts = listSearch(search);
