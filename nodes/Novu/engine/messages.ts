import {
	redirectAdvice,
	redirectTarget,
	unreachableReason,
} from '../../../credentials/unreachable';
import { isWebPage } from './reply';
import { isObject } from './errors';
import { isDecodedOnTheWay, isMissingRoute, novuSentences, type FailureFacts } from './failure';
import { shortenedText } from './json';
import type { Explanation } from './operation';
import { isIdempotent } from './request';
import { failureClassOf, isUncertain } from './retry';

const LONGEST_QUOTE = 500;
/** Novu's own sentences, with the status: `SubscriberId: X not found (HTTP 400)`. */
export function quoted(facts: FailureFacts): string {
	return `${sentencesOf(facts) || 'Novu answered with an error'} (HTTP ${facts.status})`;
}

function sentencesOf({ body }: FailureFacts): string {
	return shortenedText(novuSentences(body).join('; '), LONGEST_QUOTE);
}

const GATE_ADVICE =
	"This is not about Novu's API key. Let n8n pass, or add the headers that the gate asks for under 'Headers' in the credential. HTTP Basic is not possible: Novu reads its API key from the same header.";

const REPLAYED = 'Novu repeats the failure of an earlier call with the same idempotency key';
const REPLAYED_ADVICE =
	"Nothing was done now, and Novu does not say again what the failure was: the error of the earlier call does. Correct its cause and use another 'Idempotency Key'; Novu keeps one for 24 hours.";

function isReplayed(facts: FailureFacts): boolean {
	return failureClassOf(facts.request, facts) === 'replayed';
}

/** Words for an answer with an error status. */
export function answered(facts: FailureFacts): Explanation {
	const { status = 0, body, headers } = facts;
	const message = quoted(facts);
	if (isDecodedOnTheWay(facts)) {
		return {
			message: `A proxy in front of Novu does not hand on the slash in the ID: ${message}`,
			advice:
				'The ID holds a slash, sent as %2F, which the proxy decodes or refuses. Let it pass encoded slashes (nginx: proxy_pass without a path; Apache: AllowEncodedSlashes NoDecode), or use IDs without a slash.',
		};
	}
	const isNovus = isObject(body) && headers?.['www-authenticate'] === undefined;
	if ([401, 403, 407].includes(status) && !isNovus) {
		return {
			message: `Something in front of Novu asks to sign in or forbids the call (HTTP ${status})`,
			advice: GATE_ADVICE,
		};
	}
	if (isWebPage(body)) return webPage(facts);
	if (isReplayed(facts)) return { message: `${REPLAYED}: ${message}`, advice: REPLAYED_ADVICE };
	if (isMissingRoute(facts)) return { message, advice: missingRouteAdvice(facts) };
	return { message, advice: ADVICE[status]?.(facts) ?? generalAdvice(facts) };
}

function webPage({ status }: FailureFacts): Explanation {
	return {
		message: `A web page came back instead of Novu's answer (HTTP ${status})`,
		advice:
			"Something in front of Novu answered, such as a proxy, or 'Base URL' in the credential is not the address of Novu's API. Test the credential.",
	};
}

const ADVICE: Record<number, (facts: FailureFacts) => string> = {
	401: ({ body }) =>
		novuSentences(body).some((sentence) => /endpoint not (accessible|available)/i.test(sentence))
			? 'The API key is fine, but this server does not offer this call to API keys. A newer Novu may.'
			: "Novu does not know the API key. Check key and region in the credential 'Novu API': a key of the US is unknown in the EU and the other way round, and each environment has its own.",
	402: () =>
		"Your Novu plan does not include this. Change the plan in Novu's dashboard, or leave it out.",
	403: () =>
		"Novu does not allow this for the API key. Check the environment that the credential's key belongs to.",
	404: () =>
		'Check that it exists in the environment that the API key belongs to, spelled the same.',
	409: (facts) =>
		facts.request.idempotencyKey && facts.headers?.['retry-after'] !== undefined
			? 'Novu still works at the same call, which was sent before under the same idempotency key.'
			: 'It exists already, or another call is changing it. Update it instead, or run the item again.',
	413: () => 'The item holds more data than Novu takes in one call. Send less in one item.',
	422: () => "Correct the field that Novu names. Novu's words for it are in the message.",
	429: ({ rateLimitedMs }) =>
		`Novu's rate limit was reached all the time${rateLimitedMs === undefined ? '' : `: for ${Math.round(rateLimitedMs / 1000)} s it refused every call of this kind, and the run gave them up`}. Run fewer workflows at once on this Novu environment, or raise the plan.`,
};

function generalAdvice({ status = 0, body, server }: FailureFacts): string {
	if ([408, 425, 499].includes(status) || (status > 501 && status < 600)) {
		return `Something between n8n and Novu${server ? ` (${server})` : ''} gave up, or Novu is overloaded or starting. Try again in a moment.`;
	}
	if (status >= 500) {
		const id = isObject(body) && typeof body.errorId === 'string' ? body.errorId : undefined;
		return id
			? `Something went wrong inside Novu. Try again; if it stays, give Novu's support the error ID ${id}.`
			: 'Something went wrong inside Novu. Try again in a moment.';
	}
	return "Check the values of this item against Novu's words in the message.";
}

function missingRouteAdvice({ request }: FailureFacts): string {
	return request.introducedIn
		? `This call came with Novu ${request.introducedIn}, and the server is older, or 'Base URL' in the credential is wrong. Update the server, or test the credential.`
		: "The server does not know this call. Test the credential: 'Base URL' may be wrong, or the server is older than this operation.";
}

/** Words for a call that has no answer, or none that can be used. */
export function unanswered(facts: FailureFacts): Explanation {
	const { status, server = 'its address', reason, code } = facts;
	switch (facts.kind) {
		case 'timeout':
			return {
				message: 'Novu did not answer in time',
				advice: `Check that the server ${server} is well, or raise 'Timeout' under Options.`,
			};
		case 'truncated':
			return {
				message: `Novu answered with success (HTTP ${status}), and its answer was cut off or cannot be read`,
				advice: 'Try again. If it stays, look at what stands between n8n and Novu.',
			};
		case 'redirect':
			return redirected(facts);
		case 'unexpected':
			return unexpected(facts);
		case 'tooLarge':
			return {
				message: `Novu's answer is more than this node works on: ${reason}`,
				advice: 'Ask for less at once, and test the credential: something else may have answered.',
			};
		case 'notConfirmed':
			return {
				message: 'Novu answered with success, but its answer does not show what was sent',
				advice:
					'Something else may write to the same place at the same time. Let only one workflow write there, and run the item again.',
			};
		case 'cancelled':
			// n8n shows an execution as canceled, and not as failed, by this word.
			return { message: 'The execution was canceled', advice: 'Run the item again.' };
		default:
			return failureClassOf(facts.request, facts) === 'lost'
				? {
						message: `The connection to ${server} broke off before Novu's answer (${code ?? shortenedText(reason ?? 'no reason is known', LONGEST_QUOTE)})`,
						advice:
							"If it stays, check http:// against https://, and the port. The credential's test says more.",
					}
				: {
						message: `Novu could not be reached at ${server}: ${unreachableReason(code, shortenedText(reason ?? 'no connection', LONGEST_QUOTE))}`,
						advice: "Nothing was sent. The credential's test says more.",
					};
	}
}

function redirected({ status, server = '', request, headers }: FailureFacts): Explanation {
	const target = redirectTarget(server, request.path.url, headers?.location);
	const where = target.baseUrl ?? target.page;
	return {
		message: `${server} redirects${where ? ` to ${where}` : ''} (HTTP ${status}), and this node follows no redirect: a write would become a read, and the API key would go to another address`,
		advice: `Nothing was done. ${redirectAdvice(server, target)}`,
	};
}

function unexpected(facts: FailureFacts): Explanation {
	const { status, body, found, request } = facts;
	if (isWebPage(body)) return webPage(facts);
	const said = sentencesOf(facts);
	return {
		message: said
			? `Novu answered with success (HTTP ${status}), but with an error in it: ${said}`
			: `Novu answered with success (HTTP ${status}), but not with ${request.answer.expected}: ${found} came back`,
		advice: "Test the credential: something else than Novu's API may have answered.",
	};
}

/** What may have happened, where the failure does not tell. */
export function uncertaintyText(facts: FailureFacts): string {
	const { request } = facts;
	if (facts.isPartlyDone) {
		return 'Calls before this one have written to Novu, so that what the item asks for may have been done, or a part of it. Look there before you run the item again.';
	}
	if (request.method === 'GET' || isReplayed(facts) || !isUncertain(facts)) return '';
	const done = 'It may have been done all the same';
	if (isIdempotent(request)) return `${done}; running the item again does no harm.`;
	return request.idempotencyKey
		? `${done}. Run the item again with the same idempotency key: Novu does it once.`
		: `${done}: look there before you run the item again, which would do it twice.`;
}

/** How often it was tried, where that was more than once. */
export function triedText({ attempts, elapsedMs }: FailureFacts): string {
	if (attempts <= 1) return '';
	return `Tried ${attempts} times in ${(elapsedMs / 1000).toFixed(1)} s.`;
}
