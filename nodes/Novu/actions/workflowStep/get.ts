import type { IDataObject } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { pick, simplifierOf, simplifyField } from '../../fields/list';
import { idOf } from '../../parameters/ids';
import { olderWords, WORKFLOW, workflowField } from '../workflow/shared';
import { getStep, STEP, stepField } from './shared';

/** `GET /v2/workflows/{workflowId}/steps/{stepId}`. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a workflow step',
	description: 'Get a step of a workflow with its templates',
	fields: () => [workflowField, stepField, simplifyField, optionsField()],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		const stepId = idOf(item, 'stepId', STEP);
		const shown = simplifierOf(item, simpleStep);
		return {
			explain: olderWords,
			...requestPlan(getStep(workflowId, stepId), (step) => shown(step as IDataObject)),
		};
	},
};

/** A step without the schemas of its editor, which are most of the answer. */
const simpleStep = pick(
	'stepId',
	'name',
	'type',
	'controlValues',
	'workflowId',
	'origin',
	'slug',
	'_id',
);
