import type { Resource } from '../../engine/operation';
import { deleteWorkflow } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { sync } from './sync';
import { update } from './update';
import { upsert } from './upsert';

/** What Novu does when something happens: steps that send messages, wait or collect. */
export const workflow: Resource = {
	value: 'workflow',
	name: 'Workflow',
	description: 'What Novu does for an event, step by step',
	operations: [getAll, get, upsert, update, sync, deleteWorkflow],
	defaultOperation: getAll.value,
};
