import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan, simplifyField } from '../../fields/list';
import { textOf } from '../../parameters/texts';
import { explainAgents, simpleAgent } from './shared';

/** `GET /v1/agents` */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many agents',
	description: 'Get many agents, with the integrations that each one is linked to',
	fields: () => [
		...listFields,
		simplifyField,
		collection('filters', 'Which agents to get', [
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. support',
				description: "A part of the agent's identifier, in capital or small letters",
			},
		]),
		optionsField(),
	],
	plan: (item) => ({
		explain: explainAgents,
		...listPlan(
			item,
			{
				request: {
					method: 'GET',
					path: path`/v1/agents`,
					query: { identifier: textOf(item, 'filters.search', 'Search') },
					answer: listAnswer('a list of agents'),
					rateCategory: 'configuration',
				},
				kind: 'cursor',
				pageSize: 100,
			},
			simpleAgent,
		),
	}),
};
