import type { Operation } from '../../engine/operation';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { AGENT, agentField } from '../agent/shared';
import { domainField, domainOf } from '../domain/shared';
import { explainRoutes, routeList } from './shared';
import { optionalIdOf } from '../../parameters/ids';

/** `GET /v1/domains/{domain}/routes` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many domain routes',
	description: 'Get the routes of a domain, or those to an agent',
	fields: () => [
		domainField,
		...listFields,
		collection('filters', 'Which routes to get', [
			{ ...agentField, required: undefined, description: 'Only those to this agent' },
		]),
		optionsField(),
	],
	plan: (item) => ({
		explain: explainRoutes,
		...listPlan(item, routeList(domainOf(item), optionalIdOf(item, 'filters.agentId', AGENT))),
	}),
};
