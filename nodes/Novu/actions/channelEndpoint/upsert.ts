import type { IDataObject } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute } from '../../engine/failure';
import type { Operation } from '../../engine/operation';
import { readList } from '../../engine/paging';
import { path } from '../../engine/request';
import { CHANNELS_SINCE } from '../channelConnection/shared';
import { collection, optionsField } from '../../fields/builders';
import { integrationIdentifierField } from '../integration/shared';
import { simplifyField } from '../../fields/list';
import { createIfMissingField, subscriberField, subscriberLock } from '../subscriber/shared';
import {
	createRequest,
	endpointEntries,
	explainNew,
	getRequest,
	newEndpointOf,
	shownEndpoint,
	updateRequest,
	type NewEndpoint,
} from './shared';
import { newEndpointFields, typeLabel } from './types';

/** `GET`, then `PATCH` or `POST /v1/channel-endpoints`. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update a channel endpoint',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: () => [
		subscriberField,
		createIfMissingField,
		integrationIdentifierField,
		...newEndpointFields,
		collection(
			'additionalFields',
			'What is rarely needed. Connection and contexts say which endpoint is meant, too.',
			endpointEntries,
		),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const { body, secrets } = newEndpointOf(item);
		const shown = shownEndpoint(item);
		return {
			lockKeys: [subscriberLock(body.subscriberId)],
			secrets,
			explain: explainNew,
			run: async (call) => shown(await upsertEndpoint(call, body)),
		};
	},
};

/** The endpoint that is to be changed, undefined where there is none. */
async function existing(call: Call, wanted: NewEndpoint): Promise<IDataObject | undefined> {
	if (wanted.identifier !== undefined) return await byIdentifier(call, wanted.identifier, wanted);
	const found = (await endpointsOf(call, wanted)).filter((one) => isAlike(one, wanted));
	const same = found.find((one) => sameAddress(one.endpoint, wanted.endpoint));
	if (same || found.length < 2) return same ?? found[0];
	throw new InputError(
		`The subscriber has ${found.length} endpoints of the type ${typeLabel(wanted.type)} for this integration, none of them with this address`,
		"Nothing was changed. Give 'Identifier' under 'Additional Fields' to say which one is meant, or use Create to add another one.",
	);
}

/** @throws {InputError} where what has the identifier is something else */
async function byIdentifier(
	call: Call,
	identifier: string,
	wanted: NewEndpoint,
): Promise<IDataObject | undefined> {
	try {
		const found = (await call(getRequest(identifier))) as IDataObject;
		const fits = (['subscriberId', 'integrationIdentifier', 'type'] as const).every(
			(name) => found[name] === wanted[name],
		);
		if (fits) return found;
	} catch (error) {
		if (isAnswer(error, 404) && !isMissingRoute(error.facts)) return undefined;
		return await rethrow(error);
	}
	throw new InputError(
		`The endpoint "${identifier}" belongs to another subscriber or integration, or has another type`,
		'Nothing was changed. Choose another identifier, or delete that endpoint first.',
	);
}

async function endpointsOf(call: Call, wanted: NewEndpoint): Promise<IDataObject[]> {
	const { subscriberId, integrationIdentifier, connectionIdentifier } = wanted;
	return await readList(
		call,
		{
			request: {
				method: 'GET',
				path: path`/v1/channel-endpoints`,
				query: { subscriberId, integrationIdentifier, connectionIdentifier },
				answer: listAnswer('a list of channel endpoints'),
				rateCategory: 'configuration',
				introducedIn: CHANNELS_SINCE,
			},
			kind: 'cursor',
			pageSize: 100,
		},
		undefined,
	);
}

/** Contexts must be the same, too: Novu uses an endpoint only for triggers with just these. */
function isAlike({ type, contextKeys }: IDataObject, wanted: NewEndpoint): boolean {
	const keys = Array.isArray(contextKeys) ? (contextKeys as string[]) : [];
	return type === wanted.type && sortedText(keys) === sortedText(keysOf(wanted.context));
}

/** `{ tenant: 'acme' }` and `{ tenant: { id: 'acme' } }` have the key `tenant:acme`. */
function keysOf(context: IDataObject = {}): string[] {
	return Object.entries(context).map(
		([type, value]) => `${type}:${String(isObject(value) ? value.id : value)}`,
	);
}

function sortedText(texts: readonly string[]): string {
	return JSON.stringify([...texts].sort());
}

/** Whether what Novu has says the same; it may know more, such as a tenant. */
function sameAddress(known: unknown, wanted: IDataObject): boolean {
	return (
		isObject(known) &&
		Object.entries(wanted).every(
			([name, value]) => JSON.stringify(known[name]) === JSON.stringify(value),
		)
	);
}

/**
 * Novu has no call for it: the subscriber's endpoints for the integration are listed, then one is
 * changed with PATCH, or added with POST.
 */
async function upsertEndpoint(call: Call, wanted: NewEndpoint): Promise<unknown> {
	const found = await existing(call, wanted);
	return await call(
		found ? updateRequest(String(found.identifier), wanted.endpoint) : createRequest(wanted),
	);
}
