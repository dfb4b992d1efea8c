import { NO_CONTENT, type Call, type Route } from '../call';
import {
	addDomain,
	diagnosis,
	findDomain,
	listedDomain,
	removeDomain,
	shownDomain,
} from '../domains';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import type { Domain } from '../types';
import { Checks, isFields } from '../validation';

const MOST_ENTRIES = 10;
const LONGEST_DATA = 500;
const NAME = /^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;

function isData(data: unknown): boolean {
	if (!isFields(data)) return false;
	const entries = Object.entries(data);
	const length = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
	const isText = entries.every(([, value]) => typeof value === 'string');
	return isText && entries.length <= MOST_ENTRIES && length <= LONGEST_DATA;
}

/** What Novu says of the data of a domain or a route. */
export function checkData(checks: Checks): Checks {
	return checks.optional(
		'data',
		isData,
		`must be an object with at most ${MOST_ENTRIES} string keys and string values, with combined key+value length at most ${LONGEST_DATA} characters.`,
	);
}

const isText = (value: unknown) => typeof value === 'string';

function find({ store, params }: Call): Domain {
	return findDomain(store, params.domain);
}

function create(call: Call): unknown {
	const { body, store } = call;
	const isName = (value: unknown) => typeof value === 'string' && NAME.test(value);
	const isFilled = (value: unknown) => value !== undefined && value !== null && value !== '';
	const checks = new Checks(body)
		.such('name', isName, 'must be a valid domain name')
		.such('name', isFilled, 'should not be empty')
		.such('name', isText, 'must be a string');
	checkData(checks).enforce();
	return shownDomain(addDomain(store, String(body.name), body.data));
}

function list(call: Call): unknown {
	const query = cursorQuery(call.query, { command: 'GetDomainsCommand' });
	const name = text(call.query, 'name')?.toLowerCase();
	const found = call.store.domains.all.filter((one) => name === undefined || one.name === name);
	return cursorPage(found, query, listedDomain);
}

function update(call: Call): unknown {
	checkData(new Checks(call.body)).enforce();
	const domain = find(call);
	const { data } = call.body;
	return shownDomain(data === undefined ? domain : change(domain, { data }));
}

const SHARED = { category: 'configuration', only: '3.19', paid: true } as const;
const ONE = '/v1/domains/:domain';

/** Domains for inbound email. */
export const domainRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v1/domains', handle: list },
	{ ...SHARED, method: 'POST', url: '/v1/domains', handle: create },
	{ ...SHARED, method: 'GET', url: ONE, handle: (call) => shownDomain(find(call)) },
	{ ...SHARED, method: 'PATCH', url: ONE, handle: update },
	{
		...SHARED,
		method: 'DELETE',
		url: ONE,
		handle: (call) => {
			removeDomain(call.store, find(call));
			return NO_CONTENT;
		},
	},
	{
		...SHARED,
		method: 'POST',
		url: `${ONE}/verify`,
		status: 200,
		handle: (call) => shownDomain(find(call)),
	},
	{
		...SHARED,
		method: 'POST',
		url: `${ONE}/diagnose`,
		status: 200,
		handle: (call) => diagnosis(find(call)),
	},
];
