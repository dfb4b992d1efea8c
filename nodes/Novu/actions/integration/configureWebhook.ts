import { withField } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { INTEGRATION, integrationIdentifierField, INTEGRATIONS_LOCK, maskedOutput } from './shared';
import { idOf } from '../../parameters/ids';

/** `POST /v1/integrations/{integrationIdentifier}/webhook/configure` */
export const configureWebhook: Operation = {
	value: 'configureWebhook',
	name: 'Configure Telegram Webhook',
	action: 'Configure the chat webhook of an integration',
	description: "Let Novu tell Telegram where to report what users write to the integration's bot",
	fields: () => [integrationIdentifierField, optionsField()],
	plan: (item) => {
		const integrationIdentifier = idOf(item, 'integrationIdentifier', INTEGRATION);
		return {
			lockKeys: [INTEGRATIONS_LOCK],
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/integrations/${integrationIdentifier}/webhook/configure`,
					answer: withField('a webhook', 'webhookUrl'),
					rateCategory: 'global',
					// Telegram keeps one address, the last.
					idempotent: true,
				},
				maskedOutput,
			),
		};
	},
};
