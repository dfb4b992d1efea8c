import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { CHANNELS_SINCE, CONNECTION, connectionField, connectionLane } from './shared';

/** `DELETE /v1/channel-connections/{identifier}` */
export const deleteConnection: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a channel connection',
	description: 'Delete a connection, so that nothing is delivered through its workspace any more',
	fields: [connectionField, optionsField()],
	plan: (item) => {
		const connectionIdentifier = idOf(item, 'connectionIdentifier', CONNECTION);
		return {
			lockKeys: [connectionLane(connectionIdentifier)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/channel-connections/${connectionIdentifier}`,
					rateCategory: 'configuration',
					introducedIn: CHANNELS_SINCE,
				},
				() => ({ deleted: true, connectionIdentifier }),
			),
		};
	},
};
