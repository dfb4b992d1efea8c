import type { IDataObject } from 'n8n-workflow';
import { object, type AnswerShape } from '../../engine/answers';
import { InputError, isObject } from '../../engine/errors';
import { novuSentences, type FailureFacts } from '../../engine/failure';
import type { Explanation, Item, Operation } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { idempotencyKeyOf, idempotencyKeyOption, optionsField } from '../../fields/builders';
import { choiceOf } from '../../parameters/choices';
import { idOf } from '../../parameters/ids';
import { INTEGRATION, integrationIdentifierField } from '../integration/shared';
import { contentOf } from './replyContent';
import { actionField, replyFields } from './replyFields';
import { AGENT, agentField, explainAgents } from './shared';

/** `POST /v1/agents/{identifier}/reply` */
export const sendReply: Operation = {
	value: 'sendReply',
	name: 'Send Reply',
	action: 'Send a reply as an agent',
	description:
		'Write in a conversation of an agent, or edit, react, show typing, keep metadata, resolve',
	fields: () => [
		agentField,
		conversationField,
		integrationIdentifierField,
		actionField,
		...replyFields,
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const agentId = idOf(item, 'agentId', AGENT);
		const conversationId = conversationOf(item);
		const integrationIdentifier = idOf(item, 'integrationIdentifier', INTEGRATION);
		const action = choiceOf(item, 'replyAction', actionField);
		const content = contentOf(item, action);
		const target = JSON.stringify([agentId, conversationId, action]);
		const request: NovuRequest = {
			method: 'POST',
			path: path`/v1/agents/${agentId}/reply`,
			answer: POSTED_OR_NOTHING,
			rateCategory: 'configuration',
			idempotent: SAME_TWICE.includes(action),
			idempotencyKey: idempotencyKeyOf(item, 'agent.sendReply', target),
		};
		return {
			lockKeys: [`conversation:${conversationId}`],
			explain,
			run: async (call) => {
				const body = { conversationId, integrationIdentifier, ...(await content()) };
				const posted = postedIn(await call({ ...request, body }));
				return { sent: posted !== undefined, action, ...posted, conversationId, agentId };
			},
			hint: (output) => hintOf(action, output as IDataObject),
		};
	},
};

const CONVERSATION = 'Conversation ID';

const conversationField = {
	displayName: CONVERSATION,
	name: 'conversationId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 66e1f0c0ffee0000000000aa',
	description: "The conversation to write in: 'conversationId' of the Novu Trigger's item",
} as const;

/** Novu answers 500 to anything else (3.19). */
const OBJECT_ID = /^[0-9a-f]{24}$/i;

/** @throws {InputError} where it is no ID that Novu could look for */
function conversationOf(item: Item): string {
	const id = idOf(item, 'conversationId', CONVERSATION);
	if (OBJECT_ID.test(id)) return id;
	throw new InputError(
		`'${CONVERSATION}' is "${id.slice(0, 40)}", and has to be Novu's ID of 24 hexadecimal digits`,
		"Nothing was sent. Take 'conversationId' of the Novu Trigger's item; the conversation's 'identifier' is another one.",
	);
}

/** What can be done twice with the outcome of doing it once. */
const SAME_TWICE = ['edit', 'metadata', 'typing'];

/** What Novu posts, it posts as a message; else the answer holds null. */
const POSTS = ['message', 'card', 'edit'];

interface Posted extends IDataObject {
	messageId: string;
	platformThreadId?: string;
}

/** Undefined where nothing was posted: null, in one envelope or in two. */
function postedIn(body: unknown): Posted | undefined {
	if (!isObject(body) || body.messageId === undefined) return undefined;
	const { messageId, platformThreadId } = body as Posted;
	return { messageId, ...(platformThreadId !== undefined && { platformThreadId }) };
}

const isPosted = object('a posted message', ({ messageId }) => typeof messageId === 'string');
const isNothing = object('an empty answer', (body) => 'data' in body && body.data === null);

const POSTED_OR_NOTHING: AnswerShape = {
	expected: 'a posted message, or null for none',
	mismatch: (body, status) => {
		if (body === null || isNothing.mismatch(body, status) === undefined) return undefined;
		return isPosted.mismatch(body, status);
	},
};

function hintOf(action: string, { sent }: IDataObject): string | undefined {
	if (sent === true || !POSTS.includes(action)) return undefined;
	return "Novu has taken the reply and posted nothing ('sent' is false). Look at the conversation in Novu, and whether the agent's integration can post in it.";
}

function explain(facts: FailureFacts): Explanation | undefined {
	const sentences = novuSentences(facts.body);
	if (
		facts.status === 422 &&
		sentences.some((text) => /is not linked to integration/i.test(text))
	) {
		return {
			advice:
				"Take 'integrationIdentifier' of the Novu Trigger's item, or link the integration to the agent in Novu.",
		};
	}
	return explainAgents(facts);
}
