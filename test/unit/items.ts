import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../../nodes/Novu/engine/operation';

/**
 * An item as n8n resolves it.
 * @param parameters its values, by name
 * @param expressions the fields that hold an expression, by their paths
 */
export function itemWith(
	parameters: IDataObject,
	expressions: Readonly<Record<string, string>> = {},
	timezone = 'Europe/Berlin',
): Item {
	return {
		index: 0,
		json: {},
		timezone,
		parameter: (name) => parameters[name],
		expression: (path) => expressions[path],
		asking: () => {
			throw new Error('It asks nobody');
		},
	};
}
