import { listAnswer } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { entriesOf } from '../../engine/paging';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields } from '../../fields/list';
import { textOf } from '../../parameters/texts';
import { missingWords } from './shared';

/** `GET /v1/environment-variables`, which has no pages. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many environment variables',
	description:
		'Get many variables with their values in the environment of the credential; those of secrets are masked',
	fields: () => [
		...listFields,
		collection('filters', 'Which variables to get', [
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. TOKEN',
				description: 'A part of the key',
			},
		]),
		optionsField(),
	],
	plan: (item) => {
		const search = textOf(item, 'filters.search', 'Search');
		const limit = limitOf(item);
		// It says which environment a value is for.
		const shown = listEntryOf(item, undefined, ['_environmentId']);
		return {
			explain: missingWords,
			...requestPlan(
				{
					method: 'GET',
					path: path`/v1/environment-variables`,
					query: { search },
					answer: listAnswer('a list of environment variables'),
					rateCategory: 'configuration',
				},
				(body) => entriesOf(body).slice(0, limit).map(shown),
			),
		};
	},
};
