import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { CHANNELS_SINCE, CONNECTION, connectionField, connectionLock } from './shared';
import { idOf } from '../../parameters/ids';

/** `DELETE /v1/channel-connections/{identifier}` */
export const deleteConnection: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a channel connection',
	description: 'Delete a connection, so that nothing is delivered through its workspace any more',
	fields: () => [connectionField, optionsField()],
	plan: (item) => {
		const connectionIdentifier = idOf(item, 'connectionIdentifier', CONNECTION);
		return {
			lockKeys: [connectionLock(connectionIdentifier)],
			...requestPlan(
				{
					method: 'DELETE',
					path: path`/v1/channel-connections/${connectionIdentifier}`,
					answer: nothing,
					rateCategory: 'configuration',
					introducedIn: CHANNELS_SINCE,
				},
				() => ({ deleted: true, connectionIdentifier }),
			),
		};
	},
};
