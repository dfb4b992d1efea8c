import type { IDataObject } from 'n8n-workflow';
import { isObject } from './errors';
import { isMissingRoute, type FailureFacts, type FailureKind } from './failure';
import type { NovuRequest } from './request';
import type { FailedReply } from './retry';

/** What came back for one request that was sent once. */
export type Reply = { server?: string } & (
	| { kind: 'answer'; status: number; headers: IDataObject; body: unknown }
	| { kind: 'truncated' | 'tooLarge'; status: number; headers: IDataObject; reason?: string }
	| {
			kind: 'timeout' | 'connection' | 'cancelled';
			code?: string;
			reason?: string;
			/** False where it is known that the request has not reached a server */
			reached?: boolean;
	  }
);

/** A reply with a status and a body. */
export type Answer = Extract<Reply, { kind: 'answer' }>;

/**
 * A DELETE whose first try was lost may have been carried out: then the second finds nothing. A 404 for
 * the route, or somebody else's web page, says nothing of that.
 */
function isGoneAlready(request: NovuRequest, reply: Answer, mayBeCarriedOut: boolean): boolean {
	if (request.method !== 'DELETE' || !mayBeCarriedOut) return false;
	if (reply.status !== 404 || !isObject(reply.body)) return false;
	return !isMissingRoute(reply);
}

type Judgement = { kind: 'done'; body: unknown } | ({ kind: FailureKind } & FailedReply & Found);
type Found = Pick<FailureFacts, 'found'>;

/**
 * Whether a reply shows that the call was carried out, or what kind of failure it is.
 * @param mayBeCarriedOut an earlier try of the call may have been carried out
 */
export function judge(request: NovuRequest, reply: Reply, mayBeCarriedOut: boolean): Judgement {
	if (reply.kind !== 'answer') return reply;
	const { status } = reply;
	if (isRedirect(reply)) return { ...reply, kind: 'redirect' };
	if (status < 200 || status >= 300) {
		return isGoneAlready(request, reply, mayBeCarriedOut)
			? { kind: 'done', body: undefined }
			: reply;
	}
	const body = unwrapped(reply.body);
	// A caller outside of TypeScript may leave the shape out.
	const found = request.answer?.mismatch(body, status);
	if (found !== undefined)
		return { ...reply, kind: isUnreadable(reply) ? 'truncated' : 'unexpected', found };
	if (request.confirmsWrite && !request.confirmsWrite(body))
		return { ...reply, kind: 'notConfirmed' };
	return {
		kind: 'done',
		body: mayBeCarriedOut && request.mapRetriedAnswer ? request.mapRetriedAnswer(body) : body,
	};
}

function isRedirect({ status, headers }: Answer): boolean {
	if (status < 300 || status >= 400) return false;
	return [301, 302, 303, 307, 308].includes(status) || headers.location !== undefined;
}

/**
 * Text that should have been JSON, or nothing with a status other than 204: the rest was lost on the
 * way. A web page has come whole, from something else.
 */
function isUnreadable({ status, body }: Answer): boolean {
	if (body === undefined) return status !== 204;
	return typeof body === 'string' && !isWebPage(body);
}

/** Whether a text is a web page, as proxies and login pages have it. */
export function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /<(!doctype|html|head|body)\b/i.test(body);
}

/**
 * Novu wraps an answer as `{ data }` unless it has members beside `data` (lists with a cursor). Only
 * the outermost envelope is taken off: subscribers and topics have a `data` field of their own.
 */
export function unwrapped(body: unknown): unknown {
	if (!isObject(body)) return body;
	const keys = Object.keys(body);
	return keys.length === 1 && keys[0] === 'data' ? body.data : body;
}
