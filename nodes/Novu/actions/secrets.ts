import { isObject } from '../engine/failure';

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
export function masked<T>(value: T): T {
	return mask(value, false) as T;
}

function mask(value: unknown, secret: boolean): unknown {
	if (Array.isArray(value)) return value.map((entry) => mask(entry, secret));
	if (isObject(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [
				name,
				mask(inner, secret || SECRET_FIELDS.has(name)),
			]),
		);
	}
	return secret && value !== null && value !== undefined ? MASK : value;
}
