import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { contextIdOf, contextKeyField, getContext } from './shared';

/** `GET /v2/contexts/{type}/{id}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a context',
	description: 'Get a context with its data',
	fields: () => [contextKeyField, optionsField()],
	plan: (item) => requestPlan(getContext(contextIdOf(item))),
};
