import type { IDataObject } from 'n8n-workflow';
import { getWorkflow } from '../actions/workflow/shared';
import { matches, namedChoice } from './scan';
import { listSearch, neededText, type Search } from './shared';

/** Steps of the workflow that the node is set to (`GET /v2/workflows/{workflowId}`). */
const search: Search = async (call, filter, _token, context) => {
	const workflowId = neededText(context, 'workflowId', 'workflow');
	const { steps = [] } = (await call(getWorkflow(workflowId))) as { steps?: IDataObject[] };
	const results = steps
		.filter(({ name, stepId }) => matches([name, stepId], filter))
		.map(({ name, stepId }) => namedChoice(name, stepId));
	return { results };
};

export const searchWorkflowSteps = listSearch(search);
