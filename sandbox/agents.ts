import { badRequest, ApiError, notFound } from './errors';
import { isObjectId, objectId, shortId } from './ids';
import type { Store } from './store';
import type { Agent, AgentLink, Conversation, Fields, Integration } from './types';

/** The agent with this identifier. @throws ApiError 404 */
export function findAgent(store: Store, identifier: string): Agent {
	const found = store.agents.first('identifier', identifier);
	if (found) return found;
	throw notFound(`Agent with identifier "${identifier}" was not found.`);
}

/** Adds an agent without any check; one whose identifier is taken gets another one, as in Novu. */
export function addAgent(store: Store, identifier: string, fields: Partial<Agent> = {}): Agent {
	const isTaken = store.agents.first('identifier', identifier) !== undefined;
	return store.agents.add({
		...store.entity(),
		name: identifier,
		active: true,
		behavior: { subscriberAccess: 'restricted' },
		devBridgeActive: false,
		runtime: 'self-hosted',
		visibility: 'public',
		createdBy: store.organization.userId,
		...fields,
		identifier: isTaken ? `${identifier}-${shortId(8).toLowerCase()}` : identifier,
	});
}

/** What Novu says of an integration beside an agent. */
function shownIntegration({ _id, identifier, name, providerId, channel, active }: Integration) {
	return { _id, identifier, name, providerId, channel, active };
}

/** The links of an agent to integrations, oldest first. */
export function linksOf(store: Store, { _id }: Agent): readonly AgentLink[] {
	return store.agentLinks.lookup('agent', _id);
}

/** What Novu hands out of a link. */
export function shownLink(store: Store, { _integrationId, ...link }: AgentLink): Fields {
	const integration = store.integrations.get(_integrationId);
	return { ...link, integration: integration && shownIntegration(integration) };
}

/** What Novu hands out of an agent in a list. */
export function listedAgent(store: Store, agent: Agent): Fields {
	const integrations = linksOf(store, agent).flatMap(({ _integrationId }) => {
		const found = store.integrations.get(_integrationId);
		return found ? [shownIntegration(found)] : [];
	});
	return { ...agent, integrations };
}

/** Links an agent to an integration without any check. */
export function linkAgent(store: Store, agent: Agent, integration: Integration): AgentLink {
	return store.agentLinks.add({
		...store.entity(),
		_agentId: agent._id,
		_integrationId: integration._id,
		connectedAt: null,
	});
}

/** Takes an agent away with its links. */
export function removeAgent(store: Store, agent: Agent): void {
	for (const link of [...linksOf(store, agent)]) store.agentLinks.delete(link);
	store.agents.delete(agent);
}

/**
 * Begins a conversation, as a message from a chat does.
 * @param _id Novu's ID of it; one is made where it is left out
 */
export function addConversation(store: Store, agentId: string, _id = objectId()): Conversation {
	const conversation: Conversation = {
		_id,
		agentId,
		status: 'active',
		metadata: {},
		typing: undefined,
		messages: [],
		reactions: [],
	};
	store.conversations.set(_id, conversation);
	return conversation;
}

/**
 * Carries a reply out, whose body was checked.
 * @returns what Novu answers: the message that was posted, or null
 * @throws ApiError in the order of Novu's own looks, Error for an ID that is none
 */
export function reply(store: Store, agentId: string, body: Fields): Fields | null {
	const { conversationId, integrationIdentifier } = body as Record<string, string>;
	// Novu lets its database stumble over it.
	if (!isObjectId(conversationId)) throw new Error(`No ID: ${conversationId}`);
	const conversation = store.conversations.get(conversationId);
	if (!conversation) throw notFound('Conversation not found');
	const agent = store.agents.first('identifier', agentId);
	if (!agent) throw notFound('Agent not found');
	if (conversation.agentId !== agentId) {
		throw new ApiError(403, 'Agent identifier does not match this conversation');
	}
	const integration = linkedIntegration(store, agent, integrationIdentifier);
	const { reply: content, edit, error } = body as Record<string, Fields | undefined>;
	const posts = content ?? edit ?? error;
	if (posts !== undefined) checkPosting(integration);
	applySideEffects(conversation, body);
	if (posts === undefined) return null;
	return post(conversation, content, edit);
}

function linkedIntegration(store: Store, agent: Agent, identifier: string): Integration {
	const integration = store.integrations.all.find((one) => one.identifier === identifier);
	if (!integration) throw notFound(`Integration ${identifier} not found for agent ${agent._id}`);
	if (linksOf(store, agent).some((link) => link._integrationId === integration._id)) {
		return integration;
	}
	throw new ApiError(422, `Agent ${agent._id} is not linked to integration ${identifier}`);
}

/** Slack alone was recorded; the sandbox posts nowhere. */
function checkPosting({ providerId, credentials }: Integration): void {
	if (providerId !== 'slack' || credentials?.signingSecret !== undefined) return;
	throw badRequest(
		'Slack agent integration requires a signing secret. Complete Slack app setup for this integration.',
	);
}

function post(
	conversation: Conversation,
	content: Fields | undefined,
	edit: Fields | undefined,
): Fields {
	const platformThreadId = `thread-${conversation._id}`;
	if (edit) {
		const messageId = String(edit.messageId);
		const found = conversation.messages.find((message) => message.messageId === messageId);
		if (found) found.content = edit.content as Fields;
		return { messageId, platformThreadId };
	}
	const messageId = `message-${conversation._id}-${conversation.messages.length + 1}`;
	conversation.messages.push({ messageId, content: content ?? {} });
	return { messageId, platformThreadId };
}

function applySideEffects(conversation: Conversation, body: Fields): void {
	const { signals = [], addReactions = [], deleteMessages = [] } = body as Record<string, Fields[]>;
	for (const signal of signals) applySignal(conversation, signal);
	conversation.reactions.push(...addReactions);
	const gone = deleteMessages.map(({ messageId }) => messageId);
	conversation.messages = conversation.messages.filter(
		({ messageId }) => !gone.includes(messageId),
	);
	if (body.typing !== undefined) conversation.typing = body.typing;
	if (body.resolve !== undefined) conversation.status = 'resolved';
}

function applySignal({ metadata }: Conversation, { type, action, key, value }: Fields): void {
	if (type !== 'metadata') return;
	if (action === 'clear') for (const name of Object.keys(metadata)) delete metadata[name];
	else if (action === 'delete') delete metadata[String(key)];
	else metadata[String(key)] = value;
}
