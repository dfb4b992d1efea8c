import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import {
	explainData,
	TOPIC,
	topicDataEntry,
	topicField,
	topicLock,
	TOPICS_SINCE,
	withData,
} from './shared';
import { choicesOf } from '../../parameters/choices';
import { givenAt, isEmptied } from '../../parameters/given';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';
import { changedTextOf } from '../../parameters/texts';

/** `PATCH /v2/topics/{topicKey}`; before Novu 2.1.13 the same under `/v1`, for the name alone. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a topic',
	description: 'Change the name or the data of a topic',
	fields: () => [topicField, updateFields, optionsField()],
	plan: (item) => {
		const topicKey = idOf(item, 'topicKey', TOPIC);
		const body = changes(item);
		const data = isObject(body.data) ? body.data : undefined;
		return {
			lockKeys: [topicLock(topicKey)],
			...requestPlan(request(topicKey, body), (answer) => withData(answer as IDataObject, data)),
			explain: (facts) => explainData(facts, topicKey, body.data),
		};
	},
};

const clearFieldsEntry: INodeProperties = {
	displayName: 'Fields to Clear',
	name: 'clearFields',
	type: 'multiOptions',
	options: [{ name: 'Data', value: 'data' }],
	default: [],
	description: 'Fields that Novu should forget',
};

const updateFields: INodeProperties = collection(
	'updateFields',
	'What to change; fields that are not added stay as they are',
	[
		topicDataEntry,
		clearFieldsEntry,
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Product updates',
			description: "The topic's name in Novu's dashboard",
		},
	],
);

function changes(item: Item): IDataObject {
	const name = changedTextOf(item, 'updateFields.name', 'Name');
	const data = jsonObjectOf(item, 'updateFields.data', 'Data (JSON)');
	const isEmpty = isEmptied(givenAt(item, 'updateFields.data', 'Data (JSON)'));
	const body: IDataObject = {
		...(name !== undefined && { name }),
		...(data && { data }),
		...(isEmpty && { data: null }),
	};
	if (choicesOf(item, 'updateFields.clearFields', clearFieldsEntry).includes('data')) {
		if (data) {
			throw new InputError(
				"'Data (JSON)' is both given and in 'Fields to Clear'",
				'Keep one of the two.',
			);
		}
		body.data = null;
	}
	if (Object.keys(body).length > 0) return body;
	throw new InputError("'Update Fields' holds nothing to change", "Add 'Name' or 'Data (JSON)'.");
}

function request(topicKey: string, body: IDataObject): NovuRequest {
	const { name } = body;
	return {
		method: 'PATCH',
		path: path`/v2/topics/${topicKey}`,
		body,
		answer: about('a topic', 'key', topicKey),
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: TOPICS_SINCE,
		...(name !== undefined && {
			fallback: {
				method: 'PATCH' as const,
				path: path`/v1/topics/${topicKey}`,
				body: { name },
				answer: about('a topic', 'key', topicKey),
				rateCategory: 'configuration' as const,
				idempotent: true,
			},
		}),
	};
}
