import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../engine/operation';
import { withExamples } from './examples';

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
	return operation.fields().map((field) => ({
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
