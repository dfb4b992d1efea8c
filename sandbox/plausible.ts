/**
 * What Novu answers to a call that succeeds, made of the call alone: the IDs that it names and the
 * shape of Novu's answer, no state. For tests that are about the requests, and for those that then
 * spoil the answer.
 */
export interface PlausibleAnswer {
	status: number;
	/** undefined where there is none */
	body?: unknown;
}

type Body = Record<string, unknown>;
type Make = (ids: string[], body: Body) => unknown;
type Rule = [method: string, path: RegExp, make: Make, status?: number];

const OBJECT_ID = '66e1f0c0ffee000000000001';
const TIME = '2026-01-02T03:04:05.000Z';
const NOTHING = Symbol('no body');
const ACKNOWLEDGED = { acknowledged: true, status: 'deleted' };

const subscriber = (subscriberId: unknown, rest: Body = {}) => ({
	_id: OBJECT_ID,
	subscriberId: typeof subscriberId === 'string' ? subscriberId.trim() : subscriberId,
	channels: [],
	...rest,
});

/** The entries after a write of credentials, with no other token than those of the call. */
const written: Make = ([id], { providerId, credentials }) =>
	subscriber(id, { channels: [{ providerId, credentials, _integrationId: OBJECT_ID }] });

const page = (entries: unknown[] = []) => ({ data: entries, next: null, previous: null });
const list = (entries: unknown[] = []) => ({
	data: entries,
	hasMore: false,
	page: 0,
	pageSize: 10,
});
const event = { acknowledged: true, status: 'processed', transactionId: 'txn_1' };
const connection = (identifier: unknown, { integrationIdentifier }: Body = {}) => ({
	identifier,
	integrationIdentifier,
	channel: 'chat',
});
const endpoint = (identifier: unknown, body: Body) => ({ type: 'slack_user', ...body, identifier });
const layout = (layoutId: unknown, name: unknown = layoutId) => ({
	_id: OBJECT_ID,
	layoutId,
	name,
	controls: { values: {} },
});
const agent = (identifier: unknown, rest: Body = {}) => ({
	_id: OBJECT_ID,
	name: identifier,
	identifier,
	active: true,
	...rest,
});
const domain = (name: unknown, data?: unknown) => ({
	_id: OBJECT_ID,
	name,
	status: 'pending',
	data,
});
const topic = (key: unknown, { name, data }: Body = {}) => ({ _id: OBJECT_ID, key, name, data });
const subscriptionsOf = ({ subscriptions, subscriberIds }: Body, key: string) =>
	[subscriptions ?? subscriberIds ?? []].flat().map((one) => {
		const { identifier, subscriberId } =
			typeof one === 'string' ? { subscriberId: one } : (one as Body);
		return { _id: OBJECT_ID, identifier, topic: { key }, subscriber: { subscriberId } };
	});

const workflow = (workflowId: unknown, rest: Body = {}) => ({
	...rest,
	_id: OBJECT_ID,
	workflowId,
	steps: [],
});
const variable = (key: unknown) => ({
	_id: OBJECT_ID,
	key,
	type: 'string',
	isSecret: false,
	values: [],
});

const ID = '([^/]+)';
const to = (path: string) => new RegExp(`^${path.replaceAll('*', ID)}$`);

/** In the order in which they are tried. */
const RULES: readonly Rule[] = [
	['GET', to('/v1/environments/me'), () => ({ _id: OBJECT_ID, name: 'Development' })],
	['POST', to('/v1/events/trigger/bulk'), (_, { events }) => [events].flat().map(() => event)],
	['POST', to('/v1/events/trigger(?:/broadcast)?'), () => event],
	['DELETE', to('/v1/events/trigger/*'), () => true],
	[
		'POST',
		to('/v1/subscribers/bulk'),
		(_, { subscribers }) => ({ updated: [], created: subscribers, failed: [] }),
	],
	['POST', to('/v[12]/subscribers'), (_, body) => subscriber(body.subscriberId, body)],
	['GET', to('/v2/subscribers'), () => page()],
	['GET', to('/v1/subscribers'), () => list()],
	['PUT', to('/v1/subscribers/*/credentials'), written],
	['PATCH', to('/v1/subscribers/*/credentials'), written],
	['DELETE', to('/v1/subscribers/*/credentials/*'), () => NOTHING],
	['PATCH', to('/v1/subscribers/*/online-status'), ([id]) => subscriber(id)],
	['DELETE', to('/v[12]/subscribers/*'), () => ACKNOWLEDGED],
	['GET', to('/v2/subscribers/*/subscriptions'), () => page()],
	['PATCH', to('/v2/subscribers/*/preferences/bulk'), (_, { preferences }) => preferences],
	['GET', to('/v2/subscribers/*/preferences'), () => ({ global: {}, workflows: [] })],
	['PATCH', to('/v2/subscribers/*/preferences'), () => ({ global: {}, workflows: [] })],
	['GET', to('/v2/subscribers/*/notifications/count'), () => [{ count: 0, filter: {} }]],
	['GET', to('/v2/subscribers/*/notifications'), () => ({ data: [], hasMore: false, filter: {} })],
	['POST', to('/v2/subscribers/*/notifications/*'), () => NOTHING],
	['DELETE', to('/v2/subscribers/*/notifications/*'), () => NOTHING],
	[
		'PATCH',
		to('/v2/subscribers/*/notifications/*/.+'),
		([, id]) => ({ id, body: 'text', to: { id: OBJECT_ID }, isRead: true, createdAt: TIME }),
	],
	['GET', to('/v[12]/subscribers/*'), ([id]) => subscriber(id)],
	['PATCH', to('/v2/subscribers/*'), ([id], body) => subscriber(id, body)],
	['PUT', to('/v1/subscribers/*'), ([id], body) => subscriber(id, body)],
	['POST', to('/v2/topics'), (_, body) => topic(body.key, body)],
	['GET', to('/v2/topics'), () => page()],
	['GET', to('/v2/topics/*/subscriptions'), () => page()],
	[
		'POST',
		to('/v2/topics/*/subscriptions'),
		([key], body) => ({ data: subscriptionsOf(body, key), meta: {} }),
	],
	[
		'DELETE',
		to('/v2/topics/*/subscriptions'),
		([key], body) => ({ data: subscriptionsOf(body, key), meta: {} }),
		200,
	],
	['GET', to('/v2/topics/*/subscriptions/*'), ([, identifier]) => ({ id: OBJECT_ID, identifier })],
	['PATCH', to('/v2/topics/*/subscriptions/*'), ([, identifier]) => ({ identifier })],
	[
		'GET',
		to('/v1/topics/*/subscribers/*'),
		([topicKey, externalSubscriberId]) => ({ topicKey, externalSubscriberId }),
	],
	['GET', to('/v[12]/topics/*'), ([key]) => topic(key)],
	['PATCH', to('/v[12]/topics/*'), ([key], body) => topic(key, body)],
	['DELETE', to('/v2/topics/*'), () => ({ acknowledged: true })],
	['GET', to('/v1/integrations(?:/active)?'), () => []],
	['POST', to('/v1/integrations'), (_, body) => ({ ...body, _id: OBJECT_ID })],
	['POST', to('/v1/integrations/channel-[a-z]+/[a-z]+'), () => ({ url: 'https://example.com/x' })],
	['POST', to('/v1/integrations/*/mobile-link'), () => ({ url: 'https://example.com/x' })],
	['POST', to('/v1/integrations/*/auto-configure'), () => ({ success: true, message: 'done' })],
	[
		'POST',
		to('/v1/integrations/*/webhook/configure'),
		() => ({ webhookUrl: 'https://example.com/x', configuredAt: TIME }),
	],
	['POST', to('/v1/integrations/*/set-primary'), ([_id]) => ({ _id })],
	['PUT', to('/v1/integrations/*'), ([_id]) => ({ _id })],
	['DELETE', to('/v1/integrations/*'), () => []],
	['GET', to('/v1/messages'), () => list()],
	['DELETE', to('/v1/messages/transaction/*'), () => NOTHING],
	['DELETE', to('/v1/messages/*'), () => ACKNOWLEDGED],
	['GET', to('/v1/notifications'), () => list()],
	['GET', to('/v1/notifications/*'), ([_id]) => ({ _id, createdAt: TIME, jobs: [] })],
	['GET', to('/v2/workflows'), () => ({ workflows: [], totalCount: 0 })],
	['GET', to('/v2/workflows/*'), ([workflowId]) => workflow(workflowId)],
	['POST', to('/v2/workflows'), (_, body) => workflow(body.workflowId, body)],
	['PUT', to('/v2/workflows/*'), ([workflowId], body) => workflow(workflowId, body)],
	['PATCH', to('/v2/workflows/*'), ([workflowId], body) => workflow(workflowId, body)],
	['DELETE', to('/v2/workflows/*'), () => NOTHING],
	['PUT', to('/v2/workflows/*/sync'), ([workflowId]) => workflow(workflowId)],
	[
		'GET',
		to('/v2/workflows/*/steps/*'),
		([workflowId, stepId]) => ({ _id: OBJECT_ID, stepId, workflowId, controlValues: {} }),
	],
	[
		'POST',
		to('/v2/workflows/*/step/*/preview'),
		() => ({ result: { type: 'in_app', preview: { body: 'text' } } }),
	],
	['POST', to('/v2/translations'), (_, body) => ({ ...body, createdAt: TIME }), 200],
	['GET', to('/v2/translations/master-json'), () => ({ workflows: {}, layouts: {} })],
	[
		'POST',
		to('/v2/translations/master-json(?:/upload)?'),
		() => ({ success: true, message: 'done', successful: [], failed: [] }),
		200,
	],
	[
		'GET',
		to('/v2/translations/group/*/*'),
		([resourceType, resourceId]) => ({ resourceType, resourceId, locales: [] }),
	],
	[
		'GET',
		to('/v2/translations/*/*/*'),
		([resourceType, resourceId, locale]) => ({ resourceType, resourceId, locale, content: {} }),
	],
	['DELETE', to('/v2/translations/*/*(?:/*)?'), () => NOTHING],
	['GET', to('/v1/environments'), () => [{ _id: OBJECT_ID, name: 'Development' }]],
	['GET', to('/v2/environments/*/tags'), () => [{ name: 'orders' }]],
	['GET', to('/v1/environment-variables'), () => []],
	['POST', to('/v1/environment-variables'), (_, body) => variable(body.key), 200],
	['GET', to('/v1/environment-variables/*'), ([key]) => variable(key)],
	['PATCH', to('/v1/environment-variables/*'), ([key]) => variable(key)],
	['DELETE', to('/v1/environment-variables/*'), () => NOTHING],
	['GET', to('/v1/environment-variables/*/usage'), () => ({ workflows: [] })],
	['GET', to('/v2/layouts'), () => ({ layouts: [], totalCount: 0 })],
	['POST', to('/v2/layouts'), (_, { layoutId, name }) => layout(layoutId, name)],
	['GET', to('/v2/layouts/*/usage'), () => ({ workflows: [] })],
	[
		'POST',
		to('/v2/layouts/*/duplicate'),
		(_, { layoutId, name }) => layout(layoutId ?? 'copy', name),
	],
	[
		'POST',
		to('/v2/layouts/*/preview'),
		() => ({ result: { type: 'email', preview: { body: '<html></html>' } }, schema: null }),
	],
	['GET', to('/v2/layouts/*'), ([id]) => layout(id)],
	['PUT', to('/v2/layouts/*'), ([id], { name }) => layout(id, name)],
	['DELETE', to('/v2/layouts/*'), () => NOTHING],
	['GET', to('/v1/agents'), () => page()],
	['GET', to('/v1/agents/*'), ([identifier]) => agent(identifier)],
	['PUT', to('/v1/agents/*/bridge'), ([identifier], body) => agent(identifier, body)],
	[
		'POST',
		to('/v1/agents/*/reply'),
		(_, { reply, edit }) =>
			(reply ?? edit) ? { messageId: 'message-1', platformThreadId: 'thread-1' } : null,
		200,
	],
	['GET', to('/v1/domains'), () => page()],
	['POST', to('/v1/domains'), (_, { name, data }) => domain(name, data)],
	['GET', to('/v1/domains/*/routes'), () => page()],
	['POST', to('/v1/domains/*/routes'), (_, { address }) => ({ _id: OBJECT_ID, address })],
	['POST', to('/v1/domains/*/routes/*/test'), () => ({ matched: true, dryRun: true }), 200],
	['GET', to('/v1/domains/*/routes/*'), ([, address]) => ({ _id: OBJECT_ID, address })],
	['PATCH', to('/v1/domains/*/routes/*'), ([, address]) => ({ _id: OBJECT_ID, address })],
	['DELETE', to('/v1/domains/*/routes/*'), () => NOTHING],
	['POST', to('/v1/domains/*/verify'), ([name]) => domain(name), 200],
	['POST', to('/v1/domains/*/diagnose'), () => ({ ok: true, checks: [], issues: [] }), 200],
	['GET', to('/v1/domains/*'), ([name]) => domain(name)],
	['PATCH', to('/v1/domains/*'), ([name], { data }) => domain(name, data)],
	['DELETE', to('/v1/domains/*'), () => NOTHING],
	['GET', to('/v1/channel-connections'), () => page()],
	[
		'POST',
		to('/v1/channel-connections'),
		(_, body) => connection(body.identifier ?? 'chconn_1', body),
	],
	['GET', to('/v1/channel-connections/*'), ([id]) => connection(id)],
	['PATCH', to('/v1/channel-connections/*'), ([id]) => connection(id)],
	['DELETE', to('/v1/channel-connections/*'), () => NOTHING],
	['GET', to('/v1/channel-endpoints'), () => page()],
	['POST', to('/v1/channel-endpoints'), (_, body) => endpoint(body.identifier ?? 'chendp_1', body)],
	['GET', to('/v1/channel-endpoints/*'), ([id]) => endpoint(id, {})],
	['PATCH', to('/v1/channel-endpoints/*'), ([id], body) => endpoint(id, body)],
	['DELETE', to('/v1/channel-endpoints/*'), () => NOTHING],
	['GET', to('/v2/contexts'), () => page()],
	['POST', to('/v2/contexts'), (_, { type, id, data }) => ({ type, id, data: data ?? {} })],
	['GET', to('/v2/contexts/*/*'), ([type, id]) => ({ type, id, data: {} })],
	['PATCH', to('/v2/contexts/*/*'), ([type, id], { data }) => ({ type, id, data })],
	['DELETE', to('/v2/contexts/*/*'), () => NOTHING],
];

/**
 * @param url path and query as they were sent
 * @param body the request's JSON
 * @returns a 404 as Novu has it where the call is not known
 */
export function plausibleAnswer(method: string, url: string, body: unknown = {}): PlausibleAnswer {
	const path = url.split('?')[0];
	for (const [ruleMethod, pattern, make, status] of RULES) {
		const found = ruleMethod === method ? pattern.exec(path) : null;
		if (!found) continue;
		const made = make(found.slice(1).map(decodeURIComponent), (body ?? {}) as Body);
		if (made === NOTHING) return { status: 204 };
		return { status: status ?? (method === 'POST' ? 201 : 200), body: enveloped(made) };
	}
	return { status: 404, body: { statusCode: 404, message: `Cannot ${method} ${path}` } };
}

/** Novu puts everything into `data` that is no list with its own paging. */
function enveloped(made: unknown): unknown {
	const isPage = typeof made === 'object' && made !== null && 'data' in made && !('_id' in made);
	const isObjectWithData = isPage && ('type' in made || 'subscriberId' in made);
	return isPage && !isObjectWithData ? made : { data: made };
}
