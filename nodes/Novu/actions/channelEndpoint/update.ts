import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { ENDPOINT, endpointField, endpointLock, shownEndpoint, updateRequest } from './shared';
import { addressOf, changedEndpointFields, changedTypeOf } from './types';
import { idOf } from '../../parameters/ids';

/** `PATCH /v1/channel-endpoints/{identifier}` */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a channel endpoint',
	description:
		'Give an endpoint another address of the same type. The address is replaced as a whole.',
	fields: () => [endpointField, ...changedEndpointFields, simplifyField, optionsField()],
	plan: (item) => {
		const identifier = idOf(item, 'endpointIdentifier', ENDPOINT);
		const { endpoint, secrets } = addressOf(item, changedTypeOf(item));
		return {
			lockKeys: [endpointLock(identifier)],
			secrets,
			...requestPlan(updateRequest(identifier, endpoint), shownEndpoint(item)),
		};
	},
};
