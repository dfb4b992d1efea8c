import {
	SEND_AND_WAIT_OPERATION,
	type FieldType,
	type IDataObject,
	type ILoadOptionsFunctions,
	type NodeApiError,
	type ResourceMapperField,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { QUESTION_FIELDS } from '../actions/event/sendAndWait';
import { findWorkflow, payloadSchemaOf } from '../actions/workflow/shared';
import { isObject, rethrow } from '../engine/errors';
import { currentText, inEditor } from './shared';

/**
 * The fields of the chosen workflow's payload, one for each property of its payload schema; without those
 * that the operation fills itself.
 */
export async function getPayloadFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const workflowId = currentText(this, 'workflowId');
	if (!workflowId) {
		return noFields("Choose the workflow to see its fields, or set 'Payload' to 'Using JSON'");
	}
	try {
		const workflow = await inEditor(this, async (call) => await findWorkflow(call, workflowId));
		const asks = currentText(this, 'operation') === SEND_AND_WAIT_OPERATION;
		const fields = fieldsOf(payloadSchemaOf(workflow)).filter(
			({ id }) => !(asks && QUESTION_FIELDS.includes(id)),
		);
		return fields.length > 0 ? { fields } : noFields(asks ? NOTHING_ELSE : NO_SCHEMA);
	} catch (error) {
		if (hasFields(this)) return await rethrow(error);
		const { message, description } = error as NodeApiError;
		return noFields(`The fields cannot be loaded: ${message}. ${description ?? ''}`.trim());
	}
}

const NO_SCHEMA = "This workflow has no payload schema: set 'Payload' to 'Using JSON'";
const NOTHING_ELSE =
	"The payload schema of this workflow asks for nothing that the node does not fill itself. Set 'Payload' to 'Using JSON' to send more";

/**
 * Whether the node has fields from an earlier time. The editor goes on to show those when it gets an
 * error, and shows nothing at all where there are none.
 */
function hasFields(context: ILoadOptionsFunctions): boolean {
	const value = context.getCurrentNodeParameter('payloadFields') as IDataObject | undefined;
	return Array.isArray(value?.schema) && value.schema.length > 0;
}

function noFields(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/**
 * The fields that a JSON Schema asks for, in its order. What is nested is one field that takes JSON.
 * @param schema of an object; undefined where nothing is known
 */
export function fieldsOf(schema: IDataObject | undefined): ResourceMapperField[] {
	const properties = isObject(schema?.properties) ? schema.properties : {};
	const required = Array.isArray(schema?.required) ? schema.required : [];
	return Object.entries(properties).map(([id, rule]) =>
		fieldOf(id, isObject(rule) ? rule : {}, required.includes(id as never)),
	);
}

function fieldOf(id: string, rule: IDataObject, required: boolean): ResourceMapperField {
	const { default: preset } = rule;
	const isPlain = ['string', 'number', 'boolean'].includes(typeof preset);
	return {
		id,
		displayName: typeof rule.title === 'string' && rule.title ? `${rule.title} (${id})` : id,
		required,
		defaultMatch: false,
		display: true,
		...typeOf(rule),
		...(isPlain && { defaultValue: preset as string | number | boolean }),
	};
}

const TYPES: Record<string, FieldType> = {
	array: 'array',
	boolean: 'boolean',
	integer: 'number',
	number: 'number',
	object: 'object',
	string: 'string',
};

/** The kind of input for a property; a property of any other or of no type takes text. */
function typeOf(rule: IDataObject): Pick<ResourceMapperField, 'type' | 'options'> {
	const choices = Array.isArray(rule.enum) ? (rule.enum as unknown[]) : [];
	const plain = choices.filter((one) => typeof one === 'string' || typeof one === 'number');
	if (plain.length > 0) {
		return { type: 'options', options: plain.map((value) => ({ name: String(value), value })) };
	}
	const type = [rule.type].flat().find((one) => one !== 'null');
	return { type: TYPES[String(type)] ?? 'string' };
}
