import { requestPlan, type Operation } from '../../engine/operation';
import { collectionOf, idOf, textOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { collection, optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField } from '../subscriber/shared';
import { contextHashEntry } from './links';
import { INTEGRATION, integrationIdentifierField } from './shared';

/** `POST /v1/integrations/channel-endpoints/link` */
export const linkChannelEndpoint: Operation = {
	value: 'linkChannelEndpoint',
	name: 'Get Chat Link URL',
	action: 'Get a URL that links a chat to a subscriber',
	description:
		'Get the URL that fits the provider, to sign in or to open a chat such as one with a Telegram bot. Novu keeps the chat as a channel endpoint of the subscriber.',
	fields: [
		integrationIdentifierField,
		subscriberField,
		collection('additionalFields', 'What is rarely needed', [contextField, contextHashEntry]),
		optionsField(),
	],
	plan: (item) => {
		const given = collectionOf(item, 'additionalFields');
		const context = contextOf(given.context);
		const contextHash = textOf(given.contextHash, 'Context Hash');
		return requestPlan({
			method: 'POST',
			path: path`/v1/integrations/channel-endpoints/link`,
			body: {
				integrationIdentifier: idOf(item, 'integrationIdentifier', INTEGRATION),
				subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
				...(context && { context }),
				...(contextHash !== undefined && { contextHash }),
			},
			rateCategory: 'global',
			// Nothing is made before somebody opens the URL.
			repeatable: true,
		});
	},
};
