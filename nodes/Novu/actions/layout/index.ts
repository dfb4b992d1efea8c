import type { Resource } from '../../engine/operation';
import { deleteLayout } from './delete';
import { duplicate } from './duplicate';
import { get } from './get';
import { getAll } from './getAll';
import { getUsage } from './getUsage';
import { preview } from './preview';
import { upsert } from './upsert';

/** What Novu puts around the emails of its workflows, such as a header and a footer. */
export const layout: Resource = {
	value: 'layout',
	name: 'Layout',
	description: 'What is put around the emails of workflows, such as header and footer',
	operations: [upsert, get, getAll, preview, getUsage, duplicate, deleteLayout],
	defaultOperation: upsert.value,
};
