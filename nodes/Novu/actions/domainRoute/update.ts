import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { collection, optionsField, sorted } from '../../fields/builders';
import { AGENT, agentField } from '../agent/shared';
import { checkChanges, domainField, domainLock, notesEntry, notesOf } from '../domain/shared';
import { typeField } from './destination';
import { aboutRoute, addressField, explainRoutes, routeOf, routePath } from './shared';
import { optionalChoiceOf } from '../../parameters/choices';
import { optionalIdOf } from '../../parameters/ids';

/** `PATCH /v1/domains/{domain}/routes/{address}`: the data is replaced as a whole. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a domain route',
	description: 'Send the email to an address of a domain elsewhere, or replace its data',
	fields: () => [
		domainField,
		addressField,
		collection(
			'updateFields',
			'What is to change; what is not added stays as it is',
			sorted([{ ...agentField, required: undefined }, notesEntry, typeField]),
		),
		optionsField(),
	],
	plan: (item) => {
		const route = routeOf(item);
		return {
			lockKeys: [domainLock(route.domain)],
			explain: explainRoutes,
			...requestPlan({
				method: 'PATCH',
				path: routePath(route),
				body: changesOf(item),
				answer: aboutRoute(route),
				rateCategory: 'configuration',
				idempotent: true,
			}),
		};
	},
};

/** @throws {InputError} where there is nothing to change, or an agent and its type do not fit */
function changesOf(item: Item): IDataObject {
	const type = optionalChoiceOf(item, 'updateFields.type', typeField);
	const agentId = optionalIdOf(item, 'updateFields.agentId', AGENT);
	if (type === 'agent' && agentId === undefined) {
		throw new InputError(
			`'${typeField.displayName}' is agent, and no agent is given`,
			`Nothing was sent. Add '${AGENT}' under 'Update Fields'.`,
		);
	}
	if (type === 'webhook' && agentId !== undefined) {
		throw new InputError(
			`'${typeField.displayName}' is webhook, and an agent is given`,
			`Nothing was sent. Keep one of the two, or choose agent as '${typeField.displayName}'.`,
		);
	}
	return checkChanges({ type, agentId, data: notesOf(item, 'updateFields.data') });
}
