import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { idOf } from '../../parameters/ids';
import { olderWords, WORKFLOW, workflowField, workflowLock } from './shared';

/** `DELETE /v2/workflows/{workflowId}`: 204, and 404 where there is none. */
export const deleteWorkflow: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a workflow',
	description:
		'Delete a workflow for good; events that name it fail from then on. Workflow: Update can switch it off instead.',
	fields: () => [workflowField, optionsField()],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		return {
			lockKeys: [workflowLock(workflowId)],
			explain: olderWords,
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v2/workflows/${workflowId}`,
					answer: nothing,
					rateCategory: 'configuration',
				},
				() => ({ deleted: true, workflowId }),
			),
		};
	},
};
