import type { Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { findWorkflow, simpleWorkflow, WORKFLOW, workflowField } from './shared';

/** `GET /v2/workflows/{workflowId}`; on Novu 2.0, which keeps that from API keys, `/v1/workflows`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a workflow',
	description: 'Get a workflow with its steps and the schema of its payload',
	fields: [workflowField, simplifyField, optionsField()],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		const shown = simplifierOf(item, simpleWorkflow);
		return { run: async (call) => shown(await findWorkflow(call, workflowId)) };
	},
};
