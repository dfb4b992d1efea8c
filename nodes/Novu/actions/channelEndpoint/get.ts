import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { ENDPOINT, endpointField, getRequest, shownEndpoint } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v1/channel-endpoints/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a channel endpoint',
	description: 'Get an address that a subscriber is reached at',
	fields: () => [endpointField, simplifyField, optionsField()],
	plan: (item) =>
		requestPlan(getRequest(idOf(item, 'endpointIdentifier', ENDPOINT)), shownEndpoint(item)),
};
