import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { CHANNELS_SINCE } from '../channelConnection/shared';
import { optionsField } from '../../fields/builders';
import { ENDPOINT, endpointField, endpointLane } from './shared';

/** `DELETE /v1/channel-endpoints/{identifier}` */
export const deleteEndpoint: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a channel endpoint',
	description: 'Delete an address that a subscriber is reached at',
	fields: [endpointField, optionsField()],
	plan: (item) => {
		const endpointIdentifier = idOf(item, 'endpointIdentifier', ENDPOINT);
		return {
			lockKeys: [endpointLane(endpointIdentifier)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/channel-endpoints/${endpointIdentifier}`,
					rateCategory: 'configuration',
					introducedIn: CHANNELS_SINCE,
				},
				() => ({ deleted: true, endpointIdentifier }),
			),
		};
	},
};
