import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import { serverUrl } from '../../../credentials/novuServer';
import { isObject } from './errors';
import type { Reply, Send } from './client';
import type { NovuRequest } from './request';

/** The n8n contexts that calls are made from. */
export type NovuContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export const CREDENTIAL = 'novuApi';

/** How long one request may take, where the user says nothing else. */
export const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Sends requests through n8n, signed with a credential that was read before: n8n would otherwise
 * query its database and decrypt at every request.
 * @throws {CredentialError} where the credential names no usable server
 */
export function sender(
	context: NovuContext,
	credentials: ICredentialDataDecryptedObject,
	timeoutMs: number,
): Send {
	const server = serverUrl(credentials);
	const decrypted = {
		credentialsDecrypted: { id: '', name: 'Novu API', type: CREDENTIAL, data: credentials },
	};
	return async (request) => {
		try {
			const response = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				httpOptions(request, server, timeoutMs),
				decrypted,
			)) as IN8nHttpFullResponse;
			return {
				kind: 'answer',
				status: response.statusCode,
				headers: response.headers,
				body: parsed(response.body),
			};
		} catch (error) {
			return lost(error as Error);
		}
	};
}

function httpOptions(request: NovuRequest, server: string, timeoutMs: number): IHttpRequestOptions {
	const headers: IDataObject = { Accept: 'application/json' };
	// n8n leaves out a body that is an empty object; as text it is sent.
	const isEmpty = request.body !== undefined && Object.keys(request.body).length === 0;
	if (isEmpty) headers['Content-Type'] = 'application/json';
	if (request.idempotencyKey) headers['Idempotency-Key'] = request.idempotencyKey;
	return {
		method: request.method,
		url: server + request.path.url,
		headers,
		timeout: timeoutMs,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		...(request.query && { qs: withoutUndefined(request.query), arrayFormat: 'repeat' }),
		...(request.body && { body: isEmpty ? '{}' : request.body }),
	};
}

function withoutUndefined(query: NonNullable<NovuRequest['query']>): IDataObject {
	return Object.fromEntries(
		Object.entries(query).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** n8n hands out text where the answer is no JSON, and an empty text for an empty answer. */
function parsed(body: unknown): unknown {
	return body === '' ? undefined : body;
}

/** Why there is no answer; n8n wraps the reason in an error of its own. */
function lost(error: Error): Reply {
	const codes = causes(error).map((cause) => String(cause.code ?? ''));
	const code = codes.find((text) => /^E[A-Z_]+$/.test(text));
	if (code === 'ERR_CANCELED' || causes(error).some((cause) => cause.name === 'CanceledError')) {
		return { kind: 'cancelled' };
	}
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return { kind: timedOut ? 'timeout' : 'connection', code, reason: error.message };
}

function causes(error: unknown): IDataObject[] {
	const found: IDataObject[] = [];
	for (let at = error; at && found.length < 5; at = (at as IDataObject).cause) {
		found.push(at as IDataObject);
		const { context } = at as IDataObject;
		if (isObject(context) && isObject(context.data)) found.push(context.data);
	}
	return found;
}
