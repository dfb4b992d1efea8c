import type { INodeProperties } from 'n8n-workflow';
import { aboutAll } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { path, type NovuPath, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { idOf } from '../../parameters/ids';

export const CONTEXT = 'Context';
export const CONTEXTS_SINCE = '3.11';

/** Which context an operation is for, as Novu writes its key: `type:id`. */
export const contextKeyField: INodeProperties = locator({
	name: 'contextKey',
	displayName: CONTEXT,
	description: 'The context, found in the list or given as type:ID',
	searchListMethod: 'searchContexts',
	placeholder: 'e.g. tenant:acme',
	required: true,
});

/** What makes a context: its type, and its ID within the type. */
export interface ContextId {
	type: string;
	id: string;
}

/**
 * The context that an item is for. Neither part can hold a colon.
 * @throws {InputError} where it is not written as `type:id`
 */
export function contextIdOf(item: Item): ContextId {
	const key = idOf(item, 'contextKey', CONTEXT);
	const colon = key.indexOf(':');
	const [type, id] = [key.slice(0, colon).trim(), key.slice(colon + 1).trim()];
	if (colon > 0 && type && id) return { type, id };
	throw new InputError(
		`'${CONTEXT}' is "${key}", and type and ID with a colon between them are needed`,
		"Write it as in tenant:acme. 'Get Many' lists the contexts with their type and ID.",
	);
}

/** What writes to a context must not overlap with. */
export function contextOrder({ type, id }: ContextId): string {
	return `context:${type}:${id}`;
}

export function contextPath({ type, id }: ContextId): NovuPath {
	return path`/v2/contexts/${type}/${id}`;
}

/** The call that gets a context. */
export function getContext(contextId: ContextId): NovuRequest {
	return {
		method: 'GET',
		path: contextPath(contextId),
		answer: aboutAll('a context', { ...contextId }),
		rateCategory: 'global',
		introducedIn: CONTEXTS_SINCE,
	};
}

export const dataEntry: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "plan": "pro" }',
	description:
		'Data of your own about the context, as a JSON object. Messages can use it. It replaces all that is there.',
};

export const bridgeUrlEntry: INodeProperties = {
	displayName: 'Bridge URL',
	name: 'bridgeUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/api/novu',
	description:
		"Where agents' turns in this context are sent to, in place of the agent's own address. It must be reachable from the internet.",
};
