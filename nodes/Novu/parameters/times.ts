import { InputError } from '../engine/errors';
import type { Item } from '../engine/operation';
import { kindOf } from '../engine/request';

const WITH_ZONE = /(z|[+-]\d{2}(:?\d{2})?)$/i;
const DATE_ALONE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A point in time: what n8n's date picker saves, any ISO 8601 text, a Date, or milliseconds since
 * 1970. Without a zone of its own it is meant in the workflow's time zone, as everywhere in n8n.
 * @returns undefined where the field is empty
 * @throws {InputError} where it is no time
 */
export function timeOf(item: Item, value: unknown, field: string): Date | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const time = parsed(value, item.timezone);
	if (!Number.isNaN(time)) return new Date(time);
	const found = typeof value === 'string' ? `"${value}"` : `a value of type ${kindOf(value)}`;
	throw new InputError(
		`'${field}' is ${found}, and a date and time is needed`,
		`Give '${field}' as in 2030-12-31T09:00:00, or an expression that yields a time.`,
	);
}

function parsed(value: unknown, timezone: string): number {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'number') return new Date(value).getTime();
	if (typeof value !== 'string') return NaN;
	const text = value.trim().replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T');
	if (DATE_ALONE.test(text)) return inZone(Date.parse(`${text}T00:00:00Z`), timezone);
	if (WITH_ZONE.test(text)) return Date.parse(text);
	return inZone(Date.parse(`${text}Z`), timezone);
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
