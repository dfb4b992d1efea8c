import { badRequest, conflict, notFound } from './errors';
import type { Store } from './store';
import type { Domain, DomainRoute, Fields } from './types';

/** The server that receives email, as the records of a domain name it. */
const MAIL_SERVER = 'mx.example.net';

/** The domain with this name. @throws ApiError 404 */
export function findDomain(store: Store, name: string): Domain {
	const found = store.domains.first('name', name.toLowerCase());
	if (found) return found;
	throw notFound(`Domain "${name}" not found.`);
}

/** Adds a domain. @throws ApiError 409 where it exists, in whatever organization */
export function addDomain(store: Store, given: string, data?: unknown): Domain {
	const name = given.toLowerCase();
	if (store.domains.first('name', name) || store.organization.foreignDomains.has(name)) {
		throw conflict(`A domain with name "${name}" already exists.`);
	}
	return store.domains.add({
		...store.entity(),
		name,
		status: 'pending',
		mxRecordConfigured: false,
		data,
	});
}

/** The routes of a domain, oldest first. */
export function routesOf(store: Store, { _id }: Domain): readonly DomainRoute[] {
	return store.domainRoutes.lookup('domain', _id);
}

/** Takes a domain away with its routes. */
export function removeDomain(store: Store, domain: Domain): void {
	for (const route of [...routesOf(store, domain)]) store.domainRoutes.delete(route);
	store.domains.delete(domain);
}

/** What Novu hands out of a domain in a list. */
export function listedDomain(domain: Domain): Fields {
	return { ...domain };
}

/** What Novu hands out of one domain. */
export function shownDomain(domain: Domain): Fields {
	const record = { type: 'MX', name: domain.name, content: MAIL_SERVER, ttl: 'Auto', priority: 10 };
	return { ...domain, expectedDnsRecords: [record] };
}

/** What is wrong with the records of a domain. */
export function diagnosis({ name, mxRecordConfigured }: Domain): Fields {
	const check = (code: string, status: string) => ({ code, status, latencyMs: 0 });
	const left = mxRecordConfigured ? 'pass' : 'skipped';
	const issue = {
		code: 'mx_missing',
		severity: 'error',
		message: `No MX records were found for ${name}.`,
		fix: `Add an MX record pointing to ${MAIL_SERVER} (priority 10 is typical). See Novu inbound email documentation.`,
	};
	return {
		ok: mxRecordConfigured,
		runAt: new Date().toISOString(),
		checks: [
			check('mx_missing', mxRecordConfigured ? 'pass' : 'fail'),
			check('mx_wrong_target', left),
			check('mx_low_priority', left),
			check('apex_cname_collision', 'pass'),
			check('dnsbl_listed', left),
		],
		issues: mxRecordConfigured ? [] : [issue],
	};
}

/** The route of a domain's address. @throws ApiError 404 */
export function findRoute(store: Store, domain: Domain, address: string): DomainRoute {
	const found = routesOf(store, domain).find((one) => one.address === address.toLowerCase());
	if (found) return found;
	throw notFound(`Route "${address}@${domain.name}" not found.`);
}

/** The `_id` of an agent, which Novu shows in the place of its identifier. @throws ApiError 404 */
export function agentIdOf(store: Store, identifier: unknown): string {
	if (typeof identifier !== 'string') throw badRequest('agentId is required for agent routes.');
	const agent = store.agents.first('identifier', identifier);
	if (!agent) throw notFound(`Agent with identifier "${identifier}" not found.`);
	return agent._id;
}

/** What Novu hands out of a route. */
export function shownRoute(route: DomainRoute): Fields {
	return { ...route, agent: undefined };
}
