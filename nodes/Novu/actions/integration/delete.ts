import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { integrationIdField, integrationPlan } from './shared';

/** `DELETE /v1/integrations/{integrationId}`. Novu answers with the integrations that are left. */
export const deleteIntegration: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an integration',
	description:
		'Delete an integration. What subscribers have for it stays with them and is of no use any more.',
	fields: () => [integrationIdField, optionsField()],
	plan: (item) =>
		integrationPlan(
			item,
			(integrationId) => ({
				method: 'DELETE',
				path: path`/v1/integrations/${integrationId}`,
				answer: listAnswer('the list of integrations'),
				rateCategory: 'global',
			}),
			(_, integrationId) => ({ deleted: true, integrationId }),
		),
};
