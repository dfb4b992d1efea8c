import type { IDataObject } from 'n8n-workflow';
import { aboutAll } from '../../engine/answers';
import type { FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
} from '../../fields/builders';
import { bridgeUrlEntry, CONTEXTS_SINCE, contextOrder, dataEntry } from './shared';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';
import { urlOf } from '../../parameters/texts';

/** `POST /v2/contexts`; a 409 where it exists. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a context',
	description: 'Add a context, such as a tenant or an app, with data that messages can use',
	fields: () => [
		{
			displayName: 'Type',
			name: 'contextType',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. tenant',
			description:
				'What kind of context it is: at most 100 lowercase letters, digits and separators',
		},
		{
			displayName: 'ID',
			name: 'contextId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. acme',
			description:
				'Your own ID of it within the type: at most 100 lowercase letters, digits and separators',
		},
		collection('additionalFields', 'What else is known of the context', [
			bridgeUrlEntry,
			dataEntry,
		]),
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const type = idOf(item, 'contextType', 'Type');
		const id = idOf(item, 'contextId', 'ID');
		const bridgeUrl = urlOf(item, 'additionalFields.bridgeUrl', 'Bridge URL');
		const data = jsonObjectOf(item, 'additionalFields.data', 'Data (JSON)');
		const body: IDataObject = { type, id, ...(data && { data }), ...(bridgeUrl && { bridgeUrl }) };
		return {
			lockKeys: [contextOrder({ type, id })],
			...requestPlan({
				method: 'POST',
				path: path`/v2/contexts`,
				body,
				answer: aboutAll('a context', { type, id }),
				rateCategory: 'global',
				introducedIn: CONTEXTS_SINCE,
				idempotencyKey: idempotencyKeyOf(item, 'createContext', `${type}:${id}`),
			}),
			explain,
		};
	},
};

function explain({ status }: FailureFacts): Explanation | undefined {
	if (status !== 409) return undefined;
	return { advice: "The context exists already. Use 'Update' to change its data." };
}
