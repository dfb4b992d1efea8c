import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { rethrow } from '../../engine/errors';
import { isAnswer } from '../../engine/failure';
import type { Item, Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields, simplifierOf, simplifyField } from '../../fields/list';
import { orderOf, sortField } from '../../fields/sort';
import { asNewer, isOlderServer, olderWorkflows, simpleListedWorkflow } from './shared';
import { choicesOf } from '../../parameters/choices';
import { LIST_FORMS, textsOf } from '../../parameters/lists';
import { textOf } from '../../parameters/texts';

/** `GET /v2/workflows`; on Novu 2.0, which keeps that from API keys, `/v1/workflows`, filtered here. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many workflows',
	description: 'Get many workflows, or those with a status, a tag or a text in the name',
	fields: () => [...listFields, simplifyField, filters, sort, optionsField()],
	plan: (item) => {
		const wanted = wantedBy(item);
		const limit = limitOf(item);
		const shown = listEntryOf(item, simplifierOf(item, simpleListedWorkflow));
		return { run: async (call) => (await read(call, wanted, limit)).map(shown) };
	},
};

const statusEntry: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'multiOptions',
	options: [
		{ name: 'Active', value: 'ACTIVE' },
		{ name: 'Error', value: 'ERROR', description: 'Something in it needs mending' },
		{ name: 'Inactive', value: 'INACTIVE' },
	],
	default: [],
	description: 'Workflows with one of these statuses',
};

const filters: INodeProperties = collection('filters', 'Which workflows to get', [
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. order',
		description: "A part of the workflow's name or identifier",
	},
	statusEntry,
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. orders, billing',
		description: `Workflows with one of these tags: ${LIST_FORMS}`,
	},
]);

const sort = sortField([
	{ name: 'Created', value: 'createdAt' },
	{ name: 'Last Triggered', value: 'lastTriggeredAt' },
	{ name: 'Name', value: 'name' },
	{ name: 'Updated', value: 'updatedAt' },
]);

/** What the user asks for, by Novu's names. */
interface Wanted {
	query?: string;
	status: string[];
	tags: string[];
	orderBy?: string;
	orderDirection?: string;
}

function wantedBy(item: Item): Wanted {
	return {
		query: textOf(item, 'filters.search', 'Search'),
		status: choicesOf(item, 'filters.status', statusEntry),
		tags: textsOf(item, 'filters.tags', 'Tags', { entries: 'words' }),
		...orderOf(item, sort),
	};
}

function list(wanted: Wanted): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v2/workflows`,
			query: { ...wanted },
			answer: listAnswer('a list of workflows', 'workflows'),
			rateCategory: 'configuration',
		},
		kind: 'offset',
		pageSize: 100,
		entries: 'workflows',
	};
}

async function read(call: Call, wanted: Wanted, limit: number | undefined): Promise<IDataObject[]> {
	try {
		return await readList(call, list(wanted), limit);
	} catch (error) {
		if (isAskingForLists(error, wanted)) return await readList(call, list(asLists(wanted)), limit);
		if (!isOlderServer(error)) return await rethrow(error);
	}
	const all = (await readList(call, olderWorkflows, undefined)).map(asNewer);
	return inOrder(
		all.filter((workflow) => isWanted(workflow, wanted)),
		wanted,
	).slice(0, limit);
}

/**
 * Novu 2.3 takes a status or tag that stands alone in the query for a text, and refuses it as no list.
 */
function isAskingForLists(error: unknown, { status, tags }: Wanted): boolean {
	const standsAlone = status.length === 1 || tags.length === 1;
	return standsAlone && isAnswer(error, [400, 422], /\b(status|tags) must be an array/);
}

/** What stands alone given twice, which makes it a list and filters the same. */
function asLists(wanted: Wanted): Wanted {
	const twice = (values: string[]) => (values.length === 1 ? [...values, ...values] : values);
	return { ...wanted, status: twice(wanted.status), tags: twice(wanted.tags) };
}

function isWanted(workflow: IDataObject, { query, status, tags }: Wanted): boolean {
	const named = `${String(workflow.name)} ${String(workflow.workflowId)}`.toLowerCase();
	if (query && !named.includes(query.toLowerCase())) return false;
	if (status.length > 0 && !status.includes(String(workflow.status))) return false;
	const own = (workflow.tags ?? []) as string[];
	return tags.length === 0 || own.some((tag) => tags.includes(tag));
}

/** Dates of Novu's are texts whose order is that of time. */
function inOrder(workflows: IDataObject[], { orderBy = 'createdAt', orderDirection }: Wanted) {
	const key = (workflow: IDataObject) => String(workflow[orderBy] ?? '');
	const rising = [...workflows].sort((a, b) => key(a).localeCompare(key(b), 'en'));
	return orderDirection === 'ASC' ? rising : rising.reverse();
}
