import type { Fields, Subscriber } from './types';
import { Checks, isLocale, isTimeZone, sanitized } from './validation';

/** What a subscriber can tell of itself. */
const PROFILE = [
	'firstName',
	'lastName',
	'email',
	'phone',
	'avatar',
	'locale',
	'timezone',
	'data',
] as const;

/** What Novu says since 3 about the profile in a body; nothing where it takes it. */
export function profileErrors(body: Fields, prefix = ''): string[] {
	return new Checks(body, prefix)
		.optionalString('firstName')
		.optionalString('lastName')
		.optionalEmail('email')
		.optionalString('phone')
		.optionalString('avatar')
		.optional('locale', isLocale, 'must be locale')
		.optional('timezone', isTimeZone, 'must be a valid IANA time-zone')
		.optionalObject('data').messages;
}

/** The same about the ID of a subscriber. */
export function idErrors(body: Fields, prefix = ''): string[] {
	const { subscriberId } = body;
	const { messages } = new Checks(body, prefix).defined('subscriberId');
	const blank = typeof subscriberId === 'string' ? subscriberId === '' : messages.length > 0;
	if (blank) messages.push(`${prefix}SubscriberId is required`);
	if (typeof subscriberId !== 'string') messages.push(`${prefix}subscriberId must be a string`);
	return messages;
}

/** The fields of a body that are there; null clears a field. */
export function profileOf(body: Fields): Partial<Subscriber> {
	const given = PROFILE.filter((name) => body[name] !== undefined);
	const fields = Object.fromEntries(given.map((name) => [name, body[name]]));
	return 'data' in fields ? { ...fields, data: sanitized(fields.data) } : fields;
}
