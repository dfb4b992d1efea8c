import { ValidationError } from './errors';
import type { Fields } from './types';

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Whether a value is a locale such as `de`, `de_DE` or `zh-Hant-TW`. */
export function isLocale(value: unknown): boolean {
	return typeof value === 'string' && /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/i.test(value);
}

/** Whether a value names a time zone that this machine knows. */
export function isTimeZone(value: unknown): boolean {
	if (typeof value !== 'string' || value === '') return false;
	// An offset is one too, which older versions of Node.js do not know.
	if (/^[+-]([01]\d|2[0-3]):?[0-5]\d$/.test(value)) return true;
	try {
		return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
	} catch {
		return false;
	}
}

/** What a body holds without the names that would change an object's nature, which Novu drops. */
export function sanitized(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sanitized);
	if (!isFields(value)) return value;
	const kept = Object.entries(value)
		.filter(([name]) => name !== '__proto__' && name !== 'constructor')
		.map(([name, inner]) => [name, sanitized(inner)]);
	return Object.fromEntries(kept);
}

/** Whether a value is an object with fields: no list, not null. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Collects what Novu's validation would say about a body, in its words and order, and refuses at the
 * end. `prefix` names where in the body one is, e.g. `subscribers.0.`.
 */
export class Checks {
	readonly messages: string[] = [];

	constructor(
		private readonly body: Fields,
		private readonly prefix = '',
	) {}

	private say(field: string, text: string): void {
		this.messages.push(`${this.prefix}${field} ${text}`);
	}

	/** Says that a field is missing when it is null or absent. */
	defined(field: string): this {
		if (this.body[field] === null || this.body[field] === undefined) {
			this.say(field, 'should not be null or undefined');
		}
		return this;
	}

	/** A text that must be there. */
	requiredString(field: string): this {
		this.defined(field);
		if (typeof this.body[field] !== 'string') this.say(field, 'must be a string');
		return this;
	}

	/** A text that may be absent or null. */
	optionalString(field: string): this {
		const value = this.body[field];
		if (value !== undefined && value !== null && typeof value !== 'string') {
			this.say(field, 'must be a string');
		}
		return this;
	}

	optionalEmail(field: string): this {
		const value = this.body[field];
		if (
			value !== undefined &&
			value !== null &&
			!(typeof value === 'string' && EMAIL.test(value))
		) {
			this.say(field, 'must be an email');
		}
		return this;
	}

	requiredObject(field: string): this {
		this.defined(field);
		return this.object(field);
	}

	/** Says so unless the field is an object, also where it is absent. */
	object(field: string): this {
		if (!isFields(this.body[field])) this.say(field, 'must be an object');
		return this;
	}

	optionalObject(field: string): this {
		const value = this.body[field];
		return value === undefined || value === null ? this : this.object(field);
	}

	requiredArray(field: string): this {
		this.defined(field);
		return this.array(field);
	}

	array(field: string): this {
		if (!Array.isArray(this.body[field])) this.say(field, 'must be an array');
		return this;
	}

	optionalArray(field: string): this {
		const value = this.body[field];
		return value === undefined || value === null ? this : this.array(field);
	}

	/** A list of objects that is not empty. */
	objects(field: string): this {
		const value = this.body[field];
		if (!Array.isArray(value) || value.length === 0) this.say(field, 'should not be empty');
		this.array(field);
		const listed = Array.isArray(value) ? value.every(isFields) : value === undefined;
		if (!listed) {
			const text = `each value in nested property ${field} must be either object or array`;
			this.messages.push(`${this.prefix}${text}`);
		}
		return this;
	}

	/** A list of 1 to `max` entries, as 2.0 checks it. */
	batch(field: string, max: number): this {
		const value = this.body[field];
		const size = Array.isArray(value) ? value.length : undefined;
		if (size === undefined || size > max) {
			this.say(field, `must contain no more than ${max} elements`);
		}
		if (size === undefined || size === 0) this.say(field, 'should not be empty');
		return this.array(field);
	}

	boolean(field: string): this {
		if (typeof this.body[field] !== 'boolean') this.say(field, 'must be a boolean value');
		return this;
	}

	optionalBoolean(field: string): this {
		const value = this.body[field];
		return value === undefined || value === null ? this : this.boolean(field);
	}

	oneOf(field: string, allowed: readonly string[]): this {
		const value = this.body[field];
		if (typeof value !== 'string' || !allowed.includes(value)) {
			this.say(field, `must be one of the following values: ${allowed.join(', ')}`);
		}
		return this;
	}

	/** The same where the field may be absent or null. */
	optionalOneOf(field: string, allowed: readonly string[]): this {
		const value = this.body[field];
		return value === undefined || value === null ? this : this.oneOf(field, allowed);
	}

	/** Says a sentence unless the value is of some kind. */
	such(field: string, test: (value: unknown) => boolean, sentence: string): this {
		if (!test(this.body[field])) this.say(field, sentence);
		return this;
	}

	/** The same for a field that may be absent or null. */
	optional(field: string, test: (value: unknown) => boolean, sentence: string): this {
		const value = this.body[field];
		return value === undefined || value === null ? this : this.such(field, test, sentence);
	}

	/** A text of some length; what is no text breaks every bound. */
	length(field: string, { min, max }: { min: number; max?: number }): this {
		const value = this.body[field];
		const short = typeof value !== 'string' || value.length < min;
		const long = max !== undefined && (typeof value !== 'string' || value.length > max);
		const bounds = [
			...(short ? [`longer than or equal to ${min}`] : []),
			...(long ? [`shorter than or equal to ${max}`] : []),
		];
		if (bounds.length > 0) this.say(field, `must be ${bounds.join(' and ')} characters`);
		return this;
	}

	/** Takes over what was found in a part of the body. */
	add(messages: readonly string[]): this {
		this.messages.push(...messages);
		return this;
	}

	/** @throws ValidationError when anything was found */
	enforce(): void {
		if (this.messages.length > 0) throw new ValidationError(this.messages);
	}
}
