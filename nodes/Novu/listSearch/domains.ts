import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { scan } from './scan';
import { listSearch, type Search } from './shared';

/** Domains by a part of the name (`GET /v1/domains`); says where one is not verified. */
const search: Search = async (call, filter, token) => {
	return await scan(
		call,
		{
			kind: 'cursor',
			request: {
				method: 'GET',
				path: path`/v1/domains`,
				query: { limit: 100 },
				answer: listAnswer('a list of domains'),
				rateCategory: 'configuration',
			},
			choice: ({ name, status }) => {
				const value = String(name);
				return { name: status === 'verified' ? value : `${value} – ${String(status)}`, value };
			},
			texts: ({ name }) => [name],
		},
		filter,
		token,
	);
};

export const searchDomains = listSearch(search);
