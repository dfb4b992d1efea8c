import {
	sleep,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type INodeCredentialTestResult,
} from 'n8n-workflow';
import {
	allowsUntrustedCertificates,
	apiKey,
	CredentialError,
	credentialSecrets,
	extraHeaders,
	serverUrl,
} from './novuServer';
import { redirectAdvice, redirectTarget, unreachableReason } from './unreachable';

/** What n8n's request helper hands back when it is asked for the whole answer. */
interface TestAnswer {
	statusCode: number;
	headers?: Record<string, unknown>;
	body: unknown;
}

/** Longer than a slow server takes, shorter than a user waits in front of the dialog. */
const TIMEOUT_MS = 15_000;
/** How exactly it is kept: no sleep lasts longer than this after the answer. */
const TICK_MS = 100;
const PATH = '/v1/environments/me';

/**
 * Tests a `novuApi` credential with the cheapest call that needs a key, and says which environment
 * it opens: `GET /v1/environments/me` (in Novu since 2022, hidden from its docs; the answer holds no
 * keys). A function and no declared test, since only a function can use the same rule for the
 * address as the node and tell an unreachable server in plain words.
 */
export async function testNovuCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	let server = '';
	const data = credential.data ?? {};
	try {
		server = serverUrl(data);
		// The only request helper that n8n gives to a credential test.
		const { request } = this.helpers;
		const answer = request({
			uri: `${server}${PATH}`,
			headers: {
				...extraHeaders(data),
				Authorization: `ApiKey ${apiKey(data)}`,
				Accept: 'application/json',
			},
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			timeout: TIMEOUT_MS,
			// The key goes to no other address.
			followRedirect: false,
			...(allowsUntrustedCertificates(data) && { rejectUnauthorized: false }),
		}) as Promise<TestAnswer>;
		const words = verdict(await inTime(answer), server);
		return { ...words, message: withoutSecrets(words.message, credentialSecrets(data)) };
	} catch (error) {
		const message =
			error instanceof CredentialError ? error.message : unreachable(error as Error, server);
		return refused(message);
	}
}

/** n8n's own time-out begins anew with every byte. */
async function inTime(answer: Promise<TestAnswer>): Promise<TestAnswer> {
	let isThere = false;
	const done = () => (isThere = true);
	answer.then(done, done);
	for (let left = TIMEOUT_MS; left > 0 && !isThere; left -= TICK_MS) {
		await Promise.race([sleep(TICK_MS), answer.catch(() => undefined)]);
	}
	if (isThere) return await answer;
	throw Object.assign(new Error('no whole answer'), { code: 'ETIMEDOUT' });
}

function verdict(
	{ statusCode, headers, body }: TestAnswer,
	server: string,
): INodeCredentialTestResult {
	const data = (body as { data?: { _id?: unknown; name?: unknown } } | null | undefined)?.data;
	if (statusCode === 200 && typeof data?._id === 'string') {
		return { status: 'OK', message: `Connected to the environment "${String(data.name)}"` };
	}
	if (statusCode >= 300 && statusCode < 400) {
		const target = redirectTarget(server, PATH, headers?.location);
		return refused(
			`${server} redirects to another address (status ${statusCode}). ${redirectAdvice(server, target)}`,
		);
	}
	if (isGate(statusCode, headers, body)) {
		return refused(
			`Something in front of Novu at ${server} asks to sign in or forbids the call (status ${statusCode}); this is not about Novu's API key. Let n8n pass it, or add the headers that it asks for under 'Headers'. HTTP Basic is not possible: Novu reads its API key from the same header.`,
		);
	}
	if (statusCode === 401) {
		return refused(
			`${server} does not know this API key. Check the key (the secret key of an environment, not the application identifier) and the region: a key of the US is unknown in the EU and the other way round.`,
		);
	}
	if (statusCode === 200 || statusCode === 404) {
		return refused(
			`${server} answers, but not as Novu's API does. Check 'Base URL': it is the address of the API, not of the dashboard, with the path in front of /v1 where there is one.`,
		);
	}
	return refused(
		`${server} answered with status ${statusCode}. Try again, and look at the server's log if it stays.`,
	);
}

/** Novu's own refusals are JSON with the status in it, and ask for no sign-in. */
function isGate(status: number, headers: TestAnswer['headers'], body: unknown): boolean {
	if (![401, 403, 407].includes(status)) return false;
	const own = typeof body === 'object' && body !== null && 'message' in body;
	return !own || headers?.['www-authenticate'] !== undefined;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
	const long = secrets.filter(({ length }) => length >= 8);
	return long.reduce((left, secret) => left.split(secret).join('***'), text);
}

function unreachable(error: Error & { code?: string }, server: string): string {
	const code = error.code ?? (error.cause as { code?: string } | undefined)?.code;
	return `${server} cannot be reached: ${unreachableReason(code, error.name)}.`;
}

function refused(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}
