import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { INTEGRATION, integrationIdField, INTEGRATIONS_LANE } from './shared';

/** `DELETE /v1/integrations/{integrationId}`. Novu answers with the integrations that are left. */
export const deleteIntegration: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete an integration',
	description:
		'Delete an integration. What subscribers have for it stays with them and is of no use any more.',
	fields: [integrationIdField, optionsField()],
	plan: (item) => {
		const integrationId = idOf(item, 'integrationId', INTEGRATION);
		return {
			lockKeys: [INTEGRATIONS_LANE],
			...requestPlan(
				{ method: 'DELETE', path: path`/v1/integrations/${integrationId}`, rateCategory: 'global' },
				() => ({ deleted: true, integrationId }),
			),
		};
	},
};
