import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sleep } from 'n8n-workflow';

import { parseBody, UnreadableBody } from './body';
import { checkIds, envelope, NO_CONTENT, type Call, type Route } from './call';
import { ApiError, errorAnswer, unknownRoute } from './errors';
import type { Fault } from './faults';
import { authenticate } from './guard';
import type { Claim, Outcome } from './idempotency';
import { isObjectId } from './ids';
import { limitHeaders } from './limiter';
import { ROUTES } from './routes';
import type { SandboxRequest, State } from './state';
import type { Store } from './store';
import type { Fields, NovuVersion } from './types';
import { isFields } from './validation';

const BODY_LIMIT = 100 * 1024;
/** What 2.0 took where today's Novu takes 26 MB. */
const OLD_EVENT_LIMIT = 20 * 1024 * 1024;
/** Novu writes its headers a little after it has decided, so a refusal may say 0 seconds. */
const HEADER_DELAY_MS = 3;
const JSON_TYPE = 'application/json; charset=utf-8';

declare module 'fastify' {
	interface FastifyRequest {
		/** This request's line in the log, also where no log is kept */
		entry: SandboxRequest;
	}
}

type Versions = Partial<Record<NovuVersion, Route>>;

interface Answer {
	status: number;
	payload: string;
	headers: Record<string, string>;
}

function clock(): number {
	return performance.timeOrigin + performance.now();
}

/** Routes by method and URL, each with the generations that have it. */
function routeTable(): Map<string, Versions> {
	const table = new Map<string, Versions>();
	for (const route of ROUTES) {
		const key = `${route.method} ${route.url}`;
		const versions = table.get(key) ?? {};
		for (const generation of ['2.0', '2.3', '3.19'] as const) {
			if ([route.only ?? generation].flat().includes(generation)) versions[generation] = route;
		}
		table.set(key, versions);
	}
	return table;
}

function rawPath(request: FastifyRequest): string {
	return request.raw.url ?? '/';
}

function refusal(thrown: unknown, request: FastifyRequest, state: State): Answer {
	const { status, body } = errorAnswer(thrown, rawPath(request), state.settings.novu);
	return { status, payload: JSON.stringify(body), headers: {} };
}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
	request.entry.status = answer.status;
	request.entry.endedAt = clock();
	reply.code(answer.status).headers(answer.headers);
	if (answer.payload === '') return reply.send();
	return reply.header('content-type', JSON_TYPE).send(answer.payload);
}

/** Takes the tokens of a call. @throws ApiError 429 when the bucket lacks them */
function limit(state: State, route: Route, store: Store, headers: Record<string, string>): void {
	const { rateLimits } = state.settings;
	if (!rateLimits) return;
	const { category, cost = 1 } = route;
	const at = Date.now();
	const size = rateLimits[category];
	const verdict = state.limiter.take(`${store.environment._id} ${category}`, size, cost, at);
	Object.assign(headers, limitHeaders(verdict, rateLimits, category, cost, at + HEADER_DELAY_MS));
	if (!verdict.allowed) throw new ApiError(429, 'API rate limit exceeded', {}, 'empty');
}

/** Looks at the idempotency key of a call, where Novu would. */
function claim(state: State, request: FastifyRequest, store: Store): Claim | undefined {
	const key = request.headers['idempotency-key'];
	const covered = request.method === 'POST' || request.method === 'PATCH';
	if (!state.settings.idempotency || !covered || typeof key !== 'string' || key === '') {
		return undefined;
	}
	const body = JSON.stringify(request.body ?? {});
	return state.idempotency.claim(store.organization._id, key, body, state.settings.novu);
}

/** Runs a route's handler. A refusal is handed back; anything else that is thrown becomes a 500. */
async function run(
	state: State,
	route: Route,
	request: FastifyRequest,
	store: Store,
): Promise<Outcome> {
	try {
		const call: Call = {
			params: request.params as Record<string, string>,
			query: request.query as Fields,
			body: isFields(request.body) ? request.body : {},
			environment: store.environment,
			store,
			settings: state.settings,
		};
		store.requests++;
		if (state.settings.novu !== '2.0') checkIds(call, route.ids ?? {});
		const result: unknown = await route.handle(call);
		if (result === NO_CONTENT) return { status: 204, payload: '' };
		return { status: successOf(route), payload: JSON.stringify(envelope(result)) };
	} catch (error) {
		return error instanceof ApiError
			? { status: error.status, refusal: error }
			: { status: 500, payload: refusal(error, request, state).payload };
	}
}

/** @throws ApiError 403 for a request that names another environment than that of its key */
function checkScope(request: FastifyRequest, store: Store): void {
	const { environmentId } = request.query as Fields;
	const { _environmentId } = isFields(request.body) ? request.body : {};
	const named = [environmentId, _environmentId].filter(isObjectId);
	if (named.every((one) => one === store.environment._id)) return;
	throw new ApiError(
		403,
		'This authentication scheme is scoped to a single environment and cannot target a different `_environmentId`. Use credentials from the target environment, or authenticate with a session token.',
	);
}

/** The outcome that was kept under a key; since 3 its status is that of the route that is asked now. */
function replayed(state: State, route: Route, claimed: Claim | undefined): Outcome | undefined {
	const outcome = claimed?.outcome;
	const plain = outcome && !outcome.refusal && outcome.status < 204;
	if (!plain || state.settings.novu === '2.0') return outcome;
	return { ...outcome, status: successOf(route) };
}

/** What a route answers with when it succeeds and has a body. */
function successOf(route: Route): number {
	return route.status ?? (route.method === 'POST' ? 201 : 200);
}

/** Carries a request out: guard, limiter, idempotency key, handler, in Novu's order. */
async function carryOut(
	state: State,
	versions: Versions,
	request: FastifyRequest,
): Promise<Answer> {
	const headers: Record<string, string> = {};
	let outcome: Outcome;
	try {
		const route = versions[state.settings.novu];
		if (!route || (route.paid && !state.settings.paid)) {
			throw unknownRoute(request.method, rawPath(request));
		}
		const store = authenticate(
			request.headers.authorization,
			state.organization,
			state.settings.novu,
		);
		if (state.settings.novu !== '2.0') checkScope(request, store);
		limit(state, route, store, headers);
		const claimed = claim(state, request, store);
		outcome = replayed(state, route, claimed) ?? (await run(state, route, request, store));
		claimed?.settle(outcome.status === 500 ? undefined : outcome);
		Object.assign(headers, claimed?.headers);
	} catch (error) {
		return { ...refusal(error, request, state), headers };
	}
	if (outcome.refusal) return { ...refusal(outcome.refusal, request, state), headers };
	return { status: outcome.status, payload: outcome.payload ?? '', headers };
}

/** Ends a request without an answer: its connection is reset or simply stays silent. */
function abandon(fault: Fault, request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	if (fault.startsWith('reset')) request.raw.socket.resetAndDestroy();
	request.entry.endedAt = clock();
}

async function serve(
	state: State,
	versions: Versions,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<unknown> {
	const { fault } = request.entry;
	request.entry.body = request.body;
	if (state.settings.latencyMs > 0) await sleep(state.settings.latencyMs);
	if (state.settings.crowd) await state.crowd.serve(state.settings.crowd);
	if (fault === 'unavailable') {
		const unavailable = new ApiError(503, 'Service Unavailable', {}, 'status');
		return send(request, reply, refusal(unavailable, request, state));
	}
	if (fault?.endsWith('before')) return abandon(fault, request, reply);
	const answer = await carryOut(state, versions, request);
	if (fault) return abandon(fault, request, reply);
	return send(request, reply, answer);
}

function logged(state: State, request: FastifyRequest): SandboxRequest {
	const entry: SandboxRequest = {
		method: request.method,
		path: rawPath(request).split('?', 1)[0],
		query: request.query as Fields,
		headers: request.headers,
		body: undefined,
		status: 0,
		startedAt: clock(),
		endedAt: undefined,
		fault: state.faults?.draw(),
	};
	if (state.settings.log) state.requests.push(entry);
	return entry;
}

/** What went wrong before a handler was reached: an unreadable or a too large body. */
function failedEarly(error: unknown, request: FastifyRequest, state: State): Answer {
	const { code } = error as { code?: string };
	if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' && state.settings.novu !== '2.0') {
		return refusal(new ApiError(413, 'Payload Too Large', {}, 'status'), request, state);
	}
	return refusal(error, request, state);
}

function install(app: FastifyInstance, state: State): void {
	app.decorateRequest('entry');
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
		try {
			const text = String(body);
			if (state.settings.novu === '2.0' && text.length > OLD_EVENT_LIMIT) {
				throw new UnreadableBody('larger than this version takes');
			}
			done(null, parseBody(request.headers['content-type'], text, state.settings.novu));
		} catch (error) {
			done(error as Error);
		}
	});
	app.addHook('onRequest', async (request, reply) => {
		request.entry = logged(state, request);
		if (request.method === 'OPTIONS') {
			return send(request, reply, { status: 204, payload: '', headers: {} });
		}
		// Novu's router takes no empty segment; the one used here would call it an empty parameter.
		if (!request.entry.path.includes('//')) return undefined;
		const unknown = unknownRoute(request.method, rawPath(request));
		return send(request, reply, refusal(unknown, request, state));
	});
	app.setNotFoundHandler((request, reply) => {
		request.entry.body = request.body;
		const unknown = unknownRoute(request.method, rawPath(request));
		void send(request, reply, refusal(unknown, request, state));
	});
	app.setErrorHandler((error, request, reply) => {
		void send(request, reply, failedEarly(error, request, state));
	});
}

/** The first segment of a path that is no URL-encoded text. */
function undecodable(path: string): string {
	const [plain] = path.split('?', 1);
	return plain.split('/').find((segment) => !isEncoded(segment)) ?? plain;
}

function isEncoded(segment: string): boolean {
	try {
		decodeURIComponent(segment);
		return true;
	} catch {
		return false;
	}
}

/** The HTTP server over a state; it does not listen yet. */
export function buildServer(state: State): FastifyInstance {
	const app = Fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true, caseSensitive: false, maxParamLength: 5000 },
		frameworkErrors: (_error, request, reply) => {
			request.entry ??= logged(state, request);
			const path = rawPath(request);
			const param = state.settings.novu === '2.0' ? path.slice(1) : undecodable(path);
			const text = `Failed to decode param '${param}'`;
			void send(request, reply, refusal(new ApiError(400, text), request, state));
		},
	});
	install(app, state);
	for (const [key, versions] of routeTable()) {
		const [method, url] = key.split(' ');
		const { bodyLimit } = versions['3.19'] ?? versions['2.3'] ?? versions['2.0'] ?? {};
		app.route({
			method,
			url,
			bodyLimit,
			handler: async (request, reply) => await serve(state, versions, request, reply),
		});
	}
	return app;
}
