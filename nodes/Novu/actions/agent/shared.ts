import type { INodeProperties } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { isObject } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import type { Explanation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick } from '../../fields/list';

export const AGENT = 'Agent';

const which = {
	name: 'agentId',
	displayName: AGENT,
	searchListMethod: 'searchAgents',
	placeholder: 'e.g. support-agent',
};

/** Which agent an operation is for. */
export const agentField: INodeProperties = locator({
	...which,
	description: 'The agent, found in the list or given by its identifier',
	required: true,
});

/** Which agent's messages come to a trigger. */
export const listeningAgentField: INodeProperties = locator({
	...which,
	description: 'The agent whose messages Novu is to send here',
	required: true,
});

/** `GET /v1/agents/{identifier}`: by identifier only. */
export function getAgent(agentId: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v1/agents/${agentId}`,
		answer: about('an agent', 'identifier', agentId),
		rateCategory: 'configuration',
	};
}

/** Novu hands out the integrations of an agent in lists alone. */
export const simpleAgent = pick(
	'identifier',
	'name',
	'description',
	'active',
	'runtime',
	'bridgeUrl',
	'integrations',
	'createdAt',
	'updatedAt',
	'_id',
);

/** What Novu says of an agent, a conversation or an integration that is not there. */
const SOMETHING_MISSING = /\b(agent|conversation|integration)\b.*\bnot found\b/i;
const OTHER_AGENT = /does not match this conversation/i;

/**
 * Words for a 403 or 404 that is about no agent and no conversation: Novu switches agents on for an
 * organization, and a server of before 3.19 has no routes for them.
 */
export function explainAgents({ status, body, headers }: FailureFacts): Explanation | undefined {
	const says = (text: RegExp) => novuSentences(body).some((sentence) => text.test(sentence));
	if (status === 403 && says(OTHER_AGENT)) {
		return {
			advice:
				"The conversation is one of another agent. Take 'Agent' and 'Conversation ID' from the same event of the Novu Trigger.",
		};
	}
	// A page or an empty answer is not Novu's, nor is one that asks to sign in another way.
	const isNovus = isObject(body) && headers?.['www-authenticate'] === undefined;
	const isOff = status === 403 || (status === 404 && !says(SOMETHING_MISSING));
	if (!isNovus || !isOff) return undefined;
	return {
		message: `Agents are not enabled here (HTTP ${status})`,
		advice:
			"Novu switches agents on for each organization, and servers of your own have them since Novu 3.19. Look whether Novu's dashboard shows Agents, and whether the API key is one of that environment.",
	};
}
