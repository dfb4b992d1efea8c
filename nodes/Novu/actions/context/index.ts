import type { Resource } from '../../engine/operation';
import { create } from './create';
import { deleteContext } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { updateContext } from './update';

/** What an event happens in, such as a tenant or an app. */
export const context: Resource = {
	value: 'context',
	name: 'Context',
	description: 'What an event happens in, such as a tenant or an app',
	operations: [create, get, getAll, updateContext, deleteContext],
	defaultOperation: 'create',
};
