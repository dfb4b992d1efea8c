import { nothing } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { readList } from '../../engine/paging';
import { optionsField } from '../../fields/builders';
import { routeList } from '../domainRoute/shared';
import { domainField, domainLock, domainOf, domainPath, explainDomains } from './shared';

/** `GET /v1/domains/{domain}/routes` for what goes with it, then `DELETE /v1/domains/{domain}`. */
export const deleteDomain: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a domain',
	description: 'Delete a domain with all of its routes; the output names their addresses',
	fields: () => [domainField, optionsField()],
	plan: (item) => {
		const domain = domainOf(item);
		return {
			lockKeys: [domainLock(domain)],
			explain: explainDomains,
			run: async (call) => {
				const routes = await readList(call, routeList(domain), undefined);
				await call({
					method: 'DELETE',
					path: domainPath(domain),
					answer: nothing,
					rateCategory: 'configuration',
				});
				return { deleted: true, domain, routes: routes.map(({ address }) => String(address)) };
			},
		};
	},
};
