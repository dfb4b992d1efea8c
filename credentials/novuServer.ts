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
			`'Base URL' does not say how to reach the server. Put https:// (or http://) in front of "${given}".`,
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
