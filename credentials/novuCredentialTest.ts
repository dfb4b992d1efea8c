import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { apiKey, CredentialError, serverUrl } from './novuServer';
import { unreachableReason } from './unreachable';

/** What n8n's request helper hands back when it is asked for the whole answer. */
interface TestAnswer {
	statusCode: number;
	body: unknown;
}

/** Longer than a slow server takes, shorter than a user waits in front of the dialog. */
const TIMEOUT_MS = 15_000;

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
	try {
		const data = credential.data ?? {};
		server = serverUrl(data);
		// The only request helper that n8n gives to a credential test.
		const { request } = this.helpers;
		const answer = (await request({
			uri: `${server}/v1/environments/me`,
			headers: { Authorization: `ApiKey ${apiKey(data)}`, Accept: 'application/json' },
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			timeout: TIMEOUT_MS,
		})) as TestAnswer;
		return verdict(answer, server);
	} catch (error) {
		return refused(
			error instanceof CredentialError ? error.message : unreachable(error as Error, server),
		);
	}
}

function verdict({ statusCode, body }: TestAnswer, server: string): INodeCredentialTestResult {
	const data = (body as { data?: { _id?: unknown; name?: unknown } } | undefined)?.data;
	if (statusCode === 200 && typeof data?._id === 'string') {
		return { status: 'OK', message: `Connected to the environment "${String(data.name)}"` };
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

function unreachable(error: Error & { code?: string }, server: string): string {
	const code = error.code ?? (error.cause as { code?: string } | undefined)?.code;
	return `${server} cannot be reached: ${unreachableReason(code, error.name)}.`;
}

function refused(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}
