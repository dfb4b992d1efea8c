import { object } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { integrationIdField, integrationPlan, maskedOutput } from './shared';

/** `POST /v1/integrations/{integrationId}/auto-configure` */
export const autoConfigure: Operation = {
	value: 'autoConfigure',
	name: 'Configure Inbound Webhook',
	action: 'Configure the inbound webhook of an integration',
	description:
		"Let Novu register its address with the provider, so that deliveries and openings are reported back. In the output 'success' says whether the provider took it.",
	fields: () => [integrationIdField, optionsField()],
	plan: (item) =>
		integrationPlan(
			item,
			(integrationId) => ({
				method: 'POST',
				path: path`/v1/integrations/${integrationId}/auto-configure`,
				answer: object('a result', ({ success }) => typeof success === 'boolean'),
				rateCategory: 'global',
			}),
			maskedOutput,
		),
};
