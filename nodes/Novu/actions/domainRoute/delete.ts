import { nothing } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { domainField, domainLock } from '../domain/shared';
import { addressField, explainRoutes, routeOf, routePath } from './shared';

/** `DELETE /v1/domains/{domain}/routes/{address}` */
export const deleteRoute: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a domain route',
	description: 'Let no more email to an address of a domain through, unless a route for * takes it',
	fields: () => [domainField, addressField, optionsField()],
	plan: (item) => {
		const route = routeOf(item);
		return {
			lockKeys: [domainLock(route.domain)],
			explain: explainRoutes,
			...requestPlan(
				{
					method: 'DELETE',
					path: routePath(route),
					answer: nothing,
					rateCategory: 'configuration',
				},
				() => ({ deleted: true, ...route }),
			),
		};
	},
};
