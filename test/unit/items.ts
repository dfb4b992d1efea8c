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
	{ timezone = 'Europe/Berlin', index = 0, isForModel = false } = {},
): Item {
	return {
		index,
		json: {},
		timezone,
		parameter: (name) => parameters[name],
		expression: (path) => expressions[path],
		isForModel: () => isForModel,
		resumeContext: () => {
			throw new Error('The item asks nobody');
		},
		file: (field) => {
			throw new Error(`The item has no file in ${field}`);
		},
	};
}
