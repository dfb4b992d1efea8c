import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { orderOf, sortField } from '../../fields/sort';
import { simpleListedLayout } from './shared';
import { textOf } from '../../parameters/texts';

/** `GET /v2/layouts`: without the content of the layouts. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many layouts',
	description: 'Get many layouts, or those with a text in the name; without their content',
	fields: () => [
		...listFields,
		simplifyField,
		collection('filters', 'Which layouts to get', [
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. newsletter',
				description: "A part of the layout's name or identifier",
			},
		]),
		sort,
		optionsField(),
	],
	plan: (item) =>
		listPlan(
			item,
			{
				request: {
					method: 'GET',
					path: path`/v2/layouts`,
					query: { query: textOf(item, 'filters.search', 'Search'), ...orderOf(item, sort) },
					answer: listAnswer('a list of layouts', 'layouts'),
					rateCategory: 'configuration',
				},
				kind: 'offset',
				pageSize: 100,
				entries: 'layouts',
			},
			simpleListedLayout,
		),
};

const sort = sortField([
	{ name: 'Created', value: 'createdAt' },
	{ name: 'Name', value: 'name' },
	{ name: 'Updated', value: 'updatedAt' },
]);
