import type { Resource } from '../../engine/operation';
import { create } from './create';
import { deleteRoute } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { test } from './testRoute';
import { update } from './update';

/** Where the email to an address of a domain goes. */
export const domainRoute: Resource = {
	value: 'domainRoute',
	name: 'Domain Route',
	description: 'Where the email to an address of a domain goes: to webhooks or to an agent',
	operations: [create, getAll, get, update, test, deleteRoute],
	defaultOperation: create.value,
};
