import type { Item } from '../engine/operation';
import { filled, givenAt } from './given';
import { described, inputErrorFor } from './inputErrorFor';

/** From here on a number is milliseconds since 1970, below it seconds: 1973 and 5138 part the two. */
const LEAST_MILLISECONDS = 1e11;
/** 1973 in seconds. What is less is no time: a year, an hour, a day of a spreadsheet. */
const LEAST_SECONDS = 1e8;
const NUMBER = /^\d{9,16}$/;
const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * A point in time: what n8n's date picker saves, ISO 8601, a date of n8n's or JavaScript's, or seconds
 * or milliseconds since 1970. Without a zone of its own it is meant in the workflow's time zone, as
 * everywhere in n8n.
 * @param path `name`, or `collection.name` for an entry of a collection
 * @returns undefined where the field is empty
 * @throws {InputError} where it is no time, or a day that does not exist
 */
export function timeOf(item: Item, path: string, label: string): Date | undefined {
	const value = filled(givenAt(item, path, label));
	if (value === undefined) return undefined;
	const time = parsed(value, item.timezone);
	if (time >= 0 && time <= LAST_TIME) return new Date(time);
	throw inputErrorFor(
		label,
		described(value),
		'a date and time that there is',
		`Nothing was sent. Give '${label}' as in 2030-12-31T09:00:00, as seconds or milliseconds since 1970, or an expression that yields a time.`,
	);
}

function parsed(value: unknown, timezone: string): number {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number') return sinceEpoch(value);
	if (typeof value === 'object' && value !== null) return parsed(asText(value), timezone);
	if (typeof value !== 'string') return NaN;
	const text = value.trim();
	return NUMBER.test(text) ? sinceEpoch(Number(text)) : ofIso(text, timezone);
}

/** Luxon's dates say what they are as JSON. */
function asText(value: object): unknown {
	const { toJSON } = value as { toJSON?: unknown };
	const text: unknown = typeof toJSON === 'function' ? toJSON.call(value) : undefined;
	return typeof text === 'string' ? text : undefined;
}

function sinceEpoch(value: number): number {
	if (value >= LEAST_MILLISECONDS) return value;
	return value >= LEAST_SECONDS ? value * 1000 : NaN;
}

function ofIso(text: string, timezone: string): number {
	const [, ...parts] = ISO.exec(text) ?? [];
	if (parts.length === 0) return NaN;
	const [year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
	const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
	const fields = [year, month, day, hour, minute, second].map(Number);
	const [y, m, d, h, min, s] = fields;
	const time = Date.UTC(y, m - 1, d, h, min, s, milliseconds);
	const date = new Date(time);
	// A day that does not exist would be one of the month after.
	const isThere = date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
	if (!isThere || h > 23 || min > 59 || s > 59) return NaN;
	return zone === undefined ? inZone(time, timezone) : time - offsetOf(zone);
}

/** How far a zone such as `+01:00` is ahead of UTC, in milliseconds. */
function offsetOf(zone: string): number {
	const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
	if (sign === undefined) return 0;
	if (Number(hours) > 14 || Number(minutes) > 59) return NaN;
	const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
	return sign === '-' ? -offset : offset;
}

/** When the clocks of a zone show what UTC's show at `wanted`. */
function inZone(wanted: number, timezone: string): number {
	if (Number.isNaN(wanted)) return NaN;
	// The second round counts where summer time begins or ends in between.
	const near = wanted - offset(wanted, timezone);
	return wanted - offset(near, timezone);
}

/** How far a zone's clocks are ahead of UTC then, in milliseconds. */
function offset(time: number, timezone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(time);
	const of = (type: Intl.DateTimeFormatPartTypes) =>
		Number(parts.find((part) => part.type === type)?.value);
	const shown = Date.UTC(
		of('year'),
		of('month') - 1,
		of('day'),
		of('hour'),
		of('minute'),
		of('second'),
	);
	return shown - Math.floor(time / 1000) * 1000;
}
