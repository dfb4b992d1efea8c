import type { Item } from '../engine/operation';
import { givenAt } from './given';
import { described, refusal } from './refusal';

/**
 * A whole number from 1, or its text.
 * @returns undefined where there is none
 * @throws {InputError} where it is something else, an empty text too
 */
export function countOf(item: Item, path: string, label: string): number | undefined {
	const { value } = givenAt(item, path, label);
	if (value === undefined) return undefined;
	const isText = typeof value === 'string' && value.trim() !== '';
	const count = typeof value === 'number' || isText ? Math.floor(Number(value)) : NaN;
	if (count >= 1 && count <= Number.MAX_SAFE_INTEGER) return count;
	throw refusal(
		label,
		described(value),
		'a whole number from 1',
		`Give '${label}' as a number. Where it is an expression, check what it finds for this item.`,
	);
}
