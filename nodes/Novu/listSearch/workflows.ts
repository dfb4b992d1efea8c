import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { asNewer, isOlderServer } from '../actions/workflow/shared';
import { listAnswer } from '../engine/answers';
import type { Call } from '../engine/client';
import { rethrow } from '../engine/errors';
import { entriesOf } from '../engine/paging';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';
import { isPageToken, namedChoice, scan, type ScannedList } from './scan';

const PAGE = 50;

/**
 * Workflows by name or identifier, on the server (`GET /v2/workflows`). Novu 2.0 keeps that route from
 * API keys: there `/v1/workflows` is read and searched here.
 */
const search: Search = async (call, filter, token) => {
	if (isPageToken(token)) return await scan(call, olderList, filter, token);
	try {
		return await searchOnServer(call, filter, Number(token ?? 0));
	} catch (error) {
		if (!isOlderServer(error)) return await rethrow(error);
	}
	return await scan(call, olderList, filter);
};

async function searchOnServer(call: Call, filter: string, offset: number) {
	const answer = await call({
		method: 'GET',
		path: path`/v2/workflows`,
		query: { limit: PAGE, offset, ...(filter && { query: filter }) },
		answer: listAnswer('a list of workflows', 'workflows'),
		rateCategory: 'configuration',
	});
	const workflows = entriesOf(answer, 'workflows');
	const { totalCount } = answer as { totalCount?: number };
	const end = offset + workflows.length;
	const hasMore = workflows.length > 0 && end < Number(totalCount ?? end);
	return {
		results: workflows.map(asChoice),
		...(hasMore && { paginationToken: String(end) }),
	};
}

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
