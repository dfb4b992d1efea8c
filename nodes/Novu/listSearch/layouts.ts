import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { searchOffset } from './offsetSearch';
import { listSearch, type Search } from './shared';
import { namedChoice } from './scan';

/** Layouts by name or identifier, on the server (`GET /v2/layouts`). */
const search: Search = async (call, filter, token) => {
	const request = {
		method: 'GET',
		path: path`/v2/layouts`,
		answer: listAnswer('a list of layouts', 'layouts'),
		rateCategory: 'configuration',
	} as const;
	return await searchOffset(
		call,
		{
			request,
			entries: 'layouts',
			choice: ({ name, layoutId, isDefault }) => {
				const choice = namedChoice(name, layoutId);
				return isDefault === true ? { ...choice, name: `${choice.name} – default` } : choice;
			},
		},
		filter,
		token,
	);
};

export const searchLayouts = listSearch(search);
