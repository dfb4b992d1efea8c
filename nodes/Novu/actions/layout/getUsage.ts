import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { getLayoutUsage, LAYOUT, layoutField } from './shared';
import { idOf } from '../../parameters/ids';
import { workflowsIn } from '../usage';

/** `GET /v2/layouts/{layoutId}/usage` */
export const getUsage: Operation = {
	value: 'getUsage',
	name: 'Get Usage',
	action: 'Get the usage of a layout',
	description: 'Get the workflows whose emails use a layout',
	fields: () => [layoutField, optionsField()],
	plan: (item) => {
		const layoutId = idOf(item, 'layoutId', LAYOUT);
		return requestPlan(getLayoutUsage(layoutId), (usage) => ({
			layoutId,
			workflows: workflowsIn(usage),
		}));
	},
};
