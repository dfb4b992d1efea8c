import type { IDataObject } from 'n8n-workflow';
import { listAnswer } from '../engine/answers';
import type { Call } from '../engine/client';
import { InputError, rethrow } from '../engine/errors';
import { NovuFailure, isMissingRoute } from '../engine/failure';
import { entriesOf } from '../engine/paging';
import { path, type NovuRequest } from '../engine/request';

/** `GET /v1/environment-variables`: keys and kinds; the values of secret ones come masked. */
const listVariables: NovuRequest = {
	method: 'GET',
	path: path`/v1/environment-variables`,
	answer: listAnswer('a list of environment variables'),
	rateCategory: 'configuration',
	memoize: true,
};

const MENTION = /\benv\b/;
/** `env` in a tag of Liquid without the name of a variable behind it: `env[…]`, or all of them. */
const ALL_OF_THEM = /\{[{%](?:(?![}%]\}).)*\benv\b(?!\s*\.\s*[A-Za-z])/s;

/**
 * Refuses to render what names secret environment variables: Novu shows their values in clear, and takes
 * no others in their place (3.19).
 * @param content what is to be rendered, as text
 * @param what for the message, e.g. `layout`
 * @throws {InputError} where it names one
 */
export async function refuseSecretVariables(
	call: Call,
	content: string,
	what: string,
): Promise<void> {
	if (!MENTION.test(content)) return;
	const secret = (await variables(call)).filter(({ isSecret }) => isSecret === true);
	const keys = secret.map(({ key }) => String(key));
	const isAny = keys.length > 0 && ALL_OF_THEM.test(content);
	const named = isAny ? keys : keys.filter((key) => names(content, key));
	if (named.length === 0) return;
	throw new InputError(
		`The ${what} names the secret environment variable${named.length > 1 ? 's' : ''} ${named.join(', ')}, whose value a preview would show`,
		`Nothing was rendered. Preview a content without it, or look at it in Novu's dashboard.`,
	);
}

/** Keys are letters, digits and underscores, so that they stand in an expression as they are. */
function names(content: string, key: string): boolean {
	return new RegExp(`\\benv\\s*\\.\\s*${key}\\b`).test(content);
}

/** None on a server that has no environment variables. */
async function variables(call: Call): Promise<IDataObject[]> {
	try {
		return entriesOf(await call(listVariables));
	} catch (error) {
		if (error instanceof NovuFailure && isMissingRoute(error.facts)) return [];
		return await rethrow(error);
	}
}
