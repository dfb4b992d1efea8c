import type { IDataObject } from 'n8n-workflow';
import { Client } from '../../nodes/Novu/engine/client';
import { unwrapped, type Reply } from '../../nodes/Novu/engine/reply';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';
import { VirtualClock } from './virtualClock';

const common = { path: path`/v1/x`, answer: anything, rateCategory: 'global' } as const;
const get: NovuRequest = { ...common, method: 'GET' };
const post: NovuRequest = { ...common, method: 'POST', body: {} };
const answer = (status: number, body: unknown = {}, headers: IDataObject = {}): Reply => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const lost: Reply = { kind: 'connection', code: 'ECONNRESET' };
const timedOut: Reply = { kind: 'timeout', code: 'ECONNABORTED' };
const refusedConnection: Reply = { kind: 'connection', code: 'ECONNREFUSED' };

/** A client whose requests get these replies in turn, the last one for ever. */
function replying(replies: Reply[], retries = 5) {
	const clock = new VirtualClock();
	const sent: NovuRequest[] = [];
	const client = new Client(
		async (request) => {
			sent.push(request);
			await clock.wait(1);
			return replies[Math.min(sent.length, replies.length) - 1];
		},
		clock,
		{ retries },
	);
	return {
		clock,
		sent,
		call: async (request: NovuRequest) => await clock.run(client.call(request)),
	};
}

async function failureOf(work: Promise<unknown>): Promise<NovuFailure> {
	const error: unknown = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(NovuFailure);
	return error as NovuFailure;
}

describe('what is repeated', () => {
	it.each([
		['a lost connection', lost],
		['a time-out', timedOut],
		['a 502', answer(502)],
		['a 503', answer(503)],
		['a 504', answer(504)],
	])('a GET after %s', async (_, reply) => {
		const novu = replying([reply, reply, answer(200, { data: { a: 1 } })]);
		await expect(novu.call(get)).resolves.toEqual({ a: 1 });
		expect(novu.sent).toHaveLength(3);
	});

	it.each(['PUT', 'DELETE'] as const)('a %s', async (method) => {
		const novu = replying([lost, answer(200)]);
		await novu.call({ ...get, method });
		expect(novu.sent).toHaveLength(2);
	});

	it('a PATCH only where the operation says that it is safe', async () => {
		const unsafe = replying([lost, answer(200)]);
		await failureOf(unsafe.call({ ...post, method: 'PATCH' }));
		expect(unsafe.sent).toHaveLength(1);
		const safe = replying([lost, answer(200)]);
		await safe.call({ ...post, method: 'PATCH', idempotent: true });
		expect(safe.sent).toHaveLength(2);
	});

	it.each([
		['a lost connection', lost],
		['a time-out', timedOut],
		['a 503', answer(503)],
	])('never a POST after %s, since it may have been carried out', async (_, reply) => {
		const novu = replying([reply, answer(200)]);
		const { facts } = await failureOf(novu.call(post));
		expect(novu.sent).toHaveLength(1);
		expect(facts.attempts).toBe(1);
	});

	it('a POST that never left, since nothing listened', async () => {
		const novu = replying([refusedConnection, answer(201)]);
		await novu.call(post);
		expect(novu.sent).toHaveLength(2);
	});

	it('a POST with an idempotency key', async () => {
		const novu = replying([lost, answer(201)]);
		await novu.call({ ...post, idempotencyKey: 'k' });
		expect(novu.sent).toHaveLength(2);
	});

	it('a POST that the rate limit refused', async () => {
		const novu = replying([answer(429), answer(201, { data: 1 })]);
		await expect(novu.call(post)).resolves.toBe(1);
	});

	it.each([400, 401, 402, 403, 404, 409, 413, 422, 500])('nothing after a %i', async (status) => {
		const novu = replying([answer(status), answer(200)]);
		const { facts } = await failureOf(novu.call(get));
		expect(facts).toMatchObject({ kind: 'answer', status, attempts: 1 });
	});
});

describe('how long is tried', () => {
	it('as often as the user says, waiting longer each time', async () => {
		const novu = replying([lost], 3);
		const { facts } = await failureOf(novu.call(get));
		expect(novu.sent).toHaveLength(4);
		expect(facts).toMatchObject({ kind: 'connection', code: 'ECONNRESET', attempts: 4 });
		expect(facts.elapsedMs).toBeGreaterThanOrEqual(375 + 750 + 1500);
	});

	it('not at all where the user says 0, but for the rate limit', async () => {
		const once = replying([lost, answer(200)], 0);
		await failureOf(once.call(get));
		expect(once.sent).toHaveLength(1);
		const limited = replying([answer(429), answer(429), answer(200)], 0);
		await limited.call(get);
		expect(limited.sent).toHaveLength(3);
	});

	it('not for ever while the rate limit refuses', async () => {
		const novu = replying([answer(429)]);
		const { facts } = await failureOf(novu.call(get));
		expect(facts).toMatchObject({ status: 429, attempts: 10 });
		expect(facts.rateLimitedMs).toBeGreaterThanOrEqual(120_000);
		expect(novu.clock.now()).toBeLessThan(180_000);
	});
});

describe('an answer that does not show what was sent', () => {
	const request: NovuRequest = {
		...get,
		method: 'PUT',
		confirmsWrite: (body) => (body as IDataObject).tokens === 2,
	};

	it('is asked again', async () => {
		const novu = replying([
			answer(200, { data: { tokens: 1 } }),
			answer(200, { data: { tokens: 2 } }),
		]);
		await expect(novu.call(request)).resolves.toEqual({ tokens: 2 });
		expect(novu.sent).toHaveLength(2);
	});

	it('fails where it stays so', async () => {
		const novu = replying([answer(200, { data: { tokens: 1 } })], 2);
		const { facts } = await failureOf(novu.call(request));
		expect(facts).toMatchObject({ kind: 'notConfirmed', attempts: 3 });
	});
});

describe('a DELETE whose first try was lost', () => {
	it('is done when the second finds nothing', async () => {
		const novu = replying([lost, answer(404, { message: 'Subscriber not found' })]);
		await expect(novu.call({ ...get, method: 'DELETE' })).resolves.toBeUndefined();
	});

	it('is done though a try in between did not reach the server', async () => {
		const gone = answer(404, { message: 'Subscriber not found' });
		const novu = replying([timedOut, refusedConnection, gone]);
		await expect(novu.call({ ...get, method: 'DELETE' })).resolves.toBeUndefined();
	});

	it('is not done when the first finds nothing', async () => {
		const novu = replying([answer(404)]);
		const { facts } = await failureOf(novu.call({ ...get, method: 'DELETE' }));
		expect(facts.status).toBe(404);
	});

	it.each([
		['the server is too old for the call', answer(404, { message: 'Cannot DELETE /v1/x' })],
		['a proxy shows a page of its own', answer(404, '<html>nothing here</html>')],
	])('is not done when %s', async (_, second) => {
		const novu = replying([lost, second]);
		const { facts } = await failureOf(novu.call({ ...get, method: 'DELETE' }));
		expect(facts).toMatchObject({ status: 404, attempts: 2, mayBeCarriedOut: true });
	});

	it('is not done when the first could not be sent', async () => {
		const novu = replying([{ kind: 'connection', code: 'ECONNREFUSED' }, answer(404)]);
		const { facts } = await failureOf(novu.call({ ...get, method: 'DELETE' }));
		expect(facts).toMatchObject({ status: 404, mayBeCarriedOut: false });
	});

	it('goes to the older call where the server turns out to be old', async () => {
		const fallback: NovuRequest = { ...get, method: 'DELETE' };
		const missing = answer(404, { message: 'Cannot DELETE /v2/x/1' });
		const novu = replying([lost, missing, answer(200, { data: 'old' })]);
		const request: NovuRequest = { ...fallback, path: path`/v2/x/${'1'}`, fallback };
		await expect(novu.call(request)).resolves.toBe('old');
	});

	it('can say what its second answer means', async () => {
		const request: NovuRequest = { ...get, method: 'DELETE', mapRetriedAnswer: (body) => [body] };
		const first = replying([answer(200, { data: false })]);
		await expect(first.call(request)).resolves.toBe(false);
		const second = replying([lost, answer(200, { data: false })]);
		await expect(second.call(request)).resolves.toEqual([false]);
	});

	it('is not done when the rate limit came between', async () => {
		const novu = replying([answer(429), answer(404)]);
		const { facts } = await failureOf(novu.call({ ...get, method: 'DELETE' }));
		expect(facts.status).toBe(404);
	});
});

describe('an older server', () => {
	const missing = answer(404, { message: 'Cannot GET /v2/x/1', statusCode: 404 });
	const request: NovuRequest = { ...get, path: path`/v2/x/${'1'}`, fallback: get };

	it('is asked by its own route, and not by the new one again', async () => {
		const novu = replying([missing, answer(200, { data: 'old' })]);
		await expect(novu.call(request)).resolves.toBe('old');
		await expect(novu.call({ ...request, path: path`/v2/x/${'2'}` })).resolves.toBe('old');
		expect(novu.sent.map((sent) => sent.path.url)).toEqual(['/v2/x/1', '/v1/x', '/v1/x']);
	});

	it('is not guessed from a thing that is not there', async () => {
		const novu = replying([answer(404, { message: 'Subscriber not found' })]);
		const { facts } = await failureOf(novu.call(request));
		expect(facts.status).toBe(404);
		expect(novu.sent).toHaveLength(1);
	});
});

describe('a shared answer', () => {
	it('is asked for once', async () => {
		const novu = replying([answer(200, { data: 1 })]);
		await novu.call({ ...get, memoize: true });
		await novu.call({ ...get, memoize: true });
		expect(novu.sent).toHaveLength(1);
	});

	it('is asked for again after a failure', async () => {
		const novu = replying([answer(500), answer(200, { data: 1 })]);
		await failureOf(novu.call({ ...get, memoize: true }));
		await expect(novu.call({ ...get, memoize: true })).resolves.toBe(1);
	});
});

describe('an answer that points elsewhere', () => {
	it.each([
		[300, {}, 'answer'],
		[300, { location: '/y' }, 'redirect'],
		[301, {}, 'redirect'],
		[302, {}, 'redirect'],
		[303, {}, 'redirect'],
		[304, {}, 'answer'],
		[307, {}, 'redirect'],
		[308, {}, 'redirect'],
		[399, { location: '/y' }, 'redirect'],
		[400, { location: '/y' }, 'answer'],
		[404, { location: '/y' }, 'answer'],
	])('with status %d and the headers %j is taken as: %s', async (status, headers, kind) => {
		const novu = replying([answer(status, { message: 'no' }, headers)]);
		const { facts } = await failureOf(novu.call(get));
		expect(facts).toMatchObject({ kind, status });
	});

	it('with a success is a success', async () => {
		const novu = replying([answer(201, { data: 1 }, { location: '/y' })]);
		await expect(novu.call(get)).resolves.toBe(1);
	});
});

describe("Novu's envelope", () => {
	it.each([
		[{ data: { a: 1 } }, { a: 1 }],
		[{ data: { data: { own: true } } }, { data: { own: true } }],
		[
			{ data: [1], next: null },
			{ data: [1], next: null },
		],
		[{ data: false }, false],
		[[1], [1]],
		[undefined, undefined],
		['<html>', '<html>'],
	])('%j is %j', (body, expected) => {
		expect(unwrapped(body)).toEqual(expected);
	});
});
