import { send, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { optionsField } from '../fields';
import { simplifyField } from '../lists';
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
			order: [INTEGRATIONS_LANE],
			...send(
				{
					method: 'POST',
					path: path`/v1/integrations/${integrationId}/set-primary`,
					limit: 'global',
					repeatable: true,
				},
				shownIntegration(item),
			),
		};
	},
};
