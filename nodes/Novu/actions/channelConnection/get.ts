import { about } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { CHANNELS_SINCE, CONNECTION, connectionField, maskedConnection } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v1/channel-connections/{identifier}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a channel connection',
	description: 'Get a connection with its workspace, without its tokens',
	fields: () => [connectionField, optionsField()],
	plan: (item) => {
		const identifier = idOf(item, 'connectionIdentifier', CONNECTION);
		return requestPlan(
			{
				method: 'GET',
				path: path`/v1/channel-connections/${identifier}`,
				answer: about('a channel connection', 'identifier', identifier),
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			maskedConnection,
		);
	},
};
