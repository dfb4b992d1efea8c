import { NO_CONTENT, type Call, type Route } from '../call';
import { agentIdOf, findDomain, findRoute, routesOf, shownRoute } from '../domains';
import { conflict } from '../errors';
import { shortId } from '../ids';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import type { Domain, DomainRoute, Fields } from '../types';
import { Checks, isFields } from '../validation';
import { checkData } from './domains';

const TYPES = ['agent', 'webhook'];
const ADDRESS = /^(\*|[a-z0-9._+-]+)$/i;

function domainOf({ store, params }: Call): Domain {
	return findDomain(store, params.domain);
}

function find(call: Call): DomainRoute {
	return findRoute(call.store, domainOf(call), call.params.address);
}

/** What Novu keeps of where the email goes; a webhook has no agent, whatever was given. */
function destination({ store }: Call, type: unknown, agentId: unknown): Fields {
	if (type !== 'agent') return { type, agent: undefined, agentId: undefined };
	return { type, agent: agentId, agentId: agentIdOf(store, agentId) };
}

function create(call: Call): unknown {
	const { body, store } = call;
	const isAddress = (value: unknown) => typeof value === 'string' && ADDRESS.test(value);
	const sentence = 'must be a valid inbox address local part, for example "hello" or "sales+vip".';
	const checks = new Checks(body)
		.such('address', isAddress, sentence)
		.such('address', (value) => value !== '', 'should not be empty')
		.oneOf('type', TYPES);
	checkData(checks).enforce();
	const domain = domainOf(call);
	const address = String(body.address).toLowerCase();
	if (routesOf(store, domain).some((one) => one.address === address)) {
		throw conflict(`A route for "${address}@${domain.name}" already exists.`);
	}
	const to = destination(call, body.type, body.agentId) as Pick<DomainRoute, 'type'>;
	const own = { _domainId: domain._id, address, data: body.data };
	return shownRoute(store.domainRoutes.add({ ...store.entity(), ...own, ...to }));
}

function list(call: Call): unknown {
	const { store, query } = call;
	const domain = domainOf(call);
	const agent = text(query, 'agentId');
	const agentId = agent === undefined ? undefined : agentIdOf(store, agent);
	const found = routesOf(store, domain).filter(
		(one) => agentId === undefined || one.agentId === agentId,
	);
	return cursorPage(found, cursorQuery(query), shownRoute);
}

function update(call: Call): unknown {
	const { body } = call;
	checkData(new Checks(body).optionalOneOf('type', TYPES)).enforce();
	const route = find(call);
	const { data, type, agentId } = body;
	const isMoved = type !== undefined || agentId !== undefined;
	const changes = {
		...(data !== undefined && { data }),
		...(isMoved && destination(call, type ?? route.type, agentId)),
	};
	return shownRoute(Object.keys(changes).length === 0 ? route : change(route, changes));
}

/** The email that a test makes up. */
function email(call: Call, domain: Domain, route: DomainRoute): Fields {
	const { from, subject, text: plain = '', html = '' } = call.body;
	const { address, name = '' } = from as Fields;
	const to = `${route.address}@${domain.name}`;
	const messageId = `novu-test-${shortId(12)}`;
	const sent = new Date();
	return {
		from: [{ address, name }],
		to: [{ address: to, name: '' }],
		subject,
		html,
		text: plain,
		headers: {
			'content-type': 'text/plain; charset=utf-8',
			from: address,
			to,
			subject,
			'message-id': messageId,
			date: sent.toUTCString(),
			'mime-version': '1.0',
		},
		attachments: [],
		messageId,
		date: sent.toISOString(),
		cc: [],
	};
}

/** No webhook is set up in the sandbox, and no agent answers. */
function delivery(route: DomainRoute): Fields {
	const { type, agentId } = route;
	if (type === 'webhook') return { webhook: { skipped: true, latencyMs: 1 } };
	return { agent: { agentId, httpStatus: 502, latencyMs: 1 } };
}

function test(call: Call): unknown {
	new Checks(call.body).object('from').enforce();
	const domain = domainOf(call);
	const routes = routesOf(call.store, domain);
	const address = call.params.address.toLowerCase();
	const route =
		routes.find((one) => one.address === address) ?? routes.find((one) => one.address === '*');
	const isDry = call.body.dryRun === true;
	if (!route) return { matched: false, dryRun: isDry };
	const head = {
		matched: true,
		dryRun: isDry,
		domainStatus: domain.status,
		mxRecordConfigured: domain.mxRecordConfigured,
		type: route.type,
	};
	if (!isDry) return { ...head, ...delivery(route) };
	const data = (of: { data?: unknown }) => (isFields(of.data) ? of.data : {});
	return {
		...head,
		wouldDeliverTo:
			route.type === 'webhook'
				? 'configured outbound webhooks for this environment'
				: `agent ${route.agent}`,
		payload: {
			domain: { id: domain._id, name: domain.name, data: data(domain) },
			route: { address: route.address, data: data(route) },
			mail: email(call, domain, route),
		},
	};
}

const SHARED = { category: 'configuration', only: '3.19', paid: true } as const;
const ALL = '/v1/domains/:domain/routes';
const ONE = `${ALL}/:address`;

/** Where the email to a domain's addresses goes. */
export const domainRouteRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: ALL, handle: list },
	{ ...SHARED, method: 'POST', url: ALL, handle: create },
	{ ...SHARED, method: 'GET', url: ONE, handle: (call) => shownRoute(find(call)) },
	{ ...SHARED, method: 'PATCH', url: ONE, handle: update },
	{
		...SHARED,
		method: 'DELETE',
		url: ONE,
		handle: (call) => {
			call.store.domainRoutes.delete(find(call));
			return NO_CONTENT;
		},
	},
	{ ...SHARED, method: 'POST', url: `${ONE}/test`, status: 200, handle: test },
];
