import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../engine/operation';
import { withDisplayOptions, withInnerFields } from './builders';
import { withExamples } from './examples';
import { splitRequiredFields } from './required';

/** All parameters of the node: the resource, its operations, and the fields of each operation. */
export function parametersOf(resources: readonly Resource[]): INodeProperties[] {
	return [
		resourceField(resources),
		...resources.map(operationField),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) => withExamples(fieldsOf(resource, operation))),
		),
	];
}

function resourceField(resources: readonly Resource[]): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value, description }) => ({ name, value, description })),
		default: 'subscriber',
	};
}

function operationField({ value, operations, defaultOperation }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => ({
			name: operation.name,
			value: operation.value,
			action: operation.action,
			description: operation.description,
		})),
		default: defaultOperation,
	};
}

/**
 * Resource and operation stand before an operation's own conditions: n8n looks at them in turn, and
 * takes a condition on a field that holds an expression as met without looking further.
 */
function fieldsOf(resource: Resource, operation: Operation): INodeProperties[] {
	return withTextForModels(splitRequiredFields(operation.fields())).map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...field.displayOptions?.show,
			},
		},
	}));
}

/**
 * Beside each JSON field one for JSON as a text, shown in its place where the node is a tool. Of a JSON
 * field n8n tells the model no type (2.41.1: the schema is empty), which some models refuse and others
 * guess; of a text it does. The label, which is all that n8n tells of a field by itself, says what to give.
 */
function withTextForModels(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		if (field.type !== 'json') return [withInnerFields(field, withTextForModels)];
		const { displayName, typeOptions } = field;
		const text: INodeProperties = {
			...field,
			displayName: displayName.endsWith('(JSON)') ? displayName : `${displayName} (JSON)`,
			type: 'string',
			typeOptions: { rows: 4, ...typeOptions },
		};
		return [asTool(field, false), asTool(text, true)];
	});
}

/** `@tool` stands first, see {@link fieldsOf}. */
function asTool(field: INodeProperties, isTool: boolean): INodeProperties {
	const { displayOptions, ...plain } = field;
	const shown = withDisplayOptions(plain, { '@tool': [isTool] });
	return {
		...shown,
		displayOptions: {
			...displayOptions,
			show: { ...shown.displayOptions?.show, ...displayOptions?.show },
		},
	};
}
