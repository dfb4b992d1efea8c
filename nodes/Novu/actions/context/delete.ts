import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { contextIdOf, contextKeyField, contextOrder, contextPath, CONTEXTS_SINCE } from './shared';

/** `DELETE /v2/contexts/{type}/{id}`: 204, and 404 where there is none. */
export const deleteContext: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a context',
	description: 'Delete a context for good',
	fields: () => [contextKeyField, optionsField()],
	plan: (item) => {
		const contextId = contextIdOf(item);
		return {
			lockKeys: [contextOrder(contextId)],
			...requestPlan(
				{
					method: 'DELETE',
					path: contextPath(contextId),
					answer: nothing,
					rateCategory: 'global',
					introducedIn: CONTEXTS_SINCE,
				},
				() => ({ deleted: true, ...contextId }),
			),
		};
	},
};
