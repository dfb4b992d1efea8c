import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { filled, givenAt } from './given';
import { jsonObjectFrom } from './json';

/** Names of values among a provider's credentials that are no secrets. */
const NON_SECRET_FIELDS = new Set([
	'alertUid',
	'apiKeyRequestHeader',
	'configurationSetName',
	'datePath',
	'domain',
	'from',
	'hmacSecretKeyEncoding',
	'host',
	'idPath',
	'imageUrl',
	'ipPoolName',
	'method',
	'port',
	'projectName',
	'region',
	'secretKeyRequestHeader',
	'senderName',
	'state',
	'title',
]);
/** A shorter text is no secret, and would be taken out of every message that happens to hold it. */
const SHORTEST_SECRET = 4;

/**
 * The texts in what a user gave as credentials, however deep: what must not come back in a message.
 * @see Plan.secrets
 */
export function secretTexts(value: unknown): string[] {
	if (typeof value === 'string') return value.length < SHORTEST_SECRET ? [] : [value];
	if (Array.isArray(value)) return value.flatMap(secretTexts);
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		NON_SECRET_FIELDS.has(name) ? [] : secretTexts(inner),
	);
}

/**
 * A JSON field with secrets in it.
 * @returns undefined where the field is empty
 * @throws {InputError} that, unlike that of {@link jsonObjectOf}, quotes nothing of what was given
 */
export function secretJsonOf(item: Item, path: string, label: string): IDataObject | undefined {
	const given = givenAt(item, path, label);
	if (filled(given) === undefined) return undefined;
	try {
		return jsonObjectFrom(given);
	} catch {
		throw noJsonObject(label);
	}
}

function noJsonObject(label: string): InputError {
	return new InputError(
		`'${label}' is not a JSON object that can be sent`,
		'Nothing was sent. Check quotes, commas and brackets, that no field stands twice and no number is longer than 15 digits, or give an expression that yields an object.',
	);
}
