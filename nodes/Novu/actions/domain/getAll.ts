import { listAnswer } from '../../engine/answers';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { listFields, listPlan } from '../../fields/list';
import { explainDomains } from './shared';
import { textOf } from '../../parameters/texts';

/** `GET /v1/domains`: without the DNS records of the domains. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many domains',
	description: 'Get many domains with their status; Get has the DNS records of one',
	fields: () => [
		...listFields,
		collection('filters', 'Which domains to get', [
			{
				displayName: 'Domain Name',
				name: 'domainName',
				type: 'string',
				default: '',
				placeholder: 'e.g. inbound.example.com',
				description: 'The name of the domain',
			},
		]),
		optionsField(),
	],
	plan: (item) => ({
		explain: explainDomains,
		...listPlan(item, {
			request: {
				method: 'GET',
				path: path`/v1/domains`,
				query: { name: textOf(item, 'filters.domainName', 'Domain Name') },
				answer: listAnswer('a list of domains'),
				rateCategory: 'configuration',
			},
			kind: 'cursor',
			pageSize: 100,
		}),
	}),
};
