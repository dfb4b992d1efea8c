import { isObject } from './errors';
import { REDACTED } from './redaction';

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
export function redactFields<T>(value: T): T {
	return redactValue(value, false) as T;
}

function redactValue(value: unknown, secret: boolean): unknown {
	if (Array.isArray(value)) return value.map((entry) => redactValue(entry, secret));
	if (isObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [
				name,
				redactValue(inner, secret || isSecretName(name)),
			]),
		);
	}
	return secret && value !== null && value !== undefined ? REDACTED : value;
}

function isSecretName(name: string): boolean {
	return SECRET_FIELDS.has(name) || SECRET_NAME.test(name);
}
