const REASONS: Record<string, string> = {
	ENOTFOUND: 'its name is not known. Check it for typing errors',
	EAI_AGAIN: 'its name could not be looked up. Check it, and the network of n8n',
	ECONNREFUSED: 'nothing listens there. Check address and port, and that the server runs',
	ECONNRESET: 'it closed the connection. Check http:// against https://, and the port',
	EPROTO: 'it does not speak TLS there. Check http:// against https://, and the port',
	ETIMEDOUT: 'it did not answer in time. Check address, port and firewalls',
	ECONNABORTED: 'it did not answer in time. Check address, port and firewalls',
};

/**
 * Why a server cannot be reached, in plain words: n8n has codes for it, and sentences of its own
 * that do not say what to do.
 * @param code the system's code, such as `ECONNREFUSED`
 * @param otherwise what is known where the code says nothing
 */
export function unreachableReason(code: string | undefined, otherwise: string): string {
	return REASONS[code ?? ''] ?? `the connection failed (${code ?? otherwise})`;
}
