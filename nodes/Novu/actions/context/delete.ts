import { send, type Operation } from '../../engine/operation';
import { optionsField } from '../fields';
import { contextIdOf, contextKeyField, contextOrder, contextPath, CONTEXTS_SINCE } from './shared';

/** `DELETE /v2/contexts/{type}/{id}`: 204, and 404 where there is none. */
export const deleteContext: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a context',
	description: 'Delete a context for good',
	fields: [contextKeyField, optionsField()],
	plan: (item) => {
		const contextId = contextIdOf(item);
		return {
			order: [contextOrder(contextId)],
			...send(
				{
					method: 'DELETE',
					path: contextPath(contextId),
					limit: 'global',
					since: CONTEXTS_SINCE,
				},
				() => ({ deleted: true, ...contextId }),
			),
		};
	},
};
