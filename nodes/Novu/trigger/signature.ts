import { createHash, createHmac, timingSafeEqual } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import type { WebhookSecret } from '../../../credentials/novuWebhookSecret';

/** Headers of a request, names in lower case, as Node gives them. */
export type Headers = IDataObject | Record<string, string | string[] | undefined>;

/** Whether a request comes from Novu; `why` is for the log and holds no secret. */
export type Verdict = { genuine: true; id?: string } | { genuine: false; why: string };

/** How far an event's time may be from now, in seconds (Svix's own tolerance). */
export const TOLERANCE_S = 5 * 60;

/** Novu's documented names, and those of Svix, which sends the events. */
const HEADER_PREFIXES = ['svix', 'webhook'] as const;

/**
 * Checks that a request comes from Novu.
 * @param rawBody the body as it came, byte for byte
 * @param now milliseconds since 1970
 */
export function verify(
	secret: WebhookSecret,
	headers: Headers,
	rawBody: Buffer,
	now: number,
): Verdict {
	switch (secret.purpose) {
		case 'events':
			return verifyEvent(secret.key, headers, rawBody, now);
		case 'delivery':
			return verifyDelivery(secret.key, headers, rawBody);
		case 'sms':
			return verifyKey(secret.header, secret.key, headers);
	}
}

/**
 * Svix's scheme: HMAC-SHA256 over `<id>.<timestamp>.<body>`, in base64 as `v1,…`; several of them,
 * with blanks in between, while a secret is exchanged (docs.svix.com, verifying manually).
 */
function verifyEvent(key: Buffer, headers: Headers, rawBody: Buffer, now: number): Verdict {
	const prefix = HEADER_PREFIXES.find((name) => text(headers, `${name}-signature`) !== undefined);
	if (!prefix) return forged('it is not signed (no header svix-signature or webhook-signature)');
	const id = text(headers, `${prefix}-id`);
	const timestamp = text(headers, `${prefix}-timestamp`);
	if (!id || !timestamp) return forged(`it lacks the header ${prefix}-id or ${prefix}-timestamp`);
	if (!/^\d+$/.test(timestamp)) return forged(`its header ${prefix}-timestamp is not a time`);
	const expected = createHmac('sha256', key)
		.update(`${id}.${timestamp}.`)
		.update(rawBody)
		.digest('base64');
	const signatures = (text(headers, `${prefix}-signature`) ?? '').split(/\s+/);
	// All are compared, so that the time says nothing about which one fits.
	const fits = signatures.map((signature) => same(signature, `v1,${expected}`));
	if (!fits.includes(true)) {
		return forged(
			"its signature does not fit. Check that the credential holds the signing secret of this very endpoint: each endpoint in Novu's dashboard has its own",
		);
	}
	return acceptIfRecent(Math.round(now / 1000 - Number(timestamp)), id);
}

/** @param age of a request whose signature fits, in seconds */
function acceptIfRecent(age: number, id?: string): Verdict {
	if (Math.abs(age) <= TOLERANCE_S) return { genuine: true, id };
	return forged(
		`it is ${Math.abs(age)} s ${age > 0 ? 'old' : 'ahead'}, more than ${TOLERANCE_S} s: an old request sent again, or n8n's clock is wrong`,
	);
}

/**
 * Novu's scheme for agents and other bridges: `novu-signature: t=<ms>,v1=<hex>`, HMAC-SHA256 over
 * `<t>.<body>` with the secret key of the environment (`@novu/framework` 2.13.2).
 */
export function verifyAgentEvent(
	key: string,
	headers: Headers,
	rawBody: Buffer,
	now: number,
): Verdict {
	const header = text(headers, 'novu-signature');
	if (header === undefined) return forged('it is not signed (no header novu-signature)');
	const parts = header.split(',').map((part) => part.trim());
	const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
	const signatures = parts.filter((part) => part.startsWith('v1=')).map((part) => part.slice(3));
	if (!/^\d{1,16}$/.test(time) || signatures.length === 0) {
		return forged('its header novu-signature holds no time and signature');
	}
	const expected = createHmac('sha256', key).update(`${time}.`).update(rawBody).digest('hex');
	// All are compared, so that the time says nothing about which one fits.
	const fits = signatures.map((signature) => same(signature.toLowerCase(), expected));
	if (!fits.includes(true)) {
		return forged(
			"its signature does not fit. Check that the credential 'Novu API' holds the secret key of the environment that the agent is in",
		);
	}
	return acceptIfRecent(Math.round((now - Number(time)) / 1000));
}

/** Novu's push, chat and email webhook providers: HMAC-SHA256 of the body, in hex. */
function verifyDelivery(key: string, headers: Headers, rawBody: Buffer): Verdict {
	const signature = text(headers, 'x-novu-signature');
	if (signature === undefined) {
		return forged(
			"it is not signed (no header X-Novu-Signature). Fill in the HMAC secret in the integration's settings in Novu",
		);
	}
	const expected = createHmac('sha256', key).update(rawBody).digest('hex');
	if (same(signature.trim().toLowerCase(), expected)) return { genuine: true };
	return forged(
		"its signature does not fit. Check that the credential and the integration's settings in Novu hold the same HMAC secret",
	);
}

function verifyKey(header: string, key: string, headers: Headers): Verdict {
	const given = text(headers, header);
	if (given === undefined) {
		return forged(
			`it lacks the header ${header}. Fill in the API Key Request Header in the integration's settings in Novu`,
		);
	}
	if (same(given, key)) return { genuine: true };
	return forged(
		"its API key is another one. Check that the credential and the integration's settings in Novu hold the same",
	);
}

function forged(why: string): Verdict {
	return { genuine: false, why };
}

function text(headers: Headers, name: string): string | undefined {
	const value = headers[name];
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' ? first : undefined;
}

/** Compares digests, which have one length, so that the time says nothing about the texts. */
function same(given: string, expected: string): boolean {
	const digest = (value: string) => createHash('sha256').update(value, 'utf8').digest();
	return timingSafeEqual(digest(given), digest(expected));
}
