import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
	withDisplayOptions,
} from '../../fields/builders';
import { AGENT, agentField } from '../agent/shared';
import { domainField, domainLock, notesEntry, notesOf } from '../domain/shared';
import { typeField } from './destination';
import { aboutRoute, addressField, explainRoutes, routeOf } from './shared';
import { choiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';

/** `POST /v1/domains/{domain}/routes`; a 409 where the address has one. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a domain route',
	description: 'Say where the email to an address of a domain goes',
	fields: () => [
		domainField,
		addressField,
		typeField,
		withDisplayOptions(agentField, { type: ['agent'] }),
		collection('additionalFields', 'What else is known of the route', [notesEntry]),
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const route = routeOf(item);
		const { domain, address } = route;
		const type = choiceOf(item, 'type', typeField);
		const agentId = type === 'agent' ? idOf(item, 'agentId', AGENT) : undefined;
		const data = notesOf(item, 'additionalFields.data');
		return {
			lockKeys: [domainLock(domain)],
			explain: explainRoutes,
			...requestPlan({
				method: 'POST',
				path: path`/v1/domains/${domain}/routes`,
				body: { address, type, ...(agentId !== undefined && { agentId }), ...(data && { data }) },
				answer: aboutRoute(route),
				rateCategory: 'configuration',
				idempotencyKey: idempotencyKeyOf(item, 'domainRoute.create', `${address}@${domain}`),
			}),
		};
	},
};
