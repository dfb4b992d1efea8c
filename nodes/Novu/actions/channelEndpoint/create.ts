import { requestPlan, type Operation } from '../../engine/operation';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
} from '../../fields/builders';
import { integrationIdentifierField } from '../integration/shared';
import { simplifyField } from '../../fields/list';
import { createIfMissingField, subscriberField, subscriberLock } from '../subscriber/shared';
import { createRequest, endpointEntries, explainNew, newEndpointOf, shownEndpoint } from './shared';
import { newEndpointFields } from './types';

/** `POST /v1/channel-endpoints` */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a channel endpoint',
	description:
		'Give Novu an address to reach a subscriber at. Done twice, or beside credentials of the same provider, Novu sends every message twice: Create or Update does not add a second one.',
	fields: () => [
		subscriberField,
		createIfMissingField,
		integrationIdentifierField,
		...newEndpointFields,
		collection('additionalFields', 'What is rarely needed', endpointEntries),
		simplifyField,
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const { body, secrets } = newEndpointOf(item);
		const target = JSON.stringify([body.subscriberId, body.integrationIdentifier, body.type]);
		const idempotencyKey = idempotencyKeyOf(item, 'channelEndpoint.create', target);
		return {
			lockKeys: [subscriberLock(body.subscriberId)],
			secrets,
			explain: explainNew,
			...requestPlan({ ...createRequest(body), idempotencyKey }, shownEndpoint(item)),
		};
	},
};
