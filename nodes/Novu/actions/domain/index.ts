import type { Resource } from '../../engine/operation';
import { create } from './create';
import { deleteDomain } from './delete';
import { diagnose } from './diagnose';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';
import { verify } from './verify';

/** A domain whose email Novu receives. */
export const domain: Resource = {
	value: 'domain',
	name: 'Domain',
	description: 'A domain whose email Novu receives; for paid editions of Novu',
	operations: [create, verify, get, getAll, diagnose, update, deleteDomain],
	defaultOperation: create.value,
};
