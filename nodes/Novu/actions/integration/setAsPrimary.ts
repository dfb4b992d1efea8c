import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { INTEGRATION, integrationIdField, INTEGRATIONS_LANE, shownIntegration } from './shared';

/** `POST /v1/integrations/{integrationId}/set-primary` */
export const setAsPrimary: Operation = {
	value: 'setAsPrimary',
	name: 'Set as Primary',
	action: 'Set an integration as primary',
	description:
		'Make it the one of its channel that Novu delivers through. Only email and SMS have a primary integration. It is switched on, and its conditions are removed.',
	fields: [integrationIdField, simplifyField, optionsField()],
	plan: (item) => {
		const integrationId = idOf(item, 'integrationId', INTEGRATION);
		return {
			lockKeys: [INTEGRATIONS_LANE],
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/integrations/${integrationId}/set-primary`,
					rateCategory: 'global',
					repeatable: true,
				},
				shownIntegration(item),
			),
		};
	},
};
