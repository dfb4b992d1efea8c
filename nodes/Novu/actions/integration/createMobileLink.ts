import { withField } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { INTEGRATION, integrationIdentifierField } from './shared';
import { idOf, optionalIdOf } from '../../parameters/ids';

/** `POST /v1/integrations/{integrationIdentifier}/mobile-link` */
export const createMobileLink: Operation = {
	value: 'createMobileLink',
	name: 'Get Telegram Setup URL',
	action: 'Get a URL that sets up a chat integration on a phone',
	description:
		'Get a URL to open on a phone to set up the bot of a Telegram integration. It works for a short time: anybody who has it can use it.',
	fields: () => [
		integrationIdentifierField,
		{
			...subscriberField,
			required: undefined,
			description: 'The subscriber who is linked to the bot afterwards. Empty links nobody.',
		},
		optionsField(),
	],
	plan: (item) => {
		const integrationIdentifier = idOf(item, 'integrationIdentifier', INTEGRATION);
		const subscriberId = optionalIdOf(item, 'subscriberId', SUBSCRIBER);
		return requestPlan({
			method: 'POST',
			path: path`/v1/integrations/${integrationIdentifier}/mobile-link`,
			body: { ...(subscriberId !== undefined && { subscriberId }) },
			answer: withField('a URL', 'url'),
			rateCategory: 'global',
			// One that nobody opens has no effect.
			idempotent: true,
		});
	},
};
