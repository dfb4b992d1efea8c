import { InputError } from '../engine/errors';
import { kindOf } from '../engine/request';

/**
 * A switch, or the text `true` or `false` that an expression makes of one.
 * @returns undefined where it is not set
 * @throws {InputError} where it is something else: taken for true or false it would do the opposite
 * of what was meant
 */
export function booleanOf(value: unknown, field: string): boolean | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (text === 'true' || text === 'false') return text === 'true';
	throw new InputError(
		`'${field}' is ${typeof value === 'string' ? `"${value}"` : `a value of type ${kindOf(value)}`}, and true or false is needed`,
		`Give '${field}' as true or false. Where it is an expression, check what it finds for this item.`,
	);
}
