import {
	addAgent,
	findAgent,
	linkAgent,
	linksOf,
	listedAgent,
	removeAgent,
	reply,
	shownLink,
} from '../agents';
import { NO_CONTENT, type Call, type Route } from '../call';
import { ApiError, badRequest, CommandError, conflict, notFound } from '../errors';
import { cursorPage, cursorQuery, text } from '../paging';
import { change } from '../store';
import type { AgentLink, Fields, Integration } from '../types';
import { Checks, isFields } from '../validation';

const LONGEST_IDENTIFIER = 60;
const LIMIT = 9999;
/** The names of Novu's list of runtimes do not show in its own sentence. */
const RUNTIMES = ['self-hosted', 'managed'];

function create(call: Call): unknown {
	const { body, store } = call;
	checkNew(body);
	const { name, identifier, description, active, runtime } = body;
	const made = addAgent(store, String(identifier), {
		name: String(name),
		...(description !== undefined && { description: String(description) }),
		...(typeof active === 'boolean' && { active }),
		...(runtime === 'managed' && { behavior: { subscriberAccess: 'open' } }),
	});
	const { integrationId } = isFields(body.managedRuntime) ? body.managedRuntime : {};
	// The agent is there all the same, and self-hosted, as it is in Novu.
	if (runtime === 'managed') throw notFound(`Integration "${String(integrationId)}" not found.`);
	return made;
}

function checkNew(body: Fields): void {
	const { identifier, runtime } = body;
	const messages: string[] = [];
	if (typeof identifier === 'string' && !/^[\w.-]+$/.test(identifier)) {
		messages.push(
			'identifier must be a valid slug format (letters, numbers, hyphens, dot and underscores only)',
		);
	}
	if (typeof identifier === 'string' && identifier.length > LONGEST_IDENTIFIER) {
		messages.push(`Identifier must be ${LONGEST_IDENTIFIER} characters or fewer.`);
	}
	if (runtime !== undefined && !RUNTIMES.includes(String(runtime))) {
		messages.push('runtime must be one of the following values: ');
	}
	new Checks(body).add(messages).enforce();
	for (const field of ['name', 'identifier']) {
		if (typeof body[field] === 'string' && body[field] !== '') continue;
		throw new CommandError('CreateAgentCommand', {
			[field]: { messages: [`${field} should not be empty`, `${field} must be a string`] },
		});
	}
}

function list({ query, store }: Call): unknown {
	const cursor = cursorQuery(query, { command: 'ListAgentsCommand' });
	const wanted = text(query, 'identifier')?.toLowerCase() ?? '';
	const found = store.agents.all.filter((one) => one.identifier.toLowerCase().includes(wanted));
	const planUsage = {
		used: store.agents.all.filter(({ active }) => active).length,
		limit: LIMIT,
		totalCreated: store.agents.size,
		creationLimit: LIMIT,
		limitSource: 'system',
	};
	return { ...cursorPage(found, cursor, (one) => listedAgent(store, one)), planUsage };
}

const PATCHABLE = ['name', 'description', 'active', 'behavior'];
const BRIDGE = ['bridgeUrl', 'devBridgeUrl', 'devBridgeActive'];

/** @throws ApiError 400 for an address that is none, or of a host that nobody finds */
function checkBridge(field: string, value: unknown): void {
	if (typeof value !== 'string' || !['bridgeUrl', 'devBridgeUrl'].includes(field)) return;
	if (!URL.canParse(value)) throw badRequest(`${field}: Invalid URL format.`);
	const { hostname } = new URL(value);
	if (!hostname.endsWith('example.com')) return;
	throw badRequest(`${field}: Unable to resolve hostname "${hostname}".`);
}

function update(call: Call, fields: readonly string[]): unknown {
	const { body, params, store } = call;
	new Checks(body)
		.optional('bridgeUrl', (value) => value !== '', 'must be a URL address')
		.enforce();
	const given = Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name)));
	if (Object.keys(given).length === 0) throw badRequest('At least one field must be provided.');
	const agent = findAgent(store, params.identifier);
	for (const [name, value] of Object.entries(given)) checkBridge(name, value);
	if (isFields(given.behavior)) given.behavior = { ...agent.behavior, ...given.behavior };
	return change(agent, given);
}

function remove({ params, store }: Call): unknown {
	removeAgent(store, findAgent(store, params.identifier));
	return NO_CONTENT;
}

function listLinks(call: Call): unknown {
	const { query, params, store } = call;
	const wanted = text(query, 'integrationIdentifier');
	const found = linksOf(store, findAgent(store, params.identifier)).filter(
		({ _integrationId }) =>
			wanted === undefined || store.integrations.get(_integrationId)?.identifier === wanted,
	);
	const page = cursorPage(found, cursorQuery(query), (link) => shownLink(store, link));
	return { ...page, planUsage: { used: 0, limit: LIMIT } };
}

/** @throws ApiError 404 */
function integrationOf({ body, store }: Call): Integration {
	const identifier = String(body.integrationIdentifier);
	const found = store.integrations.all.find((one) => one.identifier === identifier);
	if (found) return found;
	throw notFound(`Integration with identifier "${identifier}" was not found.`);
}

function addLink(call: Call): unknown {
	const { body, params, store } = call;
	const names = ['integrationIdentifier', 'providerId'];
	if (names.every((name) => body[name] === undefined)) {
		const messages = (name: string) => [`${name} should not be empty`, `${name} must be a string`];
		new Checks(body).add(names.flatMap(messages)).enforce();
	}
	if (body.integrationIdentifier === undefined) {
		throw badRequest('integrationIdentifier is required when providerId is not NovuAgent.');
	}
	const agent = findAgent(store, params.identifier);
	const integration = integrationOf(call);
	if (linksOf(store, agent).some(({ _integrationId }) => _integrationId === integration._id)) {
		throw conflict('This integration is already linked to the agent.');
	}
	return shownLink(store, linkAgent(store, agent, integration));
}

/** @throws ApiError 404 */
function linkOf({ params, store }: Call): AgentLink {
	const agent = findAgent(store, params.identifier);
	const found = linksOf(store, agent).find(({ _id }) => _id === params.linkId);
	if (found) return found;
	throw notFound(`Agent-integration link "${params.linkId}" was not found for this agent.`);
}

function moveLink(call: Call): unknown {
	const link = linkOf(call);
	const moved = change(link, { _integrationId: integrationOf(call)._id });
	return shownLink(call.store, moved);
}

function removeLink(call: Call): unknown {
	call.store.agentLinks.delete(linkOf(call));
	return NO_CONTENT;
}

const CONTENT =
	'Content must have exactly one of markdown, card, or toolApprovalCard. Markdown cannot be empty. Card must be a Chat SDK card element (`type: "card"`). Files require one of them. At most 15 files are allowed. Each file needs exactly one of data or url. Inline data must be 5 MB or smaller.';
const METADATA =
	'metadata signals require action (set|delete|clear): set requires a key 1-128 chars of letters, digits and "-", "_", ":" separators (or a framework-reserved "__novu:" namespaced key) plus a defined value; delete requires a valid key; clear requires no additional fields; trigger signals require workflowId.';

function isContent(value: unknown): boolean {
	if (!isFields(value)) return false;
	const { markdown, card, toolApprovalCard, files = [] } = value;
	const given = [markdown, card, toolApprovalCard].filter((one) => one !== undefined);
	if (given.length !== 1 || markdown === '') return false;
	if (card !== undefined && !(isFields(card) && card.type === 'card')) return false;
	const isFile = (file: unknown) =>
		isFields(file) && (file.data === undefined) !== (file.url === undefined);
	return Array.isArray(files) && files.length <= 15 && files.every(isFile);
}

function isSignal({ type, action, key, value }: Fields): boolean {
	if (type !== 'metadata' || action === 'clear') return true;
	const isKey = typeof key === 'string' && /^[\w:-]{1,128}$/.test(key);
	return isKey && (action === 'delete' || value !== undefined);
}

/** What Novu looks at before anything else. */
function checkReply(body: Fields): void {
	const checks = new Checks(body);
	for (const field of ['conversationId', 'integrationIdentifier']) {
		const isText = typeof body[field] === 'string';
		if (!isText) checks.add([`${field} should not be empty`, `${field} must be a string`]);
	}
	const { reply: content, edit, deleteMessages, signals } = body;
	if (content !== undefined && !isContent(content)) checks.add([CONTENT]);
	if (content !== undefined && !isFields(content)) {
		checks.add(['reply must be an object', 'nested property reply must be either object or array']);
	}
	if (isFields(edit) && !isContent(edit.content)) checks.add([CONTENT]);
	if (Array.isArray(deleteMessages) && !deleteMessages.every(isFields)) {
		checks.add([
			'deleteMessages.each value in nested property deleteMessages must be either object or array',
		]);
	}
	for (const [i, signal] of (Array.isArray(signals) ? (signals as Fields[]) : []).entries()) {
		if (!['metadata', 'trigger'].includes(String(signal.type))) {
			checks.add([`signals.${i}.type must be one of the following values: metadata, trigger`]);
		} else if (!isSignal(signal)) checks.add([METADATA]);
	}
	checks.enforce();
	checkTogether(body);
}

const ACTIONS =
	'reply, edit, resolve, signals, toolResults, toolApprovalRequest, addReactions, deleteMessages, plan, typing';
const NOT_WITH_EDIT = [
	'resolve',
	'signals',
	'toolResults',
	'toolApprovalRequest',
	'addReactions',
	'deleteMessages',
];

/** @throws ApiError 400 for what does not go together */
function checkTogether(body: Fields): void {
	const given = [...ACTIONS.split(', '), 'error'].filter((name) => body[name] !== undefined);
	if (given.length === 0) throw badRequest(`At least one of ${ACTIONS}, or error must be provided`);
	if (body.error !== undefined && given.length > 1) {
		throw badRequest(
			`error cannot be combined with ${ACTIONS.replace(/, typing$/, '')}, or typing`,
		);
	}
	if (body.edit === undefined) return;
	if (body.reply !== undefined) throw badRequest('Only one of reply or edit can be provided');
	if (NOT_WITH_EDIT.some((name) => body[name] !== undefined)) {
		throw badRequest(
			`edit cannot be combined with ${NOT_WITH_EDIT.slice(0, -1).join(', ')}, or deleteMessages`,
		);
	}
}

function sendReply({ body, params, store }: Call): unknown {
	checkReply(body);
	return reply(store, params.identifier, body);
}

function closedToKeys(): never {
	throw new ApiError(401, 'API endpoint not accessible');
}

const SHARED = { category: 'configuration', only: '3.19' } as const;
const ALL = '/v1/agents';
const ONE = `${ALL}/:identifier`;
const LINKS = `${ONE}/integrations`;
const LINK = `${LINKS}/:linkId`;
const MB = 1024 * 1024;

/** Agents, and what they say in conversations. */
export const agentRoutes: Route[] = [
	{ ...SHARED, method: 'GET', url: ALL, handle: list },
	{ ...SHARED, method: 'POST', url: ALL, handle: create },
	{ ...SHARED, method: 'GET', url: `${ALL}/emoji`, handle: closedToKeys },
	{
		...SHARED,
		method: 'GET',
		url: ONE,
		handle: ({ store, params }) => findAgent(store, params.identifier),
	},
	{
		...SHARED,
		method: 'PATCH',
		url: ONE,
		handle: (call) => update(call, [...PATCHABLE, ...BRIDGE]),
	},
	{ ...SHARED, method: 'DELETE', url: ONE, handle: remove },
	{ ...SHARED, method: 'PUT', url: `${ONE}/bridge`, handle: (call) => update(call, BRIDGE) },
	{ ...SHARED, method: 'GET', url: LINKS, handle: listLinks },
	{ ...SHARED, method: 'POST', url: LINKS, handle: addLink },
	{ ...SHARED, method: 'PATCH', url: LINK, handle: moveLink },
	{ ...SHARED, method: 'DELETE', url: LINK, handle: removeLink },
	{
		...SHARED,
		method: 'POST',
		url: `${ONE}/reply`,
		status: 200,
		bodyLimit: 8 * MB,
		handle: sendReply,
	},
];
