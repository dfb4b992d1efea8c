import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Item } from '../engine/operation';
import { optionalChoiceOf } from '../parameters/choices';

const directionEntry: INodeProperties = {
	displayName: 'Direction',
	name: 'orderDirection',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'ASC' },
		{ name: 'Descending', value: 'DESC' },
	],
	default: 'DESC',
	description: 'Which end of the order comes first',
};

/**
 * In which order a list is read.
 * @param orders what it can be ordered by; `createdAt` is among them, and Novu's own choice
 */
export function sortField(orders: INodePropertyOptions[]): INodeProperties {
	return {
		displayName: 'Sort',
		name: 'sort',
		type: 'collection',
		placeholder: 'Add sort rule',
		default: {},
		description: 'In which order to get them; those that were created last come first otherwise',
		options: [
			directionEntry,
			{
				displayName: 'Order By',
				name: 'orderBy',
				type: 'options',
				options: orders,
				default: 'createdAt',
				description: 'What they are ordered by',
			},
		],
	};
}

/** What was given for {@link sortField}, by Novu's names of the query. */
export function orderOf(item: Item, { options = [] }: INodeProperties) {
	const [direction, orderBy] = options as INodeProperties[];
	return {
		orderBy: optionalChoiceOf(item, 'sort.orderBy', orderBy),
		orderDirection: optionalChoiceOf(item, 'sort.orderDirection', direction),
	};
}
