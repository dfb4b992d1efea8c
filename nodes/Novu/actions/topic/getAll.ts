import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { rethrow } from '../../engine/errors';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isMissingRoute, NovuFailure } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { limitOf, listEntryOf, listFields } from '../../fields/list';
import { optionalIdOf } from '../../parameters/ids';
import { textOf } from '../../parameters/texts';

/** `GET /v2/topics`; before Novu 2.1.13 `GET /v1/topics`, filtered here. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many topics',
	description: 'Get topics, newest first, or those whose key or name holds a text',
	fields: () => [...listFields, filters, optionsField()],
	plan: (item) => {
		const wanted = {
			key: optionalIdOf(item, 'filters.topicKey', 'Topic Key'),
			name: textOf(item, 'filters.name', 'Name'),
		};
		const limit = limitOf(item);
		const shown = listEntryOf(item);
		return { run: async (call) => (await read(call, wanted, limit)).map(shown) };
	},
};

const filters: INodeProperties = collection('filters', 'Which topics to get', [
	{
		displayName: 'Topic Key',
		name: 'topicKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. product',
		description: "A part of the topic's key",
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Product',
		description: "A part of the topic's name",
	},
]);

interface Wanted {
	key?: string;
	name?: string;
}

function list({ key, name }: Wanted): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v2/topics`,
			query: { key, name },
			answer: listAnswer('a list of topics'),
			rateCategory: 'configuration',
		},
		kind: 'cursor',
		pageSize: 100,
	};
}

/** Servers before 2.1.13 put ten on a page and look for a whole key only. */
const olderList: ListRequest = {
	request: {
		method: 'GET',
		path: path`/v1/topics`,
		answer: listAnswer('a list of topics'),
		rateCategory: 'configuration',
	},
	kind: 'page',
	pageSize: 10,
};

async function read(call: Call, wanted: Wanted, limit: number | undefined): Promise<IDataObject[]> {
	try {
		return await readList(call, list(wanted), limit);
	} catch (error) {
		if (!(error instanceof NovuFailure && isMissingRoute(error.facts))) {
			return await rethrow(error);
		}
	}
	if (!wanted.key && !wanted.name) return await readList(call, olderList, limit);
	const all = await readList(call, olderList, undefined);
	return all.filter((topic) => matches(topic, wanted)).slice(0, limit);
}

function matches(topic: IDataObject, wanted: Wanted): boolean {
	return (['key', 'name'] as const).every((field) =>
		String(topic[field] ?? '')
			.toLowerCase()
			.includes((wanted[field] ?? '').toLowerCase()),
	);
}
