import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import { jsonObjectOf } from './item';

/** What stands in the place of a secret. */
export const MASK = '***';

/**
 * Fields in which Novu hands out secrets: providers' credentials (`credentials` of an integration,
 * servers before June 2026), keys of environments (`apiKeys`), tokens of channel connections (`auth`)
 * and endpoints.
 */
const SECRET_FIELDS = new Set([
	'accessToken',
	'apiKey',
	'apiKeys',
	'auth',
	'authToken',
	'credentials',
	'headers',
	'refreshToken',
	'routingKey',
	'secretKey',
]);

/**
 * An answer without its secrets. For answers about integrations, environments, channel connections
 * and channel endpoints; not for subscribers, whose `credentials` are what the user wrote.
 * @returns the same shape; each value of a secret field, however deep, is `***`
 */
export function mask<T>(value: T): T {
	return maskValue(value, false) as T;
}

function maskValue(value: unknown, secret: boolean): unknown {
	if (Array.isArray(value)) return value.map((entry) => maskValue(entry, secret));
	if (isObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [
				name,
				maskValue(inner, secret || SECRET_FIELDS.has(name)),
			]),
		);
	}
	return secret && value !== null && value !== undefined ? MASK : value;
}

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
 * @throws {InputError} that, unlike that of {@link jsonObjectOf}, quotes nothing of the text
 */
export function secretJsonOf(value: unknown, field: string): IDataObject | undefined {
	try {
		return jsonObjectOf(value, field);
	} catch {
		throw noJsonObject(field);
	}
}

function noJsonObject(field: string): InputError {
	return new InputError(
		`'${field}' is not a JSON object`,
		'Check quotes, commas and brackets, or give an expression that yields an object.',
	);
}
