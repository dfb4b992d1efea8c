import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { ConfirmWhen } from '../../engine/confirmation';
import { InputError } from '../../engine/errors';
import type { Operation, Outcome, Plan } from '../../engine/operation';
import { idOf, textOf } from '../../parameters/item';
import { optionsField } from '../../fields/builders';
import { confirmTokensOf, confirmTokensOption, tokenConfirmation } from './confirmTokens';
import { deviceTokens, tokensField, TOKENS_PARAMETER } from './deviceTokens';
import {
	entriesOf,
	hasDuplicates,
	readSubscriber,
	rewriteEntries,
	tokensOf,
	withoutDuplicates,
	type Entry,
	type Subscriber,
} from './entries';
import { ownIntegrations, type Integration } from './integrations';
import {
	integrationField,
	pushProviderField,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';

interface Target {
	subscriberId: string;
	providerId: string;
	integrationIdentifier?: string;
}

/**
 * Novu has no call for it: the subscriber is read, the tokens are taken out, and what is left is
 * written back with PUT. An entry without tokens would make Novu's push step fail, so that one that
 * loses its last token is deleted.
 */
async function remove(call: Call, target: Target, tokens: readonly string[]): Promise<Subscriber> {
	const { subscriberId, providerId } = target;
	const subscriber = await readSubscriber(call, subscriberId);
	const before = entriesOf(subscriber, providerId);
	const gone = new Set(tokens);
	if (!before.some((entry) => tokensOf(entry).some((token) => gone.has(token)))) return subscriber;
	const integrations = await ownIntegrations(call);
	const only = target.integrationIdentifier
		? integrationId(integrations, target.integrationIdentifier)
		: undefined;
	const touched = before.map((entry) =>
		only === undefined || entry._integrationId === only ? without(entry, gone) : entry,
	);
	const after = remaining(before, touched);
	if (JSON.stringify(after) === JSON.stringify(before)) return subscriber;
	return await rewriteEntries(call, subscriberId, providerId, before, after, integrations);
}

/**
 * What should be there afterwards. Double entries are merged on the way: Novu could not change the
 * second one. An entry that was empty before stays, unless all are written anew.
 */
function remaining(before: readonly Entry[], touched: readonly Entry[]): Entry[] {
	const merged = hasDuplicates(touched) ? withoutDuplicates(touched) : touched;
	const after = merged.filter((entry) => tokensOf(entry).length > 0 || before.includes(entry));
	return after.length < before.length ? after.filter((entry) => tokensOf(entry).length > 0) : after;
}

function without(entry: Entry, gone: ReadonlySet<string>): Entry {
	const left = tokensOf(entry).filter((token) => !gone.has(token));
	if (left.length === tokensOf(entry).length) return entry;
	return { ...entry, credentials: { ...entry.credentials, deviceTokens: left } };
}

function integrationId(integrations: readonly Integration[], identifier: string): string {
	const found = integrations.find((integration) => integration.identifier === identifier);
	if (found) return found.id;
	throw new InputError(
		`This environment has no integration with the identifier "${identifier}"`,
		"Nothing was changed. Choose the integration from the list, or leave 'Integration' empty for all of the provider.",
	);
}

/** What an item adds to the tokens of a request, and what it makes of the answer. */
interface Part {
	tokens: string[];
	confirm: ConfirmWhen;
	shown: (subscriber: unknown) => IDataObject;
}

function removePlan(target: Target, own: Part): Plan {
	const { subscriberId, providerId, integrationIdentifier = '' } = target;
	return {
		lockKeys: [subscriberLock(subscriberId)],
		batch: {
			key: JSON.stringify(['remove', providerId, integrationIdentifier]),
			with: 'sameTarget',
			conflictKey: providerId,
			part: own,
			canAdd: () => true,
			send: async (call, parts): Promise<Outcome[]> => {
				const joined = parts as Part[];
				const subscriber = await remove(
					call,
					target,
					joined.flatMap(({ tokens }) => tokens),
				);
				return joined.map(({ shown }) => ({ output: { ...shown(subscriber) } }));
			},
		},
		confirmation: tokenConfirmation(own.confirm, {
			target,
			tokens: own.tokens,
			kind: 'remove',
			write: async (call, tokens) => await remove(call, target, tokens),
		}),
		run: async (call) => own.shown(await remove(call, target, own.tokens)),
	};
}

/** `GET` the subscriber, then `PUT` or `DELETE …/credentials`. */
export const removeDeviceTokens: Operation = {
	value: 'removeDeviceTokens',
	name: 'Remove Device Tokens',
	action: 'Remove device tokens of a subscriber',
	description:
		'Take single device tokens away, such as one that is no longer valid, and keep all others',
	fields: [
		subscriberField,
		pushProviderField,
		integrationField(
			'Only from this integration. Empty removes the tokens from every integration of the provider.',
			'All of the provider',
		),
		{
			...tokensField(
				'The tokens to take away: with a comma or a line break between them, as a JSON list, or an expression that yields a list. Tokens that the subscriber does not have are passed over.',
			),
			required: true,
		},
		simplifySubscriberField,
		optionsField([confirmTokensOption]),
	],
	plan: (item) => {
		const target: Target = {
			subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
			providerId: idOf(item, 'providerId', 'Provider'),
			integrationIdentifier: textOf(item.parameter('integrationIdentifier'), 'Integration'),
		};
		const tokens = deviceTokens(item.parameter(TOKENS_PARAMETER));
		const confirm = confirmTokensOf(item);
		return removePlan(target, { tokens, confirm, shown: subscriberOutput(item) });
	},
};
