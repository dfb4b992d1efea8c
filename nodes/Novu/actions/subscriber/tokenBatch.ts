import type { Call } from '../../engine/client';
import type { ConfirmWhen } from '../../engine/confirmation';
import type { Batch, Plan } from '../../engine/operation';
import { bodyLimit, jsonBytes, type NovuRequest } from '../../engine/request';
import { tokenConfirmation } from './confirmTokens';
import { explainWrite, hintOf } from './credentialMessages';
import type { Target } from './credentials';
import { credentialsRequest, writeCredentials, type Shown } from './credentialWrite';
import { MAX_DEVICE_TOKENS } from './deviceTokensField';
import { subscriberLock } from './shared';

/** What several items may add to one request, each with its own output. */
export interface Tokens {
	tokens: string[];
	mode: 'append' | 'replace';
	confirm: ConfirmWhen;
	/** What the item makes of the answer */
	shown: Shown;
}

/** The plan of a write with tokens: those of one entry that wait for one another share a request. */
export function tokenPlan(target: Target, own: Tokens): Plan {
	const send = async (call: Call, parts: readonly Tokens[]) =>
		await writeCredentials(call, target, tokenRequest(target, parts));
	const { providerId, integrationIdentifier = '', createIfMissing, others } = target;
	const batch: Batch<Tokens> = {
		key: JSON.stringify([providerId, integrationIdentifier, createIfMissing, others]),
		with: 'sameTarget',
		conflictKey: providerId,
		createsTarget: createIfMissing,
		part: own,
		canAdd: (parts) => canShareRequest(target, parts),
		send: async (call, parts) => {
			const subscriber = await send(call, parts);
			return parts.map(({ shown }) => ({ output: { ...shown(subscriber) } }));
		},
	};
	return {
		lockKeys: [subscriberLock(target.subscriberId)],
		batch,
		confirmation: tokenConfirmation(own.confirm, {
			target,
			tokens: own.tokens,
			kind: own.mode,
			write: async (call, tokens) => await send(call, [{ ...own, tokens, mode: 'append' }]),
		}),
		run: async (call) => own.shown(await send(call, [own])),
		explain: (facts) => explainWrite(facts, target),
		hint: (output) => hintOf(output, target, own.tokens),
	};
}

/** Whether one request can carry the parts, in this order and within what Novu takes. */
function canShareRequest(target: Target, parts: readonly Tokens[]): boolean {
	const last = parts[parts.length - 1];
	if (!canFollow(parts.slice(0, -1), last)) return false;
	const deviceTokens = union(parts);
	if (deviceTokens.length > MAX_DEVICE_TOKENS) return false;
	const { body, path: to } = credentialsRequest(target, 'PATCH', {
		...target.others,
		deviceTokens,
	});
	return jsonBytes(body) <= bodyLimit(to);
}

/** A replace may begin a request, then appends follow; or it is the same replace again. */
function canFollow(before: readonly Tokens[], last: Tokens): boolean {
	if (last.mode === 'append') return true;
	return before.every(
		({ mode, tokens }) =>
			mode === 'replace' && JSON.stringify(tokens) === JSON.stringify(last.tokens),
	);
}

function union(parts: readonly Tokens[]): string[] {
	return [...new Set(parts.flatMap(({ tokens }) => tokens))];
}

function tokenRequest(target: Target, parts: readonly Tokens[]): NovuRequest {
	const deviceTokens = union(parts);
	const method = parts[0].mode === 'replace' ? 'PUT' : 'PATCH';
	return {
		...credentialsRequest(target, method, { ...target.others, deviceTokens }),
		confirmsWrite: (body) => showsTokens(body, target.providerId, deviceTokens),
	};
}

/**
 * Whether the answer's entries of the provider hold all the tokens. A writer outside of this run can
 * undo a write between Novu's reading and its writing back. Novu lists the entries in every answer to
 * such a write (2.0 to 3.19), so that one without a list shows nothing.
 */
function showsTokens(body: unknown, providerId: string, tokens: string[]): boolean {
	const { channels } = body as {
		channels?: Array<{ providerId?: string; credentials?: { deviceTokens?: string[] } }>;
	};
	if (!Array.isArray(channels)) return false;
	return channels
		.filter((entry) => entry.providerId === providerId)
		.some(({ credentials }) => {
			const kept = new Set(credentials?.deviceTokens);
			return tokens.every((token) => kept.has(token));
		});
}
