import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { aboutAll } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError } from '../../engine/errors';
import { asOutput, type Item, type Operation } from '../../engine/operation';
import { collection, optionsField } from '../../fields/builders';
import {
	bridgeUrlEntry,
	contextIdOf,
	contextKeyField,
	contextOrder,
	contextPath,
	CONTEXTS_SINCE,
	dataEntry,
	getContext,
	type ContextId,
} from './shared';
import { choicesOf } from '../../parameters/choices';
import { jsonObjectOf } from '../../parameters/json';
import { urlOf } from '../../parameters/texts';

/** `PATCH /v2/contexts/{type}/{id}`, after a `GET` where the data is to stay. */
export const updateContext: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a context',
	description: 'Replace the data of a context, or change where its agents are reached',
	fields: () => [
		contextKeyField,
		collection('updateFields', 'What is to change; what is not added stays as it is', [
			bridgeUrlEntry,
			dataEntry,
			clearFieldsEntry,
		]),
		optionsField(),
	],
	plan: (item) => {
		const contextId = contextIdOf(item);
		const changes = changesOf(item);
		return {
			lockKeys: [contextOrder(contextId)],
			run: async (call) => asOutput(await update(call, contextId, changes)),
		};
	},
};

const FIELDS_TO_CLEAR = 'Fields to Clear';

const clearFieldsEntry: INodeProperties = {
	displayName: FIELDS_TO_CLEAR,
	name: 'clearFields',
	type: 'multiOptions',
	options: [
		{ name: 'Bridge URL', value: 'bridgeUrl' },
		{ name: 'Data', value: 'data' },
	],
	default: [],
	description: 'Fields that Novu should forget',
};

/** What is to change, `null` for what Novu should forget; at least one of the two. */
function changesOf(item: Item): IDataObject {
	const cleared = choicesOf(item, 'updateFields.clearFields', clearFieldsEntry);
	const changes: IDataObject = {
		data: jsonObjectOf(item, 'updateFields.data', 'Data (JSON)'),
		bridgeUrl: urlOf(item, 'updateFields.bridgeUrl', 'Bridge URL'),
	};
	for (const name of cleared) {
		if (changes[name] !== undefined) {
			throw new InputError(
				`'${name}' is both given and in '${FIELDS_TO_CLEAR}'`,
				'Keep one of the two.',
			);
		}
		changes[name] = name === 'data' ? {} : null;
	}
	if (Object.values(changes).every((value) => value === undefined)) {
		throw new InputError(
			"There is nothing to update: 'Update Fields' is empty",
			"Add what is to change under 'Update Fields'.",
		);
	}
	return changes;
}

/** Novu wants the data at every update and replaces it, so what was not given is read before. */
async function update(call: Call, contextId: ContextId, { data, bridgeUrl }: IDataObject) {
	const kept = data ?? ((await call(getContext(contextId))) as IDataObject).data ?? {};
	return await call({
		method: 'PATCH',
		path: contextPath(contextId),
		body: { data: kept, ...(bridgeUrl !== undefined && { bridgeUrl }) },
		answer: aboutAll('a context', { ...contextId }),
		rateCategory: 'global',
		introducedIn: CONTEXTS_SINCE,
		idempotent: true,
	});
}
