import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, isObject } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { withDisplayOptions } from '../../fields/builders';
import { booleanOf } from '../../parameters/booleans';
import { choiceOf } from '../../parameters/choices';
import { jsonObjectOf, sendable } from '../../parameters/json';

const FIELDS = 'Payload Fields';
const JSON_FIELD = 'Payload (JSON)';

const modeField: INodeProperties = {
	displayName: 'Payload',
	name: 'payloadMode',
	type: 'options',
	options: [
		{
			name: 'Using Fields Below',
			value: 'fields',
			description: "One field for each entry of the workflow's payload schema",
		},
		{ name: 'Using JSON', value: 'json', description: 'A JSON object' },
	],
	default: 'fields',
	description: 'How the data for the messages is given',
};

/** The data that a workflow puts into its messages. */
export const payloadFields: INodeProperties[] = [
	modeField,
	withDisplayOptions(
		{
			displayName: FIELDS,
			name: 'payloadFields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			description:
				'The data for the messages. Fields that are left empty are not sent; a null needs JSON.',
			typeOptions: {
				loadOptionsDependsOn: ['workflowId.value'],
				resourceMapper: {
					resourceMapperMethod: 'getPayloadFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: true,
					supportAutoMap: false,
				},
			},
		},
		{ payloadMode: ['fields'] },
	),
	withDisplayOptions(
		{
			displayName: JSON_FIELD,
			name: 'payload',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "orderId": "4711" }',
			description:
				'The data for the messages, as a JSON object or an expression that yields one. A field named webhookUrl would redirect chat messages, see the options.',
		},
		{ payloadMode: ['json'] },
	),
];

/** An option that lets a payload redirect chat messages; see {@link payloadOf}. */
export const webhookUrlOption: INodeProperties = {
	displayName: 'Allow webhookUrl in Payload',
	name: 'allowWebhookUrl',
	type: 'boolean',
	default: false,
	description:
		"Whether the payload may have a field named webhookUrl. Novu then sends every chat message of this event to that address instead of the subscriber's own, so the node refuses it otherwise.",
};

/**
 * The payload of an event; an empty object where nothing is given, which bulk and broadcast need.
 * @throws {InputError} where it is no object, or would redirect chat messages without being allowed to
 */
export function payloadOf(item: Item): IDataObject {
	const payload =
		choiceOf(item, 'payloadMode', modeField) === 'json'
			? (jsonObjectOf(item, 'payload', JSON_FIELD) ?? {})
			: mappedPayload(item);
	const isAllowed =
		booleanOf(item, 'options.allowWebhookUrl', webhookUrlOption.displayName) === true;
	if (payload.webhookUrl !== undefined && !isAllowed) {
		throw new InputError(
			"The payload has a field named webhookUrl, and Novu sends every chat message of the event to it, instead of to the subscriber's own address",
			"Nothing was sent. Give the field another name in the payload and the workflow, or switch on 'Allow webhookUrl in Payload' under Options.",
		);
	}
	return payload;
}

/** What n8n checked and converted to the types of the fields; a field that is left empty is null. */
function mappedPayload(item: Item): IDataObject {
	const value = mapped(item);
	if (!isObject(value)) return {};
	const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
	return sendable(Object.fromEntries(given), FIELDS) as IDataObject;
}

function mapped(item: Item): unknown {
	try {
		return item.parameter('payloadFields.value');
	} catch (error) {
		throw unfit(error as Error);
	}
}

/** n8n's own words for a value that does not fit name the item, which the engine does, too. */
function unfit(error: Error & { description?: string | null }): InputError {
	return new InputError(
		`${FIELDS}: ${error.message.replace(/ \[item \d+\]$/, '')}`,
		`${error.description ?? 'It is not what the payload schema of the workflow asks for'}. Correct the field, or use JSON.`,
	);
}
