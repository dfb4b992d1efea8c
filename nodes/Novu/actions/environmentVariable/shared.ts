import type { INodeProperties } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { isMissingRoute, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { idOf } from '../../parameters/ids';
import { usageAnswer } from '../usage';

export const VARIABLE = 'Variable';

/** Which variable an operation is for. */
export const variableField: INodeProperties = locator({
	name: 'variableKey',
	displayName: VARIABLE,
	description: 'The environment variable, found in the list or given by its key',
	searchListMethod: 'searchEnvironmentVariables',
	placeholder: 'e.g. BASE_URL',
	required: true,
});

const KEY = /^[A-Za-z][A-Za-z0-9_]*$/;
const LONGEST = 256;

/**
 * The key that the item names.
 * @throws {InputError} where Novu could have no such key
 */
export function variableKeyOf(item: Item): string {
	const key = idOf(item, 'variableKey', VARIABLE);
	if (KEY.test(key) && key.length <= LONGEST) return key;
	throw new InputError(
		`'${VARIABLE}' is no key that Novu takes: it begins with a letter, holds letters, digits and underscores alone, and has at most ${LONGEST} characters`,
		`Nothing was sent. Correct '${VARIABLE}': templates name it as {{env.KEY}}.`,
	);
}

/** What writes to a variable must not overlap with: any other write to it. */
export function variableLock(key: string): string {
	return `environmentVariable:${key}`;
}

export function getVariable(key: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/environment-variables/${key}`,
		answer: about('an environment variable', 'key', key),
		rateCategory: 'configuration',
	};
}

/** The call that says which workflows name a variable. */
export function getUsage(key: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/environment-variables/${key}/usage`,
		answer: usageAnswer('the workflows that use a variable'),
		rateCategory: 'configuration',
	};
}

/** What is said of a server without variables. */
export function missingWords(facts: FailureFacts): Explanation | undefined {
	if (!isMissingRoute(facts)) return undefined;
	return {
		advice:
			'This server has no environment variables: they came with Novu 3. Update it, or test the credential.',
	};
}
