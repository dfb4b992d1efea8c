import type { Operation } from '../../engine/operation';
import { collectionOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { CONTEXTS_SINCE } from './shared';

/** `GET /v2/contexts` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many contexts',
	description: 'Get many contexts, or those with an ID or a text in type or ID',
	fields: [
		...listFields,
		collection('filters', 'Which contexts to get', [
			{
				displayName: 'ID',
				name: 'id',
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
		const { id, search } = collectionOf(item, 'filters');
		return listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v2/contexts`,
				query: { id: textOf(id, 'ID'), search: textOf(search, 'Search') },
				rateCategory: 'global',
				introducedIn: CONTEXTS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		});
	},
};
