import { about } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { integrationIdField, integrationPlan, shownIntegration } from './shared';

/** `POST /v1/integrations/{integrationId}/set-primary` */
export const setAsPrimary: Operation = {
	value: 'setAsPrimary',
	name: 'Set as Primary',
	action: 'Set an integration as primary',
	description:
		'Make it the one of its channel that Novu delivers through. Only email and SMS have a primary integration. It is switched on, and its conditions are removed.',
	fields: () => [integrationIdField, simplifyField, optionsField()],
	plan: (item) =>
		integrationPlan(
			item,
			(integrationId) => ({
				method: 'POST',
				path: path`/v1/integrations/${integrationId}/set-primary`,
				answer: about('an integration', '_id', integrationId),
				rateCategory: 'global',
				idempotent: true,
			}),
			shownIntegration(item),
		),
};
