import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { explainAgents } from '../actions/agent/shared';
import { listAnswer } from '../engine/answers';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';
import { namedChoice, scan } from './scan';

/** Agents by name or identifier (`GET /v1/agents`, which searches for identifiers alone). */
const search: Search = async (call, filter, token) => {
	const request = {
		method: 'GET',
		path: path`/v1/agents`,
		query: { limit: 100 },
		answer: listAnswer('a list of agents'),
		rateCategory: 'configuration',
	} as const;
	return await scan(call, { kind: 'cursor', request, choice: asChoice }, filter, token);
};

/** `Support (support-agent)` */
function asChoice({ name, identifier }: IDataObject): INodeListSearchItems {
	return namedChoice(name, identifier);
}

export const searchAgents = listSearch(search, undefined, explainAgents);
