import type { Resource } from '../../engine/operation';
import { deleteVariable } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getUsage } from './getUsage';
import { setVariable } from './set';

/** What templates and HTTP steps read as `{{env.KEY}}`. */
export const environmentVariable: Resource = {
	value: 'environmentVariable',
	name: 'Environment Variable',
	description: 'A value that templates read as {{env.KEY}}, such as a token or a base URL',
	operations: [setVariable, get, getAll, getUsage, deleteVariable],
	defaultOperation: setVariable.value,
};
