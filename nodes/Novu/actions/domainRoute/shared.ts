import type { INodeProperties } from 'n8n-workflow';
import { about, listAnswer, type AnswerShape } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item } from '../../engine/operation';
import type { ListRequest } from '../../engine/paging';
import { path, type NovuPath } from '../../engine/request';
import { domainOf, explainDomains } from '../domain/shared';
import { idOf } from '../../parameters/ids';

const ADDRESS = 'Address';

/** Which route of the domain an operation is for. */
export const addressField: INodeProperties = {
	displayName: ADDRESS,
	name: 'address',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. support',
	description:
		'What stands before the @, or the whole address. With * it is the route of all addresses that have none of their own.',
};

/** A route: its domain, and the address within it in small letters, as Novu keeps it. */
export interface Route {
	domain: string;
	address: string;
}

/**
 * The route that an item is for.
 * @throws {InputError} where the address is one of another domain
 */
export function routeOf(item: Item): Route {
	const domain = domainOf(item);
	const given = idOf(item, 'address', ADDRESS).toLowerCase();
	const [address, host = domain] = given.split('@');
	if (address !== '' && host === domain) return { domain, address };
	throw new InputError(
		`'${ADDRESS}' is "${given}", which is no address of ${domain}`,
		`Nothing was sent. Give what stands before the @, or an address that ends in @${domain}.`,
	);
}

export function routePath({ domain, address }: Route): NovuPath {
	return path`/v1/domains/${domain}/routes/${address}`;
}

/** An answer about this route. */
export function aboutRoute({ address }: Route): AnswerShape {
	return about('a route', 'address', address);
}

/** `GET /v1/domains/{domain}/routes` */
export function routeList(domain: string, agentId?: string): ListRequest {
	return {
		request: {
			method: 'GET',
			path: path`/v1/domains/${domain}/routes`,
			query: { agentId },
			answer: listAnswer('a list of routes'),
			rateCategory: 'configuration',
		},
		kind: 'cursor',
		pageSize: 100,
	};
}

/** Words for what Novu says of routes and their agents. */
export function explainRoutes(facts: FailureFacts): Explanation | undefined {
	const says = (text: RegExp) => novuSentences(facts.body).some((one) => text.test(one));
	if (facts.status === 404 && says(/^agent /i)) {
		return {
			advice:
				"Give the agent's identifier, not its ID: Novu's answers show the ID. Check that the agent is in the environment of the API key.",
		};
	}
	if (facts.status === 409) {
		return { advice: "The route exists already. Use 'Update' to change where its email goes." };
	}
	return explainDomains(facts);
}
