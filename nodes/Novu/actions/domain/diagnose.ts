import type { IDataObject } from 'n8n-workflow';
import { object } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { domainField, domainOf, explainDomains } from './shared';

/** `POST /v1/domains/{domain}/diagnose`: changes nothing. */
export const diagnose: Operation = {
	value: 'diagnose',
	name: 'Diagnose',
	action: 'Diagnose a domain',
	description:
		"Check the domain's DNS records. What is wrong comes out under issues, each with its fix; that is no failure.",
	fields: () => [domainField, optionsField()],
	plan: (item) => {
		const domain = domainOf(item);
		return {
			explain: explainDomains,
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/domains/${domain}/diagnose`,
					answer: object('a diagnosis', ({ ok }) => typeof ok === 'boolean'),
					rateCategory: 'configuration',
					idempotent: true,
				},
				(found) => ({ domain, ...(found as IDataObject) }),
			),
		};
	},
};
