import { listAnswer } from '../engine/answers';
import { entriesOf } from '../engine/paging';
import { path } from '../engine/request';
import { matches, namedChoice } from './scan';
import { listSearch, type Search } from './shared';

/** Environment variables by key; their values are not handed on. */
const search: Search = async (call, filter) => {
	const variables = await call({
		method: 'GET',
		path: path`/v1/environment-variables`,
		answer: listAnswer('a list of environment variables'),
		rateCategory: 'configuration',
	});
	const results = entriesOf(variables)
		.filter(({ key }) => matches([key], filter))
		.map(({ key }) => namedChoice(undefined, key));
	return { results };
};

export const searchEnvironmentVariables = listSearch(search);
