import type { IDataObject } from 'n8n-workflow';
import { Client } from '../../nodes/Novu/engine/client';
import type { Reply } from '../../nodes/Novu/engine/reply';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { delayBeforeRetry, isUncertain, shouldSplit } from '../../nodes/Novu/engine/retry';
import { object } from '../../nodes/Novu/engine/answers';
import { VirtualClock } from './virtualClock';

const shape = object('a thing', ({ ok }) => ok === true);
const common = { path: path`/v1/x`, answer: shape, rateCategory: 'global', body: {} } as const;
const CALLS: Record<string, NovuRequest> = {
	read: { ...common, method: 'GET' },
	setting: { ...common, method: 'PATCH', idempotent: true },
	adding: { ...common, method: 'POST' },
	keyed: { ...common, method: 'POST', idempotencyKey: 'k' },
};
const answer = (
	status: number,
	body: unknown = { message: 'no' },
	headers: IDataObject = {},
): Reply => ({
	kind: 'answer',
	status,
	headers,
	body,
});
const connection = (code: string, reached?: boolean): Reply => ({
	kind: 'connection',
	code,
	reached,
});

type Repeats = 'all' | 'harmless' | 'none';
/** Reply, which calls are sent again, whether a batch is split, whether it may have been done. */
const TABLE: Array<[string, Reply, Repeats, boolean, boolean]> = [
	...[400, 404, 413, 422].map((status): [string, Reply, Repeats, boolean, boolean] => [
		`a ${status}`,
		answer(status),
		'none',
		true,
		false,
	]),
	...[401, 402, 403, 405, 409, 421, 423, 451].map(
		(status): [string, Reply, Repeats, boolean, boolean] => [
			`a ${status}`,
			answer(status),
			'none',
			false,
			false,
		],
	),
	...[408, 425, 499, 502, 503, 504, 520, 521, 522, 523, 524].map(
		(status): [string, Reply, Repeats, boolean, boolean] => [
			`a ${status}`,
			answer(status),
			'harmless',
			false,
			true,
		],
	),
	...[500, 501, 507, 525, 526, 599].map((status): [string, Reply, Repeats, boolean, boolean] => [
		`a ${status}`,
		answer(status),
		'none',
		false,
		true,
	]),
	['a redirect', answer(307, undefined, { location: '/y' }), 'none', false, false],
	['another answer', answer(200, { data: {} }), 'none', false, true],
	['a web page', answer(200, '<!doctype html>'), 'none', false, true],
	[
		'an empty success',
		{ kind: 'answer', status: 200, headers: {}, body: undefined },
		'harmless',
		false,
		true,
	],
	['an unreadable success', answer(200, '{"data":{'), 'harmless', false, true],
	['a cut success', { kind: 'truncated', status: 201, headers: {} }, 'harmless', false, true],
	[
		'a success that is too large',
		{ kind: 'tooLarge', status: 200, headers: {} },
		'none',
		false,
		true,
	],
	['a time-out', { kind: 'timeout' }, 'harmless', false, true],
	['a lost connection', connection('ECONNRESET'), 'harmless', false, true],
	['a broken pipe', connection('EPIPE'), 'harmless', false, true],
	['a refused connection', connection('ECONNREFUSED'), 'all', false, false],
	['a busy name server', connection('EAI_AGAIN'), 'all', false, false],
	['a connection that was not made', connection('ETIMEDOUT', false), 'all', false, false],
	['an unknown host', connection('ENOTFOUND'), 'none', false, false],
	['a self-signed certificate', connection('DEPTH_ZERO_SELF_SIGNED_CERT'), 'none', false, false],
	[
		'a certificate of another name',
		connection('ERR_TLS_CERT_ALTNAME_INVALID'),
		'none',
		false,
		false,
	],
	['no TLS', connection('EPROTO'), 'none', false, false],
	['a cancelled run', { kind: 'cancelled' }, 'none', false, true],
];

async function failing(request: NovuRequest, reply: Reply, retries = 2) {
	const clock = new VirtualClock();
	let sent = 0;
	const send = async (): Promise<Reply> => {
		sent += 1;
		await clock.wait(1);
		return reply;
	};
	const error: unknown = await clock
		.run(new Client(send, clock, { retries }).call(request))
		.catch((reason: unknown) => reason);
	if (!(error instanceof NovuFailure)) throw new Error('It did not fail');
	return { sent, facts: error.facts, waitedMs: clock.now() };
}

describe('after', () => {
	it.each(TABLE)('%s', async (_, reply, repeats, splits, uncertain) => {
		for (const [name, request] of Object.entries(CALLS)) {
			const { sent, facts } = await failing(request, reply);
			const isHarmless = name !== 'adding';
			const expected = repeats === 'all' || (repeats === 'harmless' && isHarmless) ? 3 : 1;
			expect([name, sent]).toEqual([name, expected]);
			expect([name, isUncertain(facts)]).toEqual([name, uncertain]);
			expect([name, shouldSplit(facts)]).toEqual([name, splits]);
		}
	});

	it('a failure that Novu repeats for an idempotency key, no call that has one', async () => {
		const replay = answer(
			503,
			{ message: 'Service Unavailable' },
			{ 'idempotency-replay': 'true' },
		);
		const { sent, facts } = await failing(CALLS.keyed, replay);
		expect(sent).toBe(1);
		expect([isUncertain(facts), shouldSplit(facts)]).toEqual([false, false]);
		// The header says nothing of a call that was sent without a key.
		expect((await failing(CALLS.read, replay)).sent).toBe(3);
	});

	it('a 409 under an idempotency key, Novu is asked what became of it, whatever the retries', async () => {
		const busy = answer(409, { message: 'is being processed' }, { 'retry-after': '2' });
		const { sent, facts, waitedMs } = await failing(CALLS.keyed, busy, 0);
		expect(sent).toBe(30);
		expect(waitedMs).toBeGreaterThanOrEqual(29 * 2000);
		expect([isUncertain(facts), shouldSplit(facts)]).toEqual([true, false]);
		expect((await failing(CALLS.setting, busy)).sent).toBe(1);
	});

	it('a lost try, a refused batch under a key is not split: the halves would have other keys', () => {
		const facts = { kind: 'answer', status: 400, attempts: 2, elapsedMs: 0 } as const;
		const split = (request: NovuRequest) =>
			shouldSplit({ ...facts, request, mayBeCarriedOut: true });
		expect(split(CALLS.keyed)).toBe(false);
		expect(split(CALLS.setting)).toBe(true);
	});
});

it('the pause doubles, up to ten seconds, and is as long as the server asks for, up to thirty', () => {
	expect([1, 2, 3, 9].map((attempt) => delayBeforeRetry(attempt, 1))).toEqual([
		500, 1000, 2000, 10000,
	]);
	expect(delayBeforeRetry(9, 0)).toBe(5000);
	expect(delayBeforeRetry(1, 0, { 'retry-after': '7' })).toBe(7000);
	expect(delayBeforeRetry(1, 0, { 'retry-after': '31536000' })).toBe(30_000);
	expect(delayBeforeRetry(1, 0, { 'retry-after': 'nonsense' })).toBe(250);
	expect(delayBeforeRetry(1, 0, { 'retry-after': '-5' })).toBe(250);
	const dates = {
		date: 'Thu, 26 Nov 2026 10:00:00 GMT',
		'retry-after': 'Thu, 26 Nov 2026 10:00:09 GMT',
	};
	expect(delayBeforeRetry(1, 0, dates)).toBe(9000);
});
