import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object, type AnswerShape } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { isMissingRoute, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item } from '../../engine/operation';
import { path, type NovuPath, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';

export const DOMAIN = 'Domain';

/** Which domain an operation is for. */
export const domainField: INodeProperties = locator({
	name: 'domain',
	displayName: DOMAIN,
	description: 'The domain for inbound email, found in the list or given by its name',
	searchListMethod: 'searchDomains',
	placeholder: 'e.g. inbound.example.com',
	required: true,
});

/** The domain of an item, as Novu keeps it: in small letters. */
export function domainOf(item: Item, name = 'domain', label = DOMAIN): string {
	return idOf(item, name, label).toLowerCase();
}

/** What writes to a domain or its routes must not overlap with. */
export function domainLock(domain: string): string {
	return `domain:${domain}`;
}

export function domainPath(domain: string): NovuPath {
	return path`/v1/domains/${domain}`;
}

/** An answer about this domain. */
export function aboutDomain(domain: string): AnswerShape {
	return object('a domain', ({ name }) => String(name).toLowerCase() === domain);
}

/** `GET /v1/domains/{domain}` */
export function getDomain(domain: string): NovuRequest {
	return {
		method: 'GET',
		path: domainPath(domain),
		answer: aboutDomain(domain),
		rateCategory: 'configuration',
	};
}

/** Novu's open-source servers lack the module; Novu Cloud asks for a plan that has it. */
export function explainDomains(facts: FailureFacts): Explanation | undefined {
	if (!isMissingRoute(facts) && facts.status !== 402) return undefined;
	return {
		advice:
			'Domains for inbound email are part of the paid editions of Novu: this server or its plan has none.',
	};
}

const DATA = 'Data (JSON)';
const MOST_ENTRIES = 10;
const LONGEST_DATA = 500;

/** Notes of the user's own on a domain or a route. */
export const notesEntry: INodeProperties = {
	displayName: DATA,
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "customer": "4711" }',
	description:
		'Texts of your own by name, which come with every inbound email: at most 10, with 500 characters in all. They replace those that are there.',
};

/**
 * What was given for {@link notesEntry}.
 * @returns undefined where nothing was
 * @throws {InputError} where Novu would not take it
 */
export function notesOf(item: Item, name: string): IDataObject | undefined {
	const data = jsonObjectOf(item, name, DATA);
	if (data === undefined) return undefined;
	const entries = Object.entries(data);
	const odd = entries.find(([, value]) => typeof value !== 'string');
	const length = entries.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
	const problem = odd
		? `has at "${odd[0]}" a value that is no text`
		: entries.length > MOST_ENTRIES
			? `has ${entries.length} entries`
			: length > LONGEST_DATA
				? `has ${length} characters`
				: undefined;
	if (problem === undefined) return data;
	throw new InputError(
		`'${DATA}' ${problem}, and Novu takes at most ${MOST_ENTRIES} texts with ${LONGEST_DATA} characters in all, names included`,
		'Nothing was sent. Write numbers in quotes, and keep what is longer elsewhere, with an ID here that leads to it.',
	);
}

/** @throws {InputError} where there is nothing to change */
export function checkChanges(changes: IDataObject): IDataObject {
	if (Object.values(changes).some((value) => value !== undefined)) return changes;
	throw new InputError(
		"There is nothing to update: 'Update Fields' is empty",
		"Add what is to change under 'Update Fields'.",
	);
}
