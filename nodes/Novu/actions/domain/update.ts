import { requestPlan, type Operation } from '../../engine/operation';
import { collection, optionsField } from '../../fields/builders';
import {
	aboutDomain,
	checkChanges,
	domainField,
	domainLock,
	domainOf,
	domainPath,
	explainDomains,
	notesEntry,
	notesOf,
} from './shared';

/** `PATCH /v1/domains/{domain}`: its data is all that can be changed. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a domain',
	description: 'Replace the data of a domain',
	fields: () => [
		domainField,
		collection('updateFields', 'What is to change; what is not added stays as it is', [notesEntry]),
		optionsField(),
	],
	plan: (item) => {
		const domain = domainOf(item);
		return {
			lockKeys: [domainLock(domain)],
			explain: explainDomains,
			...requestPlan({
				method: 'PATCH',
				path: domainPath(domain),
				body: checkChanges({ data: notesOf(item, 'updateFields.data') }),
				answer: aboutDomain(domain),
				rateCategory: 'configuration',
				idempotent: true,
			}),
		};
	},
};
