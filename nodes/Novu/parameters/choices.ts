import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InputError } from '../engine/errors';
import { kindOf } from '../engine/request';

/**
 * The value of a list, which an expression may yield, too. For lists that decide which other fields
 * are read: an unknown value taken for one of them would do something else than what was meant.
 * @param value the parameter's value
 * @param field the list, of type `options`
 * @throws {InputError} where it is none of the list's values
 */
export function choiceOf(value: unknown, { displayName, options = [] }: INodeProperties): string {
	const values = (options as INodePropertyOptions[]).map((option) => option.value);
	const found = values.find((known) => known === value);
	if (found !== undefined) return String(found);
	throw new InputError(
		`'${displayName}' is ${described(value)}, and one of ${values.join(', ')} is needed`,
		`Nothing was sent. Choose '${displayName}' from its list, or correct the expression: it must yield one of these for every item.`,
	);
}

function described(value: unknown): string {
	if (value === undefined || value === null || value === '') return 'empty';
	return typeof value === 'string' ? `"${value}"` : `a value of type ${kindOf(value)}`;
}
