import type { Operation } from '../../engine/operation';
import { integrationListFields, integrationListPlan } from './getAllPlan';

/** `GET /v1/integrations/active`, of the API key's environment alone. */
export const getAllActive: Operation = {
	value: 'getAllActive',
	name: 'Get Many Active',
	action: 'Get many active integrations',
	description:
		"Get the integrations of the API key's environment that are switched on, without their secrets",
	fields: () => integrationListFields,
	plan: (item) => integrationListPlan(item, 'active'),
};
