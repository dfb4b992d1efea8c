import { requestPlan, type Operation } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { domainField, domainOf, explainDomains, getDomain } from './shared';

/** `GET /v1/domains/{domain}` */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a domain',
	description: 'Get a domain with its status and the DNS records that it needs',
	fields: () => [domainField, optionsField()],
	plan: (item) => ({ explain: explainDomains, ...requestPlan(getDomain(domainOf(item))) }),
};
