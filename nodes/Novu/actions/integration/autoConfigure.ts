import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { INTEGRATION, integrationIdField, INTEGRATIONS_LANE, maskedOutput } from './shared';

/** `POST /v1/integrations/{integrationId}/auto-configure` */
export const autoConfigure: Operation = {
	value: 'autoConfigure',
	name: 'Configure Inbound Webhook',
	action: 'Configure the inbound webhook of an integration',
	description:
		"Let Novu register its address with the provider, so that deliveries and openings are reported back. In the output 'success' says whether the provider took it.",
	fields: [integrationIdField, optionsField()],
	plan: (item) => {
		const integrationId = idOf(item, 'integrationId', INTEGRATION);
		return {
			lockKeys: [INTEGRATIONS_LANE],
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/integrations/${integrationId}/auto-configure`,
					rateCategory: 'global',
				},
				maskedOutput,
			),
		};
	},
};
