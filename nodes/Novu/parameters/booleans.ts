import type { Item } from '../engine/operation';
import { filled, givenAt } from './given';
import { described, inputErrorFor } from './inputErrorFor';

/**
 * A switch, or the text `true` or `false` that an expression makes of one.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns undefined where it is not set
 * @throws {InputError} where it is something else: taken for true or false it would do the opposite
 * of what was meant
 */
export function booleanOf(item: Item, path: string, label: string): boolean | undefined {
	const value = filled(givenAt(item, path, label));
	if (value === undefined) return undefined;
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw inputErrorFor(
		label,
		described(value),
		'true or false',
		`Give '${label}' as true or false. Where it is an expression, check what it finds for this item.`,
	);
}
