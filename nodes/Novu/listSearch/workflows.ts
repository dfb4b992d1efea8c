import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { asNewer, isOlderServer } from '../actions/workflow/shared';
import type { Call } from '../engine/client';
import { path } from '../engine/request';
import { listSearch, type Search } from './shared';
import { isScanToken, namedChoice, scan, type PageList } from './scan';

const PAGE = 50;

/**
 * Workflows by name or identifier, on the server (`GET /v2/workflows`). Novu 2.0 keeps that route from
 * API keys: there `/v1/workflows` is read and searched here.
 */
const search: Search = async (call, filter, token) => {
	if (isScanToken(token)) return await scan(call, olderList, filter, token);
	try {
		return await searchOnServer(call, filter, Number(token ?? 0));
	} catch (error) {
		if (!isOlderServer(error)) return await Promise.reject(error as Error);
	}
	return await scan(call, olderList, filter);
};

async function searchOnServer(call: Call, filter: string, offset: number) {
	const { workflows, totalCount } = (await call({
		method: 'GET',
		path: path`/v2/workflows`,
		query: { limit: PAGE, offset, ...(filter && { query: filter }) },
		rateCategory: 'configuration',
	})) as { workflows: IDataObject[]; totalCount: number };
	const end = offset + workflows.length;
	const hasMore = workflows.length > 0 && end < totalCount;
	return {
		results: workflows.map(asChoice),
		...(hasMore && { paginationToken: String(end) }),
	};
}

const olderList: PageList = {
	request: (page) => ({
		method: 'GET',
		path: path`/v1/workflows`,
		query: { page, limit: 100 },
		rateCategory: 'configuration',
	}),
	choice: (entry) => asChoice(asNewer(entry)),
	texts: (entry) => [entry.name, asNewer(entry).workflowId],
};

/** `Order Shipped (order-shipped)`; says so where a trigger would send nothing. */
function asChoice({ name, workflowId, status }: IDataObject): INodeListSearchItems {
	const choice = namedChoice(name, workflowId);
	return status === 'INACTIVE' ? { ...choice, name: `${choice.name} – inactive` } : choice;
}

export const searchWorkflows = listSearch(search);
