import { createHash } from 'crypto';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { Item } from '../engine/operation';
import { optionalIdOf } from '../parameters/ids';

/** Any entry of a field's `options`. */
type Entry = INodePropertyOptions | INodeProperties | INodePropertyCollection;

/** Entries in the order of their labels, as n8n wants lists of five and more. */
export function sorted<T extends Entry>(entries: readonly T[]): T[] {
	return [...entries].sort((a, b) => label(a).localeCompare(label(b), 'en'));
}

function label(entry: Entry): string {
	return 'displayName' in entry ? entry.displayName : entry.name;
}

/** What a locator can be filled with. */
interface Locator {
	/** Name in saved workflows */
	name: string;
	displayName: string;
	description: string;
	/** The search behind the list, a key of `methods.listSearch` */
	searchListMethod: string;
	placeholder: string;
	required?: boolean;
	/** Shown under the field */
	hint?: string;
	/** Shown in the list while nothing is chosen */
	listPlaceholder?: string;
}

/** A field to pick one thing from a list that Novu is asked for, or to give its ID. */
export function locator({
	searchListMethod,
	placeholder,
	listPlaceholder = 'Choose from the list',
	...field
}: Locator): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: listPlaceholder,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/** The collections, with their labels and what is on the button that adds an entry. */
const COLLECTIONS = {
	additionalFields: ['Additional Fields', 'Add field'],
	additionalProperties: ['Additional Properties', 'Add property'],
	filters: ['Filters', 'Add filter'],
	options: ['Options', 'Add option'],
	updateFields: ['Update Fields', 'Add field'],
} as const;

/** Fields that are only shown once the user adds them. */
export function collection(
	name: keyof typeof COLLECTIONS,
	description: string,
	options: NonNullable<INodeProperties['options']>,
): INodeProperties {
	const [displayName, placeholder] = COLLECTIONS[name];
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		description,
		options,
	};
}

/** The locator set to its ID at first, where what it names is mostly not there yet. */
export function byIdAtFirst(field: INodeProperties): INodeProperties {
	return { ...field, default: { mode: 'id', value: '' } };
}

/** How the requests go out; the same options for every operation. */
const requestOptions: INodeProperties[] = [
	{
		displayName: 'Max Requests at Once',
		name: 'maxRequestsAtOnce',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 0,
		description:
			'The most requests that this node may have under way at the same time. With 0 the node decides: it begins with about 10, and finds by measuring between 1 and 100 how many serve best; all executions share what was learned. Writes to the same target never overlap, whatever is set here. The first item decides.',
	},
	{
		displayName: 'Retries',
		name: 'retries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 20 },
		default: 5,
		description:
			'How often a request is repeated after a lost connection, a timeout or a 502, 503 or 504, where repeating is safe. When Novu says that its rate limit is reached the node always waits and goes on. The first item decides.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30000,
		description: 'How long to wait for an answer, in milliseconds. The first item decides.',
	},
];

/** The Options collection of an operation: its own entries and those of every operation. */
export function optionsField(own: readonly INodeProperties[] = []): INodeProperties {
	return collection('options', 'What is rarely needed', sorted([...own, ...requestOptions]));
}

/** An option for POSTs that must not be carried out twice; see {@link idempotencyKeyOf}. */
export const idempotencyKeyOption: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-4711-shipped',
	description:
		"A text that is the same when this item is run again, so that Novu answers with the first result instead of doing it twice, for 24 hours. Novu must have it switched on for you: Novu's support does it, and the operator of a self-hosted server; else it is ignored. Novu compares the key alone and not the call, so the node puts operation and target in front of it. Novu keeps failures, too: where the first run failed, take another key once the cause is mended.",
};

/**
 * The key that goes to Novu for an item.
 * @param target what the call is for, so that the same key for another target is another key
 * @returns undefined where the user gave none
 */
export function idempotencyKeyOf(
	item: Item,
	operation: string,
	target: string,
): string | undefined {
	const key = optionalIdOf(item, 'options.idempotencyKey', 'Idempotency Key');
	if (key === undefined) return undefined;
	// Novu takes at most 255 characters.
	const digest = createHash('sha256').update(`${target}\n${key}`).digest('hex');
	return `n8n:${operation}:${digest}`;
}

/** The field with a change made to the fields inside of it: a collection's entries, the fields of a row. */
export function withInnerFields(
	field: INodeProperties,
	change: (fields: INodeProperties[]) => INodeProperties[],
): INodeProperties {
	const { type, options } = field;
	if (type === 'collection') return { ...field, options: change(options as INodeProperties[]) };
	if (type !== 'fixedCollection') return field;
	const groups = (options as INodePropertyCollection[]).map((group) => ({
		...group,
		values: change(group.values),
	}));
	return { ...field, options: groups };
}

/** The field shown only where another field has one of these values. */
export function withDisplayOptions(
	field: INodeProperties,
	condition: Record<string, Array<string | boolean>>,
): INodeProperties {
	return { ...field, displayOptions: { show: { ...field.displayOptions?.show, ...condition } } };
}
