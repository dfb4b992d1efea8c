import { about } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import {
	CHANNELS_SINCE,
	CONNECTION,
	connectionField,
	connectionLock,
	maskedConnection,
	workspaceEntries,
	workspaceFields,
	workspaceOf,
} from './shared';
import { idOf } from '../../parameters/ids';

/**
 * `PATCH /v1/channel-connections/{identifier}`. It replaces workspace and tokens as a whole, and Novu
 * does not hand out what it has of them, so that both must be given.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a channel connection',
	description:
		'Give a connection other tokens or another workspace. Novu replaces both as a whole: what is not given again is forgotten, a refresh token too.',
	fields: () => [
		connectionField,
		...workspaceFields,
		collection(
			'updateFields',
			'What belongs to the workspace and its tokens; what is not added is forgotten',
			workspaceEntries,
		),
		optionsField(),
	],
	plan: (item) => {
		const identifier = idOf(item, 'connectionIdentifier', CONNECTION);
		const workspace = workspaceOf(item, 'updateFields');
		return {
			lockKeys: [connectionLock(identifier)],
			secrets: workspace.secrets,
			...requestPlan(
				{
					method: 'PATCH',
					path: path`/v1/channel-connections/${identifier}`,
					body: workspace.body,
					answer: about('a channel connection', 'identifier', identifier),
					rateCategory: 'configuration',
					idempotent: true,
					introducedIn: CHANNELS_SINCE,
				},
				maskedConnection,
			),
		};
	},
};
