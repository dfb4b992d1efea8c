import type { Item } from '../engine/operation';
import { givenAt } from './given';
import { described, inputErrorFor } from './inputErrorFor';

/**
 * A number above 0, or its text; it need not be whole.
 * @throws {InputError} where there is none, or it is something else
 */
export function amountOf(item: Item, path: string, label: string): number {
	const { value } = givenAt(item, path, label);
	const isText = typeof value === 'string' && value.trim() !== '';
	const amount = typeof value === 'number' || isText ? Number(value) : NaN;
	if (amount > 0 && amount <= Number.MAX_SAFE_INTEGER) return amount;
	throw inputErrorFor(label, described(value), 'a number above 0');
}

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
	throw inputErrorFor(
		label,
		described(value),
		'a whole number from 1',
		`Give '${label}' as a number. Where it is an expression, check what it finds for this item.`,
	);
}
