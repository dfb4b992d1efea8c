import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Addresses of Novu Cloud; each keeps its own data, so that a key of one is unknown to the other. */
const CLOUD: Record<string, string> = {
	us: 'https://api.novu.co',
	eu: 'https://eu.api.novu.co',
};

/** A credential that cannot be used as it is. The message says what to change. */
export class CredentialError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CredentialError';
	}
}

/**
 * The server that a credential names. The one rule for the node and for the credential's test.
 * Forgiving: spaces around it, slashes at its end and a version (`/v1`, `/v2`), as Novu's docs print
 * the address, are taken off; a path in front of the version stays (a self-hosted server may have
 * one, Novu's `GLOBAL_CONTEXT_PATH`).
 * @param credentials the decrypted `novuApi` credential: `region` (`us`, `eu`, `custom`), `baseUrl`
 * @returns the base URL without a slash at its end, e.g. `https://company.com/novu/api`
 * @throws {CredentialError} where a custom URL is no plain http(s) address
 */
export function serverUrl(credentials: ICredentialDataDecryptedObject): string {
	const region = String(credentials.region ?? 'us');
	if (region in CLOUD) return CLOUD[region];
	if (region !== 'custom') {
		throw new CredentialError(`The region "${region}" is not known. Choose US, EU or Custom URL.`);
	}
	return customUrl(String(credentials.baseUrl ?? '').trim());
}

function customUrl(given: string): string {
	if (given === '') {
		throw new CredentialError(
			"'Base URL' is empty. Fill in the address of your Novu server's API, e.g. https://novu.example.com/api.",
		);
	}
	const url = parsed(given);
	if (url.username || url.password || /^[^/]*\/\/[^/]*@/.test(given)) {
		throw new CredentialError(
			"'Base URL' holds a user name or password. Take them out; the API key is all that Novu needs.",
		);
	}
	if (/[?#]/.test(given)) {
		throw new CredentialError(
			"'Base URL' holds a query or fragment (? or #). Give the address only, up to the path.",
		);
	}
	const path = url.pathname.replace(/\/+$/, '').replace(/\/v[12]$/, '');
	return url.origin + path.replace(/\/+$/, '');
}

function parsed(given: string): URL {
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)?.[1].toLowerCase();
	if (scheme === undefined) {
		throw new CredentialError(
			`'Base URL' does not say how to reach the server. Put https:// (or http://) in front of ${quotable(given)}.`,
		);
	}
	if (scheme !== 'http' && scheme !== 'https') {
		throw new CredentialError(`'Base URL' starts with ${scheme}://. Use https:// or http://.`);
	}
	const url = URL.canParse(given) ? new URL(given) : undefined;
	if (!url)
		throw new CredentialError("'Base URL' is not a web address. Check it for typing errors.");
	return url;
}

/** An address as a message may repeat it; what stands before an `@` or behind a `?` can be secret. */
function quotable(given: string): string {
	return /^[\w.:[\]-]+(\/[\w./%~-]*)?$/.test(given) ? `"${given}"` : 'the address';
}

/**
 * The API key that a credential holds, as Novu wants it: without the scheme that is often pasted
 * with it (`ApiKey …`), without spaces or a line end around it.
 * @throws {CredentialError} where nothing is left, or what is left cannot stand in a header
 */
export function apiKey(credentials: ICredentialDataDecryptedObject): string {
	const key = String(credentials.apiKey ?? '')
		.trim()
		.replace(/^ApiKey(\s+|$)/i, '');
	if (key === '') {
		throw new CredentialError(
			"'API Key' is empty. Copy the secret key from Novu's dashboard, Developer > API Keys.",
		);
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new CredentialError(
			"'API Key' holds spaces, line breaks or special characters. Copy the key again, without the text around it.",
		);
	}
	return key;
}

/** Whether a certificate that nobody vouches for is accepted, such as a self-signed one. */
export function allowsUntrustedCertificates({
	region,
	allowUnauthorizedCerts,
}: ICredentialDataDecryptedObject): boolean {
	// The field is shown for a server of one's own only, and keeps its value where it is hidden.
	return region === 'custom' && allowUnauthorizedCerts === true;
}

/** Headers that are taken already, each with the reason. */
const TAKEN_HEADERS: Record<string, string> = {
	authorization:
		'Novu reads its API key from it. HTTP Basic or a bearer token in front of Novu is therefore not possible; let the gate know n8n by another header, by its address or by a client certificate.',
	host: "it comes from the address in 'Base URL'. Put the name there.",
	accept: 'the node sends it itself.',
	connection: 'n8n sends it itself.',
	'content-length': 'n8n sends it itself.',
	'content-type': 'the node sends it itself.',
	'idempotency-key': "an operation's option of that name sends it.",
	'transfer-encoding': 'n8n sends it itself.',
};
/** What may be a header's name (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * The headers that something in front of Novu asks for, such as Cloudflare Access; none of them by
 * default.
 * @throws {CredentialError} where one cannot be sent, or is one that is taken already
 */
export function extraHeaders({
	region,
	headers,
}: ICredentialDataDecryptedObject): Record<string, string> {
	if (region !== 'custom') return {};
	const sent: Record<string, string> = {};
	for (const { name, value } of givenHeaders(headers)) {
		if (name === '' && value === '') continue;
		const reason = TAKEN_HEADERS[name.toLowerCase()];
		if (reason) throw new CredentialError(`The header "${name}" cannot be added: ${reason}`);
		if (!HEADER_NAME.test(name)) {
			throw new CredentialError(
				"A name under 'Headers' cannot be the name of a header. Use letters, digits and hyphens, such as CF-Access-Client-Id.",
			);
		}
		if (!/^[\x20-\x7e]+$/.test(value)) {
			throw new CredentialError(
				`The header "${name}" is empty, or holds line breaks or special characters. Copy its value again.`,
			);
		}
		sent[name] = value;
	}
	return sent;
}

function givenHeaders(headers: unknown): Array<{ name: string; value: string }> {
	const values = (headers as { values?: unknown } | null | undefined)?.values;
	if (!Array.isArray(values)) return [];
	return (values as Array<{ name?: unknown; value?: unknown } | null>).map((one) => ({
		name: String(one?.name ?? '').trim(),
		value: String(one?.value ?? '').trim(),
	}));
}

/**
 * All texts in a credential that no output and no message may repeat. Never throws: it is asked where
 * the credential cannot be used, too.
 */
export function credentialSecrets(credentials: ICredentialDataDecryptedObject): string[] {
	const key = String(credentials.apiKey ?? '').trim();
	const password = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^@]*)@/i.exec(String(credentials.baseUrl ?? ''));
	return [
		key,
		key.replace(/^ApiKey\s+/i, ''),
		...givenHeaders(credentials.headers).map(({ value }) => value),
		...(password ? [password[1], ...password[1].split(':').slice(1)] : []),
	].filter((text) => text !== '');
}

/**
 * The secrets of a credential that are taken out of what Novu answers with success. Only those that
 * stand in no data by chance: a header may well say `production`.
 */
export function secretsInData(credentials: ICredentialDataDecryptedObject): string[] {
	const key = String(credentials.apiKey ?? '').replace(/^\s*(?:ApiKey\s+)?|\s+$/gi, '');
	const long = credentialSecrets(credentials).filter(({ length }) => length >= 20);
	return key.length < 8 ? long : [key, ...long];
}
