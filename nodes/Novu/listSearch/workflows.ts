import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { asNewer, isOlderServer } from '../actions/workflow/shared';
import { listAnswer } from '../engine/answers';
import { rethrow } from '../engine/errors';
import { path } from '../engine/request';
import { searchOffset, type OffsetList } from './offsetSearch';
import { listSearch, type Search } from './shared';
import { isPageToken, namedChoice, scan, type ScannedList } from './scan';

/**
 * Workflows by name or identifier, on the server (`GET /v2/workflows`). Novu 2.0 keeps that route from
 * API keys: there `/v1/workflows` is read and searched here.
 */
const search: Search = async (call, filter, token) => {
	if (isPageToken(token)) return await scan(call, olderList, filter, token);
	try {
		return await searchOffset(call, newerList, filter, token);
	} catch (error) {
		if (!isOlderServer(error)) return await rethrow(error);
	}
	return await scan(call, olderList, filter);
};

const newerList: OffsetList = {
	request: {
		method: 'GET',
		path: path`/v2/workflows`,
		answer: listAnswer('a list of workflows', 'workflows'),
		rateCategory: 'configuration',
	},
	entries: 'workflows',
	choice: (entry) => asChoice(entry),
};

const olderList: ScannedList = {
	kind: 'page',
	request: {
		method: 'GET',
		path: path`/v1/workflows`,
		query: { limit: 100 },
		answer: listAnswer('a list of workflows'),
		rateCategory: 'configuration',
	},
	choice: (entry) => asChoice(asNewer(entry)),
	texts: (entry) => [entry.name, asNewer(entry).workflowId],
};

/** `Order Shipped (order-shipped)`; says so where a trigger would send nothing. */
function asChoice({ name, workflowId, status }: IDataObject): INodeListSearchItems {
	const choice = namedChoice(name, workflowId);
	return status === 'INACTIVE' ? { ...choice, name: `${choice.name} – inactive` } : choice;
}

export const searchWorkflows = listSearch(search);
