import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import {
	allowsUntrustedCertificates,
	extraHeaders,
	secretsInData,
	serverUrl,
} from '../../../credentials/novuServer';
import { onAbort } from './abort';
import { readBody } from './answerBody';
import type { Send } from './client';
import type { Reply } from './reply';
import { deadlines } from './deadlines';
import { InputError, isObject } from './errors';
import type { CheckedRequest, NovuRequest } from './request';

/** The n8n contexts that calls are made from. */
export type NovuContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IHookFunctions;

export const CREDENTIAL = 'novuApi';

/** How long one request may take, where the user says nothing else. */
export const DEFAULT_TIMEOUT_MS = 30_000;
/** An hour; more than about 25 days would not even fit Node's timers, and end at once. */
const LONGEST_TIMEOUT_MS = 3_600_000;

/**
 * The time-out that a user gave.
 * @returns milliseconds; the default where nothing was given
 * @throws {InputError} where it is no number from 1 to {@link LONGEST_TIMEOUT_MS}
 */
export function timeoutOf(given: unknown): number {
	if (given === undefined || given === null || given === '') return DEFAULT_TIMEOUT_MS;
	const ms = ['number', 'string'].includes(typeof given) ? Number(given) : NaN;
	if (ms >= 1 && ms <= LONGEST_TIMEOUT_MS) return Math.floor(ms);
	throw new InputError(
		`'Timeout' is ${JSON.stringify(given)}, and has to be from 1 to ${LONGEST_TIMEOUT_MS} milliseconds`,
		"Nothing was sent. Change 'Timeout' under Options; without it the node waits 30 seconds for each answer.",
	);
}

/** How requests are sent; the same for all of a run. */
interface Transport {
	server: string;
	timeoutMs: number;
	acceptsUntrusted: boolean;
	/** Masked in what comes back */
	secrets: readonly string[];
	cancelSignal?: AbortSignal;
}

/**
 * Sends requests through n8n, signed with a credential that was read before: n8n would otherwise
 * query its database and decrypt at every request.
 * @param timeoutMs for the whole answer, to its last byte
 * @throws {CredentialError} where the credential names no usable server, or a header that cannot be sent
 */
export function sender(
	context: NovuContext,
	credentials: ICredentialDataDecryptedObject,
	timeoutMs: number,
): Send {
	// Checked before anything is sent: where n8n signs, a mistake would look like a lost connection.
	extraHeaders(credentials);
	const transport: Transport = {
		server: serverUrl(credentials),
		timeoutMs,
		acceptsUntrusted: allowsUntrustedCertificates(credentials),
		secrets: secretsInData(credentials),
		cancelSignal:
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
	};
	const decrypted = {
		credentialsDecrypted: { id: '', name: 'Novu API', type: CREDENTIAL, data: credentials },
	};
	return async (request) => {
		const { server } = transport;
		const reply = await exchange(
			transport,
			async (signal) =>
				(await context.helpers.httpRequestWithAuthentication.call(
					context,
					CREDENTIAL,
					httpOptions(request, transport, signal),
					decrypted,
				)) as IN8nHttpFullResponse,
		);
		return { ...reply, server };
	};
}

/** Sends one request and reads its answer, within the time that it may take. */
async function exchange(
	{ timeoutMs, cancelSignal, secrets }: Transport,
	send: (signal: AbortSignal) => Promise<IN8nHttpFullResponse>,
): Promise<Reply> {
	const controller = new AbortController();
	const stopListening = onAbort([cancelSignal], () => controller.abort());
	const deadline = deadlines.start(timeoutMs, () => controller.abort());
	let head: { status: number; headers: IDataObject } | undefined;
	try {
		const response = await send(controller.signal);
		head = { status: response.statusCode, headers: response.headers };
		const read = await readBody(response.body, head.status, secrets);
		if (read.kind === 'tooLarge') return { ...head, ...read };
		return { ...head, kind: 'answer', body: read.body };
	} catch (error) {
		if (deadline.expired) return { kind: 'timeout' };
		if (cancelSignal?.aborted) return { kind: 'cancelled' };
		// An error is told by its status, however much of its text came through.
		if (head && head.status >= 300) return { ...head, kind: 'answer', body: undefined };
		const reply = replyFromError(error as Error);
		return head && reply.kind === 'connection'
			? { ...head, kind: 'truncated', reason: reply.reason }
			: reply;
	} finally {
		deadlines.stop(deadline);
		stopListening();
	}
}

function httpOptions(
	request: CheckedRequest,
	{ server, timeoutMs, acceptsUntrusted }: Transport,
	signal: AbortSignal,
): IHttpRequestOptions {
	const { bodyText, form } = request;
	const headers: IDataObject = { Accept: 'application/json' };
	if (bodyText !== undefined) headers['Content-Type'] = 'application/json';
	if (form) headers['Content-Type'] = form.contentType;
	if (request.idempotencyKey) headers['Idempotency-Key'] = request.idempotencyKey;
	return {
		method: request.method,
		url: server + request.path.url,
		headers,
		timeout: timeoutMs,
		// A redirect turns writes into reads, and n8n hands the key on to whatever address it names.
		disableFollowRedirect: true,
		// Read here: n8n reads without any bound, and its time-out ends with the headers.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		...(acceptsUntrusted && { skipSslCertificateValidation: true }),
		...(request.query && { qs: withoutUndefined(request.query), arrayFormat: 'repeat' }),
		// Text of our own: n8n leaves out an empty object, and fields with some names.
		...(bodyText !== undefined && { body: bodyText }),
		...(form && { body: form.content }),
		get abortSignal() {
			return signal;
		},
		// n8n puts the execution's signal here, which the one above follows already.
		set abortSignal(_executionSignal) {},
	};
}

function withoutUndefined(query: NonNullable<NovuRequest['query']>): IDataObject {
	return Object.fromEntries(
		Object.entries(query).filter(([, value]) => value !== undefined),
	) as IDataObject;
}

/** Why there is no answer; n8n wraps the reason in an error of its own. */
function replyFromError(
	error: Error,
): Exclude<Reply, { kind: 'answer' | 'truncated' | 'tooLarge' }> {
	const all = causes(error);
	const codes = all.map((cause) => String(cause.code ?? ''));
	const code = codes.find(
		(text) => /^[A-Z][A-Z_0-9]+$/.test(text) && !/^ERR_(BAD|NETWORK)/.test(text),
	);
	if (code === 'ERR_CANCELED' || all.some((cause) => cause.name === 'CanceledError')) {
		return { kind: 'cancelled' };
	}
	const isConnecting = all.some(
		({ syscall, message }) =>
			syscall === 'connect' || /before secure TLS connection was established/.test(String(message)),
	);
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return {
		kind: timedOut && !isConnecting ? 'timeout' : 'connection',
		code,
		reason: error.message,
		...(isConnecting && { reached: false }),
	};
}

function causes(error: unknown): IDataObject[] {
	const found: IDataObject[] = [];
	for (let at = error; at && found.length < 6; at = (at as IDataObject).cause) {
		found.push(at as IDataObject);
		const { context } = at as IDataObject;
		if (isObject(context) && isObject(context.data)) found.push(context.data);
	}
	return found;
}
