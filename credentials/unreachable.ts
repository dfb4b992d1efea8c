const REASONS: Record<string, string> = {
	ENOTFOUND: 'its name is not known. Check it for typing errors',
	EAI_AGAIN: 'its name could not be looked up. Check it, and the network of n8n',
	ECONNREFUSED: 'nothing listens there. Check address and port, and that the server runs',
	ECONNRESET: 'it closed the connection. Check http:// against https://, and the port',
	EPROTO: 'it does not speak TLS there. Check http:// against https://, and the port',
	ETIMEDOUT: 'it did not answer in time. Check address, port and firewalls',
	ECONNABORTED: 'it did not answer in time. Check address, port and firewalls',
	EHOSTUNREACH: 'no network leads there. Check address and firewalls, and the network of n8n',
	ENETUNREACH: 'no network leads there. Check address and firewalls, and the network of n8n',
	CERT_HAS_EXPIRED: "its certificate has expired. Renew it on the server, and check n8n's clock",
	ERR_TLS_CERT_ALTNAME_INVALID:
		'its certificate is for another name. Use the name that the certificate is for',
};
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|_ISSUER_/;
const TLS_REFUSED = /^ERR_(SSL|TLS)_/;

/**
 * Why a server cannot be reached, in plain words: n8n has codes for it, and sentences of its own
 * that do not say what to do.
 * @param code the system's code, such as `ECONNREFUSED`
 * @param otherwise what is known where the code says nothing
 */
export function unreachableReason(code: string | undefined, otherwise: string): string {
	const known = REASONS[code ?? ''];
	if (known) return known;
	if (UNTRUSTED.test(code ?? '')) {
		return `its certificate is not trusted (${code}). Let n8n trust its certificate authority with the environment variable NODE_EXTRA_CA_CERTS, or switch on 'Ignore SSL Issues (Insecure)' in the credential`;
	}
	if (TLS_REFUSED.test(code ?? '')) {
		return `TLS was refused (${code}). Check http:// against https://, the port, and which TLS the server takes`;
	}
	return `the connection failed (${code ?? otherwise})`;
}

/**
 * The base URL that a redirect asks for.
 * @param from the address that was asked
 * @param path what was asked for below the base URL
 * @param location the header of that name
 * @returns `baseUrl` where the same path was moved; `page` where it points to something else, without
 * its query, which may hold secrets; neither where it says nothing of use
 */
export function redirectTarget(
	from: string,
	path: string,
	location: unknown,
): { baseUrl?: string; page?: string } {
	const asked = `${from}${path}`;
	if (typeof location !== 'string' || !URL.canParse(location, asked)) return {};
	const target = new URL(location, asked);
	const page = `${target.origin}${target.pathname}`.slice(0, 300);
	const asPath = new URL(asked).pathname.slice(new URL(from).pathname.replace(/\/$/, '').length);
	return page.endsWith(asPath) ? { baseUrl: page.slice(0, page.length - asPath.length) } : { page };
}

/** What a redirect says to do, for the node and for the credential's test. */
export function redirectAdvice(
	from: string,
	{ baseUrl, page }: { baseUrl?: string; page?: string },
): string {
	if (baseUrl && baseUrl === from)
		return 'It points to itself: look at its configuration, or at what stands in front of it.';
	if (baseUrl) return `Put ${baseUrl} into 'Base URL' of the credential.`;
	return page
		? `It points to ${page}. Where that is a page to sign in, something stands in front of Novu: let n8n pass, or add the headers that it asks for in the credential. Else correct 'Base URL' in the credential.`
		: "It does not say where to. Correct 'Base URL' in the credential.";
}
