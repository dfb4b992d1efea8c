import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { optionsField, withDisplayOptions } from '../../fields/builders';
import { simplifierOf, simplifyField, type Simplify } from '../../fields/list';
import { optionalChoiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';
import { asDefinition } from './definition';
import { findWorkflow, simpleWorkflow, WORKFLOW, workflowField } from './shared';

/** `GET /v2/workflows/{workflowId}`; on Novu 2.0, which keeps that from API keys, `/v1/workflows`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a workflow',
	description:
		'Get a workflow with its steps and the schema of its payload, or in the form that Create or Update takes',
	fields: () => [
		workflowField,
		outputField,
		withDisplayOptions(simplifyField, { output: ['workflow'] }),
		optionsField(),
	],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		const shown = shownAs(item);
		return { run: async (call) => shown(await findWorkflow(call, workflowId)) };
	},
};

const outputField: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'For Create or Update',
			value: 'definition',
			description: 'What Create or Update takes, without the IDs of this environment',
		},
		{ name: 'Workflow', value: 'workflow', description: 'The workflow as Novu shows it' },
	],
	default: 'workflow',
	description: 'In which form to get it',
};

/** Novu 2.0 shows API keys workflows of another form. */
const definition: Simplify = (workflow) => {
	const steps = (workflow.steps ?? []) as Array<{ template?: unknown }>;
	if (!steps.some(({ template }) => template !== undefined)) return asDefinition(workflow);
	throw new InputError(
		'This Novu shows API keys a form of workflows that it does not take back',
		"Update the server, or choose the Output 'Workflow'.",
	);
};

function shownAs(item: Item): Simplify {
	const output = optionalChoiceOf(item, 'output', outputField) ?? outputField.default;
	return output === 'definition' ? definition : simplifierOf(item, simpleWorkflow);
}
