import type { Novu } from '@novu/api';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Answer } from './recorder';

/**
 * Sends what the official SDK refuses to send, although the recordings of 3.19 show that Novu takes it and
 * not what the SDK sends instead.
 */
export type SendAsRecorded = (method: string, path: string, body: unknown) => Promise<unknown>;

/** One input of an operation, and the same input to the official SDK. */
export interface ContractCase {
	/** Resource and operation, e.g. `subscriber.updateCredentials` */
	operation: string;
	/** What is special about the input, e.g. `least`, `full`, `ID with a slash` */
	input: string;
	/** The node's parameters beside resource and operation, as a saved workflow has them */
	parameters: INodeParameters;
	/** The input item; an empty one when absent */
	item?: IDataObject;
	/** The same with the SDK: one call for each request that the node should send, in their order */
	sdk: (novu: Novu, send: SendAsRecorded) => Promise<unknown>;
	/**
	 * Fields of bodies that the SDK fills in where nothing was given for them. The node leaves them out, as
	 * the recordings of 3.19 show that Novu takes it.
	 */
	filledInBySdk?: readonly string[];
	/** What the server answers, in turn, to each side; what Novu answers to such a call when absent */
	answers?: readonly Answer[];
}

type MakeCase = (
	operation: string,
	input: string,
	parameters: INodeParameters,
	sdk: ContractCase['sdk'],
	answers?: ContractCase['answers'],
) => ContractCase;

/** What makes the cases of a resource. */
export function casesOf(resource: string): MakeCase {
	return (operation, input, parameters, sdk, answers) => ({
		operation: `${resource}.${operation}`,
		input,
		parameters,
		sdk,
		answers,
	});
}

type MakeCaseWithId = (
	operation: string,
	input: string,
	id: string | number,
	...others: [
		parameters: INodeParameters,
		sdk: ContractCase['sdk'],
		answers?: ContractCase['answers'],
	]
) => ContractCase;

/** The same for a resource whose operations all take an ID in the parameter `idName`. */
export function casesWithId(resource: string, idName: string): MakeCaseWithId {
	const of = casesOf(resource);
	return (operation, input, id, parameters, ...others) =>
		of(operation, input, { [idName]: byId(id), ...parameters }, ...others);
}

/** The value of a resource locator that is filled by ID. */
export function byId(value: string | number): INodeParameters {
	return { __rl: true, mode: 'id', value };
}

/** Waits for a call whatever becomes of it, where another call follows. */
export async function settled(call: Promise<unknown>): Promise<void> {
	await Promise.allSettled([call]);
}

/** The `_id` of the environment that the recorder's API key belongs to. */
export const ENVIRONMENT_ID = '66e1f0c0ffee000000000001';

/** IDs that Novu takes and that are easily mangled on their way into a path. */
export const AWKWARD_IDS = [
	'auth0|66e1f0',
	'größe/ä ö?x=1&y#z',
	'100%25+me@example.com',
	'日本語-🙂',
] as const;

/** All that is known of a subscriber beside the ID and `data`; the node and the SDK name it alike. */
export const PROFILE = {
	avatar: 'https://example.com/ann.png',
	email: 'ann@example.com',
	firstName: 'Ann',
	lastName: 'Lee',
	locale: 'en-US',
	phone: '+4512345678',
	timezone: 'Europe/Berlin',
};
