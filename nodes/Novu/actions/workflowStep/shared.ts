import type { INodeProperties } from 'n8n-workflow';
import { withField } from '../../engine/answers';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';

export const STEP = 'Step';

/** Which step of the workflow an operation is for. */
export const stepField: INodeProperties = locator({
	name: 'stepId',
	displayName: STEP,
	description: "The step, found in the list or given by its identifier: 'stepId' in Novu's answers",
	searchListMethod: 'searchWorkflowSteps',
	placeholder: 'e.g. email-step',
	required: true,
});

/** The call that gets a step by identifier, `_id` or slug. */
export function getStep(workflowId: string, stepId: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/workflows/${workflowId}/steps/${stepId}`,
		answer: withField('a step', 'stepId'),
		rateCategory: 'configuration',
	};
}
