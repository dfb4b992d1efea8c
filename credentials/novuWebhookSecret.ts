import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { CredentialError } from './novuServer';

/** What proves that a request comes from Novu. */
export type WebhookSecret =
	/** Key of an event endpoint, decoded */
	| { purpose: 'events'; key: Buffer }
	/** Secret of a push, chat or email webhook integration */
	| { purpose: 'delivery'; key: string }
	/** Header that an SMS webhook integration sends, with what stands in it */
	| { purpose: 'sms'; header: string; key: string };

const PREFIX = /^whsec_/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** Svix makes keys of 24 bytes and more; a shorter one was not pasted whole. */
const LEAST_KEY_BYTES = 16;
/** What may be a header's name (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Reads a `novuWebhookSecretApi` credential.
 * @param credentials decrypted: `purpose` and the fields that belong to it
 * @throws {CredentialError} where a field is empty or cannot be what it should be
 */
export function webhookSecret(credentials: ICredentialDataDecryptedObject): WebhookSecret {
	switch (credentials.purpose) {
		case 'delivery':
			return { purpose: 'delivery', key: hmacSecret(credentials) };
		case 'sms':
			return { purpose: 'sms', header: headerName(credentials), key: headerValue(credentials) };
		default:
			return { purpose: 'events', key: signingKey(credentials) };
	}
}

/** `whsec_` and base64, as Svix words a secret; blanks and line breaks are what pasting adds. */
function signingKey({ signingSecret }: ICredentialDataDecryptedObject): Buffer {
	const encoded = String(signingSecret ?? '')
		.replace(/\s+/g, '')
		.replace(PREFIX, '');
	if (encoded === '') {
		throw new CredentialError(
			"'Signing Secret' is empty. Copy it from Novu's dashboard, Webhooks, your endpoint, Signing Secret.",
		);
	}
	const key = Buffer.from(encoded, 'base64');
	if (!BASE64.test(encoded) || key.length < LEAST_KEY_BYTES) {
		throw new CredentialError(
			"'Signing Secret' is not a secret of an endpoint. It starts with whsec_ and is longer; copy it again from Novu's dashboard, Webhooks, your endpoint.",
		);
	}
	return key;
}

function hmacSecret({ hmacSecret: given }: ICredentialDataDecryptedObject): string {
	const key = String(given ?? '').trim();
	if (key !== '') return key;
	throw new CredentialError(
		"'HMAC Secret' is empty. Fill in the secret that you gave to the integration in Novu.",
	);
}

function headerName({ headerName: given }: ICredentialDataDecryptedObject): string {
	const name = String(given ?? '').trim();
	if (HEADER_NAME.test(name)) return name.toLowerCase();
	throw new CredentialError(
		name === ''
			? "'Header Name' is empty. Fill in the name that the SMS integration has under API Key Request Header, such as x-api-key."
			: "'Header Name' cannot be the name of a header. Use letters, digits and hyphens, such as x-api-key.",
	);
}

function headerValue({ apiKey }: ICredentialDataDecryptedObject): string {
	const key = String(apiKey ?? '').trim();
	if (key !== '') return key;
	throw new CredentialError(
		"'API Key' is empty. Fill in what the SMS integration has under API Key.",
	);
}

/**
 * Tests a `novuWebhookSecretApi` credential. Novu has no call that would say whether a secret is the
 * right one, so that only its form can be looked at.
 */
export async function testNovuWebhookSecret(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		webhookSecret(credential.data ?? {});
		return {
			status: 'OK',
			message: 'It has the right form. Whether Novu signs with it shows with the first request.',
		};
	} catch (error) {
		return { status: 'Error', message: (error as Error).message };
	}
}
