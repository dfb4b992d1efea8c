import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { CHANNELS_SINCE } from '../channelConnection/shared';
import { optionsField } from '../../fields/builders';
import { ENDPOINT, endpointField, endpointLock } from './shared';
import { idOf } from '../../parameters/ids';

/** `DELETE /v1/channel-endpoints/{identifier}` */
export const deleteEndpoint: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a channel endpoint',
	description: 'Delete an address that a subscriber is reached at',
	fields: () => [endpointField, optionsField()],
	plan: (item) => {
		const endpointIdentifier = idOf(item, 'endpointIdentifier', ENDPOINT);
		return {
			lockKeys: [endpointLock(endpointIdentifier)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/channel-endpoints/${endpointIdentifier}`,
					answer: nothing,
					rateCategory: 'configuration',
					introducedIn: CHANNELS_SINCE,
				},
				() => ({ deleted: true, endpointIdentifier }),
			),
		};
	},
};
