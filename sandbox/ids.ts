import { randomBytes, randomUUID } from 'crypto';

import type { NovuVersion } from './types';

const PROCESS_PART = randomBytes(5).toString('hex');
let counter = 0;

/** A document id as MongoDB makes them: 24 hex digits that rise with every call. */
export function objectId(): string {
	const seconds = Math.floor(Date.now() / 1000)
		.toString(16)
		.padStart(8, '0');
	counter = (counter + 1) % 0x1000000;
	return seconds + PROCESS_PART + counter.toString(16).padStart(6, '0');
}

/** Whether a text has the form of a document id. */
export function isObjectId(value: unknown): value is string {
	return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value);
}

/** Now, as Novu writes times. */
export function now(): string {
	return new Date().toISOString();
}

/** A transaction or error id. */
export function uuid(): string {
	return randomUUID();
}

/** A short random text of letters that URLs take, as Novu puts behind an identifier. */
export function shortId(length: number): string {
	return randomBytes(length).toString('base64url').slice(0, length);
}

const PLAIN: Record<string, string> = { ä: 'a', ö: 'o', ü: 'u' };

/** A name in the form of an identifier: `Novu In-App` gives `novu-in-app`. */
export function slugify(name: string): string {
	return name
		.toLowerCase()
		.replace(/[äöüß]/g, (letter) => (letter === 'ß' ? 'ss' : `${PLAIN[letter]}e`))
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * What Novu puts behind a name to make a slug of it: the document's id in another notation, so that
 * either can be told from the other.
 */
export function slugId(id: string): string {
	let rest = BigInt(`0x${id}`);
	let text = '';
	while (rest > 0n) {
		text = BASE62[Number(rest % 62n)] + text;
		rest /= 62n;
	}
	return text.padStart(16, '0');
}

/** The id of a transaction that nobody named: a UUID in 2.0, since 3 a time and random letters. */
export function transactionId(novu: NovuVersion): string {
	if (novu === '2.0') return uuid();
	const seconds = Math.floor(Date.now() / 1000).toString(16);
	const random = Array.from(randomBytes(12), (byte) => BASE62[10 + (byte % 26)].toLowerCase());
	return `txn_${seconds}${random.join('')}`;
}

/** A name with a hyphen where a new word begins: `Lab InApp` gives `Lab In-App`. */
export function kebab(name: string): string {
	return name.replace(/([a-z\d])([A-Z])/g, '$1-$2');
}

/** A secret key of the length that Novu's have. */
export function apiKey(): string {
	return randomBytes(16).toString('hex');
}
