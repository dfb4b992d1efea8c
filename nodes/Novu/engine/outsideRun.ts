import type { ILoadOptionsFunctions, IHookFunctions, IPollFunctions } from 'n8n-workflow';
import { apiKey, credentialSecrets, serverUrl } from '../../../credentials/novuServer';
import { Client, type Call, type ClientSettings } from './client';
import { realClock } from './clock';
import { formatFailure, type ErrorReport } from './errorReport';
import type { FailureFacts } from './failure';
import { nodeErrorOf } from './nodeError';
import type { Explanation } from './operation';
import { serverStates } from './serverState';
import { CREDENTIAL, sender } from './transport';

/** How Novu is called where no items are run. */
export interface OutsideRun extends ClientSettings {
	/** For each request */
	timeoutMs: number;
	/** Words for a failure that is special to what is called */
	explain?(facts: FailureFacts): Explanation | undefined;
	/** What the message becomes for the place that the user sees it in; unchanged where left out */
	message?(words: ErrorReport): string;
}

/**
 * Calls Novu where no items are run: for a list in the editor, a poll, the publishing of a trigger. All
 * share the pace of the server and key with the runs.
 * @param use what to do with the way to call
 * @throws {NodeApiError|NodeOperationError} in words for the user, without secrets
 */
export async function outsideRun<T>(
	context: ILoadOptionsFunctions | IPollFunctions | IHookFunctions,
	{ timeoutMs, explain, message = (words) => words.message, ...settings }: OutsideRun,
	use: (call: Call) => Promise<T>,
): Promise<T> {
	const secrets: string[] = [];
	try {
		const credentials = await context.getCredentials(CREDENTIAL);
		secrets.push(...credentialSecrets(credentials));
		const key = apiKey(credentials);
		const send = sender(context, credentials, timeoutMs);
		return await serverStates.use(
			serverUrl(credentials),
			key,
			async (server) => await use(new Client(send, realClock(), settings, server).call),
		);
	} catch (error) {
		const words = formatFailure(error as Error, undefined, secrets, explain);
		throw nodeErrorOf(context.getNode(), error as Error, { ...words, message: message(words) });
	}
}
