import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../../engine/operation';
import { InputError } from '../../engine/errors';
import { contextKeysFilter, contextKeysOf } from '../../fields/context';
import { collection, sorted } from '../../fields/builders';
import { severityFilter } from '../../fields/severity';
import { booleanOf } from '../../parameters/booleans';
import { choicesOf } from '../../parameters/choices';
import { isAdded } from '../../parameters/given';
import { jsonObjectOf } from '../../parameters/json';
import { LIST_FORMS, textsOf } from '../../parameters/lists';

const TAGS = 'Tags';
const DATA = 'Data (JSON)';

const tagsEntry: INodeProperties = {
	displayName: TAGS,
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. billing, shipping',
	description: `Notifications of workflows with at least one of these tags. Several ${LIST_FORMS}.`,
};

const dataEntry: INodeProperties = {
	displayName: DATA,
	name: 'data',
	type: 'json',
	default: '{}',
	description: 'What the notification\'s own data holds, as in { "orderId": "4711" }',
};

const STATES = {
	archived: ['Archived', 'Whether to take those in the archive, or those that are not'],
	read: ['Read', 'Whether to take those that were read, or those that were not'],
	seen: ['Seen', 'Whether to take those that were seen, or those that were not'],
	snoozed: ['Snoozed', 'Whether to take those that are hidden for a while, or those that are not'],
} as const;

const stateEntries: INodeProperties[] = Object.entries(STATES).map(
	([name, [displayName, description]]) => ({
		displayName,
		name,
		type: 'boolean',
		default: false,
		description,
	}),
);

/** The Filters collection. */
function filtersField(description: string, options: readonly INodeProperties[]): INodeProperties {
	return collection('filters', description, sorted(options));
}

/** Filters of Count. */
export const countFilters = filtersField('Which notifications to count; without a filter all', [
	...stateEntries,
	contextKeysFilter,
	severityFilter,
	tagsEntry,
]);

/** Filters of Get Many: those of Count, and the entries given. */
export function listFilters(others: readonly INodeProperties[]): INodeProperties {
	return filtersField('Which notifications to get; with several, those that match all of them', [
		...stateEntries,
		contextKeysFilter,
		dataEntry,
		severityFilter,
		tagsEntry,
		...others,
	]);
}

/** Filters of the operations on all notifications. */
export const allFilters = filtersField(
	'Which notifications to take; without a filter all of the subscriber',
	[contextKeysFilter, dataEntry, tagsEntry],
);

/** What is asked of a notification; only what was added. */
export interface Filter {
	archived?: boolean;
	read?: boolean;
	seen?: boolean;
	snoozed?: boolean;
	contextKeys?: string[];
	/** JSON text, as Novu wants it */
	data?: string;
	severity?: string[];
	tags?: string[];
}

/**
 * The filters that were added, as Novu takes them.
 * @throws {InputError} where one was added and holds nothing: passed over, it would let all pass
 */
export function filterOf(item: Item): Filter {
	const entries = Object.entries(READERS)
		.filter(([name]) => isAdded(item, `filters.${name}`))
		.map(([name, [displayName, read]]) => {
			const value = read(item, `filters.${name}`, displayName);
			if (value === undefined) throw emptyFilter(displayName);
			return [name, value];
		});
	return Object.fromEntries(entries) as Filter;
}

type Reader = (item: Item, path: string, label: string) => Filter[keyof Filter];

const READERS: Record<string, [displayName: string, read: Reader]> = {
	...Object.fromEntries(
		Object.entries(STATES).map(([name, [displayName]]): [string, [string, Reader]] => [
			name,
			[displayName, booleanOf],
		]),
	),
	contextKeys: [contextKeysFilter.displayName, contextKeysOf],
	data: [DATA, dataOf],
	severity: [
		severityFilter.displayName,
		(item, path) => notEmpty(choicesOf(item, path, severityFilter)),
	],
	tags: [TAGS, (item, path) => notEmpty(textsOf(item, path, TAGS, { entries: 'words' }))],
};

function notEmpty(texts: string[]): string[] | undefined {
	return texts.length > 0 ? texts : undefined;
}

function dataOf(item: Item, path: string): string | undefined {
	const data = jsonObjectOf(item, path, DATA);
	return data && Object.keys(data).length > 0 ? JSON.stringify(data) : undefined;
}

/** What is said of a filter that was added and holds nothing. */
export function emptyFilter(field: string): InputError {
	return new InputError(
		`The filter '${field}' is empty`,
		'Nothing was sent: without a value it would let every notification pass. Give it one, or take the filter out.',
	);
}
