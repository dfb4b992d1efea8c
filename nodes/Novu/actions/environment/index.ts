import type { Resource } from '../../engine/operation';
import { getAll } from './getAll';
import { getTags } from './getTags';

/** Where workflows and subscribers live; each has API keys of its own. */
export const environment: Resource = {
	value: 'environment',
	name: 'Environment',
	description: 'Development, Production … with workflows and subscribers of their own',
	operations: [getAll, getTags],
	defaultOperation: getAll.value,
};
