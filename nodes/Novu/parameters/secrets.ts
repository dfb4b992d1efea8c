import type { IDataObject } from 'n8n-workflow';
import { InputError, isObject } from '../engine/errors';
import type { Item } from '../engine/operation';
import { MASK } from '../engine/redaction';
import { filled, givenAt } from './given';
import { jsonObjectFrom } from './json';

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

/** Names that say so themselves, such as `inboundWebhookSigningKey` or `clientSecret`. */
const SECRET_NAME =
	/(signing|private|access|secret|api|encryption)_?key|secret|password|passphrase|(access|refresh|auth|bot|bearer)_?token/i;

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
				maskValue(inner, secret || isSecretName(name)),
			]),
		);
	}
	return secret && value !== null && value !== undefined ? MASK : value;
}

function isSecretName(name: string): boolean {
	return SECRET_FIELDS.has(name) || SECRET_NAME.test(name);
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
