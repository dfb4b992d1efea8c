import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { rethrow } from '../../engine/errors';
import { isMissingRoute, NovuFailure } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import {
	limitOf,
	listEntryOf,
	listFields,
	pick,
	simplifierOf,
	simplifyField,
} from '../../fields/list';
import { orderOf, sortField } from '../../fields/sort';
import { optionalIdOf } from '../../parameters/ids';
import { textOf, wordOf } from '../../parameters/texts';

/** `GET /v2/subscribers`; before Novu 2.1.2, without filters, `GET /v1/subscribers`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many subscribers',
	description: 'Get subscribers, newest first, or those that match an email, name, phone or ID',
	fields: () => [...listFields, simplifyField, filtersField, sort, optionsField()],
	plan: (item) => {
		const order = orderOf(item, sort);
		const query: Wanted = {
			email: wordOf(item, 'filters.email', 'Email'),
			name: textOf(item, 'filters.name', 'Name'),
			phone: textOf(item, 'filters.phone', 'Phone'),
			subscriberId: optionalIdOf(item, 'filters.subscriberId', 'Subscriber ID'),
			...order,
			// The ID holds the time of creation: it is what Novu orders by.
			orderBy: order.orderBy === 'createdAt' ? '_id' : order.orderBy,
		};
		const limit = limitOf(item);
		const shown = listEntryOf(item, simplifierOf(item, simplify));
		return { run: async (call) => (await read(call, query, limit)).map(shown) };
	},
};

const filters: INodeProperties[] = [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. @example.com',
		description: 'A part of the email address, in whatever case',
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan',
		description: 'A part of first and last name, in whatever case',
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +45',
		description: 'A part of the phone number',
	},
	{
		displayName: 'Subscriber ID',
		name: 'subscriberId',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711',
		description: 'The whole ID',
	},
];

const filtersField: INodeProperties = collection(
	'filters',
	'Which subscribers to get; with several, those that match all of them',
	filters,
);

/** By the last update, one that is updated in the meantime can come twice or not at all. */
const sort = sortField([
	{ name: 'Created', value: 'createdAt' },
	{ name: 'Updated', value: 'updatedAt' },
]);

const simplify = pick(
	'subscriberId',
	'email',
	'firstName',
	'lastName',
	'phone',
	'locale',
	'timezone',
	'data',
	'createdAt',
	'updatedAt',
);

type Wanted = Record<string, string | undefined>;

function list(query: Wanted): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v2/subscribers`,
			query,
			answer: listAnswer('a list of subscribers'),
			rateCategory: 'configuration',
			introducedIn: '2.1.2',
		},
		kind: 'cursor',
		pageSize: 100,
	};
}

/** Servers before 2.1.2 have no filter and no order, and pass over what they are asked for. */
const olderList: ListRequest = {
	request: {
		method: 'GET',
		path: path`/v1/subscribers`,
		answer: listAnswer('a list of subscribers'),
		rateCategory: 'configuration',
	},
	kind: 'page',
	pageSize: 100,
};

async function read(call: Call, query: Wanted, limit: number | undefined): Promise<IDataObject[]> {
	try {
		return await readList(call, list(query), limit);
	} catch (error) {
		const isOlder = error instanceof NovuFailure && isMissingRoute(error.facts);
		const asksForMore = Object.values(query).some((value) => value !== undefined);
		if (!isOlder || asksForMore) return await rethrow(error);
	}
	return await readList(call, olderList, limit);
}
