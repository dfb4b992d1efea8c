import type { IDataObject } from 'n8n-workflow';
import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { getLayout, LAYOUT, layoutField, simpleLayout } from './shared';
import { idOf } from '../../parameters/ids';

/** `GET /v2/layouts/{layoutId}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a layout',
	description: 'Get a layout with its content, as Create or Update takes it',
	fields: () => [layoutField, simplifyField, optionsField()],
	plan: (item) => {
		const shown = simplifierOf(item, simpleLayout);
		return requestPlan(getLayout(idOf(item, 'layoutId', LAYOUT)), (layout) =>
			shown(layout as IDataObject),
		);
	},
};
