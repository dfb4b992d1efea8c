import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { aboutDomain, domainField, domainLock, domainOf, explainDomains } from './shared';

/** `POST /v1/domains/{domain}/verify`: a success while the records are missing, too. */
export const verify: Operation = {
	value: 'verify',
	name: 'Verify',
	action: 'Verify a domain',
	description:
		"Let Novu look for the domain's DNS records. Its status is pending while they are missing, which is no failure, and verified afterwards.",
	fields: () => [domainField, optionsField()],
	plan: (item) => {
		const domain = domainOf(item);
		return {
			lockKeys: [domainLock(domain)],
			explain: explainDomains,
			...requestPlan({
				method: 'POST',
				path: path`/v1/domains/${domain}/verify`,
				answer: aboutDomain(domain),
				rateCategory: 'configuration',
				idempotent: true,
			}),
		};
	},
};
