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
import { gate, notNovu, unknownKey, unreachableServer } from './credentialTestWords';
import { redirectAdvice, redirectTarget } from './unreachable';
import { Redaction } from '../nodes/Novu/engine/redaction';

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
	const region = String(data.region ?? 'us');
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
		const words = verdict(await inTime(answer), server, region);
		return { ...words, message: new Redaction(credentialSecrets(data)).redactOwn(words.message) };
	} catch (error) {
		const message =
			error instanceof CredentialError
				? error.message
				: unreachable(error as Error, server, region);
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
	region: string,
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
		return refused(gate(region, server, statusCode));
	}
	if (statusCode === 401) {
		return refused(unknownKey(region, server));
	}
	if (statusCode === 200 || statusCode === 404) {
		return refused(notNovu(region, server));
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

function unreachable(error: Error & { code?: string }, server: string, region: string): string {
	const code = error.code ?? (error.cause as { code?: string } | undefined)?.code;
	return unreachableServer(region, server, code, error.name);
}

function refused(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}
