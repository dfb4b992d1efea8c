import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { CONTEXTS_SINCE } from './shared';
import { optionalIdOf } from '../../parameters/ids';
import { textOf } from '../../parameters/texts';

/** `GET /v2/contexts` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many contexts',
	description: 'Get many contexts, or those with an ID or a text in type or ID',
	fields: () => [
		...listFields,
		collection('filters', 'Which contexts to get', [
			{
				displayName: 'ID',
				name: 'contextId',
				type: 'string',
				default: '',
				placeholder: 'e.g. acme',
				description: 'The whole ID, of whatever type',
			},
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. tenant',
				description: 'A part of type or ID',
			},
		]),
		optionsField(),
	],
	plan: (item) => {
		return listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v2/contexts`,
				query: {
					id: optionalIdOf(item, 'filters.contextId', 'ID'),
					search: textOf(item, 'filters.search', 'Search'),
				},
				answer: listAnswer('a list of contexts'),
				rateCategory: 'global',
				introducedIn: CONTEXTS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
	},
};
