import type { FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
} from '../../fields/builders';
import { aboutDomain, domainLock, domainOf, explainDomains, notesEntry, notesOf } from './shared';

/** `POST /v1/domains`; a 409 where it exists, in whatever organization. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a domain',
	description: 'Add a domain for inbound email; the output has the DNS records that it needs',
	fields: () => [
		{
			displayName: NAME,
			name: 'domainName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. inbound.example.com',
			description: 'The domain whose email Novu is to receive',
		},
		collection('additionalFields', 'What else is known of the domain', [notesEntry]),
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const name = domainOf(item, 'domainName', NAME);
		const data = notesOf(item, 'additionalFields.data');
		return {
			lockKeys: [domainLock(name)],
			explain,
			...requestPlan({
				method: 'POST',
				path: path`/v1/domains`,
				body: { name, ...(data && { data }) },
				answer: aboutDomain(name),
				rateCategory: 'configuration',
				idempotencyKey: idempotencyKeyOf(item, 'domain.create', name),
			}),
		};
	},
};

const NAME = 'Domain Name';

function explain(facts: FailureFacts): Explanation | undefined {
	if (facts.status !== 409) return explainDomains(facts);
	return {
		advice:
			"The domain exists already, here or in another organization of Novu: names are unique over all of them. Use 'Get' to see whether it is yours.",
	};
}
