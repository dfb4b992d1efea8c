import { withField } from '../../engine/answers';
import { isAnswer, NovuFailure, type FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { locator, optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { idOf } from '../../parameters/ids';
import { failIfIssuesOption, savedWorkflow } from './saved';
import { olderWords, WORKFLOW, workflowField, workflowLock } from './shared';

/** `PUT /v2/workflows/{workflowId}/sync`, which copies layouts that the steps name, too. */
export const sync: Operation = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync a workflow to another environment',
	description:
		'Copy a workflow to another environment of the organization, such as from Development to Production, with the layouts that its steps name. The workflow there is created or replaced.',
	fields: () => [
		workflowField,
		locator({
			name: 'targetEnvironmentId',
			displayName: TARGET,
			description: 'Where to copy it to, found in the list or given by its ID',
			searchListMethod: 'searchEnvironments',
			placeholder: 'e.g. 66e1f0c0ffee0000000000aa',
			required: true,
		}),
		simplifyField,
		optionsField([failIfIssuesOption]),
	],
	plan: (item) => {
		const workflowId = idOf(item, 'workflowId', WORKFLOW);
		const targetEnvironmentId = idOf(item, 'targetEnvironmentId', TARGET);
		return {
			lockKeys: [workflowLock(workflowId)],
			explain,
			...requestPlan(
				{
					method: 'PUT',
					path: path`/v2/workflows/${workflowId}/sync`,
					body: { targetEnvironmentId },
					answer: withField('the workflow of the target environment', 'workflowId'),
					rateCategory: 'configuration',
				},
				savedWorkflow(item),
			),
		};
	},
};

const TARGET = 'Target Environment';

/** Newer servers keep an API key to its own environment, route by route. */
function explain(facts: FailureFacts): Explanation | undefined {
	if (isAnswer(new NovuFailure(facts), 403, /scoped to a single environment/)) {
		return {
			message: 'Novu refuses to release across environments with an API key (HTTP 403)',
			advice:
				'Use Workflow: Get with the credential of the one environment and Workflow: Create or Update with that of the other.',
		};
	}
	return olderWords(facts);
}
