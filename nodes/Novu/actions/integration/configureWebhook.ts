import { send, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { path } from '../../engine/request';
import { optionsField } from '../fields';
import { INTEGRATION, integrationIdentifierField, INTEGRATIONS_LANE, maskedOutput } from './shared';

/** `POST /v1/integrations/{integrationIdentifier}/webhook/configure` */
export const configureWebhook: Operation = {
	value: 'configureWebhook',
	name: 'Configure Telegram Webhook',
	action: 'Configure the chat webhook of an integration',
	description: "Let Novu tell Telegram where to report what users write to the integration's bot",
	fields: [integrationIdentifierField, optionsField()],
	plan: (item) => {
		const integrationIdentifier = idOf(item, 'integrationIdentifier', INTEGRATION);
		return {
			order: [INTEGRATIONS_LANE],
			...send(
				{
					method: 'POST',
					path: path`/v1/integrations/${integrationIdentifier}/webhook/configure`,
					limit: 'global',
					// Telegram keeps one address, the last.
					repeatable: true,
				},
				maskedOutput,
			),
		};
	},
};
