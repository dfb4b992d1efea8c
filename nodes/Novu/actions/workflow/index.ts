import type { Resource } from '../../engine/operation';
import { get } from './get';
import { getAll } from './getAll';

/** What Novu does when something happens: steps that send messages, wait or collect. */
export const workflow: Resource = {
	value: 'workflow',
	name: 'Workflow',
	description: 'What Novu does for an event, step by step; made in its dashboard',
	operations: [getAll, get],
	defaultOperation: getAll.value,
};
