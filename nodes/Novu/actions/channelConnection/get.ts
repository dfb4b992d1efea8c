import { requestPlan, type Operation } from '../../engine/operation';
import { idOf } from '../../parameters/item';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { CHANNELS_SINCE, CONNECTION, connectionField, maskedConnection } from './shared';

/** `GET /v1/channel-connections/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a channel connection',
	description: 'Get a connection with its workspace, without its tokens',
	fields: [connectionField, optionsField()],
	plan: (item) => {
		const identifier = idOf(item, 'connectionIdentifier', CONNECTION);
		return requestPlan(
			{
				method: 'GET',
				path: path`/v1/channel-connections/${identifier}`,
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			maskedConnection,
		);
	},
};
