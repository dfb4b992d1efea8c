import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import type { ConfirmWhen } from '../../engine/confirmation';
import { InputError } from '../../engine/errors';
import type { Batch, Operation, Plan } from '../../engine/operation';
import { optionsField } from '../../fields/builders';
import { providerLabel } from '../providers';
import { confirmTokensOf, confirmTokensOption, tokenConfirmation } from './confirmTokens';
import {
	DEVICE_TOKENS,
	deviceTokensFrom,
	TOKEN_FORMS,
	tokensField,
	TOKENS_PARAMETER,
} from './deviceTokensField';
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
	ALL_OF_PROVIDER,
	credentialProviderOf,
	integrationField,
	pushProviderField,
	subscriberOutput,
	simplifySubscriberField,
	SUBSCRIBER,
	subscriberField,
	subscriberLock,
} from './shared';
import { givenAt } from '../../parameters/given';
import { idOf, optionalIdOf } from '../../parameters/ids';

/** `GET` the subscriber, then `PUT` or `DELETE …/credentials`. */
export const removeDeviceTokens: Operation = {
	value: 'removeDeviceTokens',
	name: 'Remove Device Tokens',
	action: 'Remove device tokens of a subscriber',
	description:
		'Take single device tokens away, such as one that is no longer valid, and keep all others',
	fields: () => [
		subscriberField,
		pushProviderField,
		integrationField(
			'Only from this integration. Empty removes the tokens from every integration of the provider.',
			ALL_OF_PROVIDER,
		),
		{
			...tokensField(
				`The tokens to take away: ${TOKEN_FORMS}; blanks and pipes part them, too. Tokens that the subscriber does not have are passed over, and the node says so.`,
			),
			required: true,
		},
		simplifySubscriberField,
		optionsField([confirmTokensOption]),
	],
	plan: (item) => {
		const target: Target = {
			subscriberId: idOf(item, 'subscriberId', SUBSCRIBER),
			providerId: credentialProviderOf(item),
			integrationIdentifier: optionalIdOf(item, 'integrationIdentifier', 'Integration'),
		};
		const given = givenAt(item, TOKENS_PARAMETER, DEVICE_TOKENS);
		const tokens = deviceTokensFrom(given, target.providerId);
		const confirm = confirmTokensOf(item);
		return removePlan(target, { tokens, confirm, shown: subscriberOutput(item), missing: 0 });
	},
};

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
	/** How many of the tokens were not there; known once they were looked for */
	missing: number;
}

/** Takes away the tokens of all items at once, and notes how many of each item's were not there. */
async function removeAll(call: Call, target: Target, parts: readonly Part[]): Promise<Subscriber> {
	let before: Map<string, number> | undefined;
	const noting: Call = async (request) => {
		const answer = await call(request);
		if (request.method === 'GET') before ??= countsOf(answer as Subscriber, target);
		return answer;
	};
	const subscriber = await remove(
		noting,
		target,
		parts.flatMap(({ tokens }) => tokens),
	);
	const after = countsOf(subscriber, target);
	for (const part of parts) {
		const isGone = (token: string) => (after.get(token) ?? 0) < (before?.get(token) ?? 0);
		part.missing = part.tokens.filter((token) => !isGone(token)).length;
	}
	return subscriber;
}

/** How many of the provider's entries hold each token. */
function countsOf(subscriber: Subscriber, { providerId }: Target): Map<string, number> {
	const counts = new Map<string, number>();
	for (const token of entriesOf(subscriber ?? {}, providerId).flatMap(tokensOf)) {
		counts.set(token, (counts.get(token) ?? 0) + 1);
	}
	return counts;
}

function hintOf({ providerId, integrationIdentifier }: Target, own: Part): string | undefined {
	if (own.missing === 0) return undefined;
	const count = own.tokens.length;
	const which =
		count === 1 ? 'The token' : own.missing === count ? 'The tokens' : 'Some of the tokens';
	const where = integrationIdentifier ? ` in the integration "${integrationIdentifier}"` : '';
	return `${which} to remove ${count === 1 ? 'was' : 'were'} not there for ${providerLabel(providerId)}${where}. Get Credentials shows what the subscriber has.`;
}

function removePlan(target: Target, own: Part): Plan {
	const { subscriberId, providerId, integrationIdentifier = '' } = target;
	const batch: Batch<Part> = {
		key: JSON.stringify(['remove', providerId, integrationIdentifier]),
		with: 'sameTarget',
		conflictKey: providerId,
		part: own,
		canAdd: () => true,
		send: async (call, parts) => {
			const subscriber = await removeAll(call, target, parts);
			return parts.map(({ shown }) => ({ output: { ...shown(subscriber) } }));
		},
	};
	return {
		lockKeys: [subscriberLock(subscriberId)],
		batch,
		confirmation: tokenConfirmation(own.confirm, {
			target,
			tokens: own.tokens,
			kind: 'remove',
			write: async (call, tokens) => await remove(call, target, tokens),
		}),
		run: async (call) => own.shown(await removeAll(call, target, [own])),
		hint: () => hintOf(target, own),
	};
}
