import type { IDataObject } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { idOf } from '../../parameters/ids';
import { AGENT, agentField, explainAgents, getAgent, simpleAgent } from './shared';

/** `GET /v1/agents/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an agent',
	description: 'Get an agent: whether it is active, and where its messages go',
	fields: () => [agentField, simplifyField, optionsField()],
	plan: (item) => {
		const shown = simplifierOf(item, simpleAgent);
		return {
			explain: explainAgents,
			...requestPlan(getAgent(idOf(item, 'agentId', AGENT)), (agent) =>
				shown(agent as IDataObject),
			),
		};
	},
};
