import { send, type Operation } from '../../engine/operation';
import { idOf } from '../../engine/parameters';
import { optionsField } from '../fields';
import { simplifyField } from '../lists';
import { ENDPOINT, endpointField, getRequest, shownEndpoint } from './shared';

/** `GET /v1/channel-endpoints/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a channel endpoint',
	description: 'Get an address that a subscriber is reached at',
	fields: [endpointField, simplifyField, optionsField()],
	plan: (item) => send(getRequest(idOf(item, 'endpointIdentifier', ENDPOINT)), shownEndpoint(item)),
};
