import { withField } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { contextHashEntry, contextHashOf } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';
import { idOf } from '../../parameters/ids';

/** `POST /v1/integrations/channel-endpoints/link` */
export const linkChannelEndpoint: Operation = {
	value: 'linkChannelEndpoint',
	name: 'Get Chat Link URL',
	action: 'Get a URL that links a chat to a subscriber',
	description:
		'Get the URL that fits the provider, to sign in or to open a chat such as one with a Telegram bot. Novu keeps the chat as a channel endpoint of the subscriber.',
	fields: () => [
		integrationIdentifierField,
		subscriberField,
		collection('additionalFields', 'What is rarely needed', [contextField, contextHashEntry]),
		optionsField(),
	],
	plan: (item) => {
		const context = contextOf(item, 'additionalFields.context');
		const contextHash = contextHashOf(item);
		return requestPlan({
			method: 'POST',
			path: path`/v1/integrations/channel-endpoints/link`,
			body: {
				integrationIdentifier: idOf(item, 'integrationIdentifier', INTEGRATION),
				subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
				...(context && { context }),
				...(contextHash !== undefined && { contextHash }),
			},
			answer: withField('a URL', 'url'),
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			idempotent: true,
		});
	},
};
