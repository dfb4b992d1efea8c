import type { IDataObject } from 'n8n-workflow';

/**
 * Reads `Retry-After`: seconds, or a date that is compared with the answer's own (RFC 9110, 10.2.3).
 * @param now for answers without a date, in milliseconds since 1970
 * @returns milliseconds, 0 for a time that is over; undefined where it says nothing
 */
export function retryAfterMs(headers: IDataObject, now = Date.now()): number | undefined {
	const text = String(headers['retry-after'] ?? '').trim();
	if (text === '') return undefined;
	const seconds = Number(text);
	if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000);
	const until = Date.parse(text);
	if (Number.isNaN(until)) return undefined;
	const sentAt = Date.parse(String(headers.date ?? ''));
	return Math.max(0, until - (Number.isNaN(sentAt) ? now : sentAt));
}
