import type { Operation } from '../../engine/operation';
import { integrationListFields, integrationListPlan } from './getAllPlan';

/** `GET /v1/integrations`, of the API key's environment alone. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many integrations',
	description:
		"Get the integrations of the API key's environment, also those that are switched off, without their secrets",
	fields: () => integrationListFields,
	plan: (item) => integrationListPlan(item, 'all'),
};
