import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { domainField } from '../domain/shared';
import { aboutRoute, addressField, explainRoutes, routeOf, routePath } from './shared';

/** `GET /v1/domains/{domain}/routes/{address}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a domain route',
	description: 'Get where the email to an address of a domain goes',
	fields: () => [domainField, addressField, optionsField()],
	plan: (item) => {
		const route = routeOf(item);
		return {
			explain: explainRoutes,
			...requestPlan({
				method: 'GET',
				path: routePath(route),
				answer: aboutRoute(route),
				rateCategory: 'configuration',
			}),
		};
	},
};
