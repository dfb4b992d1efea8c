import { Client } from '../../nodes/Novu/engine/client';
import type { Reply } from '../../nodes/Novu/engine/reply';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import { formatFailure } from '../../nodes/Novu/engine/errorReport';
import { RateLimit } from '../../nodes/Novu/engine/rateLimit';
import { retryAfterMs } from '../../nodes/Novu/engine/retryAfter';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { schedule } from '../../nodes/Novu/engine/schedule';
import { newServerState, type ServerState } from '../../nodes/Novu/engine/serverState';
import { anything, Bucket, limitedSend } from './fakeNovu';
import { VirtualClock } from './virtualClock';

const put: NovuRequest = {
	method: 'PUT',
	path: path`/v1/x`,
	answer: anything,
	rateCategory: 'configuration',
};

async function sendMany(clock: VirtualClock, client: Client, count: number, request = put) {
	const plans = Array.from({ length: count }, () => ({
		run: async () => (await client.call(request)) as object as Record<string, never>,
	}));
	return await clock.run(schedule(plans, client.call, { concurrency: 10, stopOnFailure: false }));
}

describe('pace', () => {
	it("fills Novu's Free limit: 1,000 calls in hardly more than the bucket allows", async () => {
		const clock = new VirtualClock();
		const novu = limitedSend(clock, new Bucket(clock));
		const client = new Client(novu.send, clock, { retries: 0 });
		const { outcomes } = await sendMany(clock, client, 1000);
		expect(outcomes.every((outcome) => outcome && 'output' in outcome)).toBe(true);
		const shortest = ((1000 - 110) / 100) * 5000;
		expect(clock.now()).toBeGreaterThanOrEqual(shortest);
		expect(clock.now()).toBeLessThan(shortest * 1.02);
		expect(novu.refusals()).toBe(0);
		expect(client.waitedMs).toBeGreaterThan(40_000);
	});

	it('goes on after another writer has emptied the bucket', async () => {
		const clock = new VirtualClock();
		const bucket = new Bucket(clock);
		const novu = limitedSend(clock, bucket);
		for (let i = 0; i < 60; i++) bucket.take(1);
		const client = new Client(novu.send, clock, { retries: 0 });
		const { outcomes } = await sendMany(clock, client, 300);
		expect(outcomes.every((outcome) => outcome && 'output' in outcome)).toBe(true);
		expect(novu.taken).toHaveLength(300);
		expect(clock.now()).toBeLessThan(((300 - 50) / 100) * 5000 * 1.2);
	});

	it('keeps one pace for each category', async () => {
		const clock = new VirtualClock();
		const full = limitedSend(clock, new Bucket(clock));
		const open = limitedSend(
			clock,
			new Bucket(clock, { refill: 6000, windowMs: 5000, burst: 6600 }),
		);
		const client = new Client(
			async (request) => await (request.rateCategory === 'trigger' ? open : full).send(request),
			clock,
			{ retries: 0 },
		);
		const configuration = client.call(put);
		await clock.run(configuration);
		const slow = sendMany(clock, client, 300);
		await slow;
		const before = clock.now();
		await sendMany(clock, client, 300, { ...put, rateCategory: 'trigger' });
		expect(clock.now() - before).toBeLessThan(1000);
	});

	it('waits for a bulk call until the bucket holds its cost', async () => {
		const clock = new VirtualClock();
		const novu = limitedSend(clock, new Bucket(clock));
		const client = new Client(novu.send, clock, { retries: 0 });
		await sendMany(clock, client, 5, { ...put, cost: 100 });
		expect(novu.taken).toHaveLength(5);
		expect(clock.now()).toBeLessThan(4 * 5000 * 1.1);
	});

	it('waits at least a second after a 429, for all of the category', async () => {
		const clock = new VirtualClock();
		const sentAt: number[] = [];
		const replies: Reply[] = [
			{ kind: 'answer', status: 429, headers: { 'retry-after': '0' }, body: {} },
		];
		const client = new Client(
			async () => {
				sentAt.push(clock.now());
				await clock.wait(1);
				return replies.shift() ?? { kind: 'answer', status: 200, headers: {}, body: {} };
			},
			clock,
			{ retries: 0 },
		);
		await clock.run(client.call(put));
		await clock.run(client.call(put));
		expect(sentAt).toHaveLength(3);
		expect(sentAt[1] - sentAt[0]).toBeGreaterThanOrEqual(1000);
	});

	it('waits as long as Retry-After says', async () => {
		const clock = new VirtualClock();
		let sent = 0;
		const client = new Client(
			async () => {
				await clock.wait(1);
				sent += 1;
				return sent === 1
					? { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: {} }
					: { kind: 'answer', status: 200, headers: {}, body: {} };
			},
			clock,
			{ retries: 0 },
		);
		await clock.run(client.call(put));
		expect(clock.now()).toBeGreaterThanOrEqual(7000);
		expect(clock.now()).toBeLessThan(8000);
	});

	it('does not slow a server without headers', async () => {
		const clock = new VirtualClock();
		const client = new Client(
			async () => {
				await clock.wait(5);
				return { kind: 'answer', status: 200, headers: {}, body: {} };
			},
			clock,
			{ retries: 0 },
		);
		await sendMany(clock, client, 1000);
		expect(clock.now()).toBe((1000 / 10) * 5);
		expect(client.waitedMs).toBe(0);
	});

	it('lets a call through that costs more than the bucket ever holds', async () => {
		const clock = new VirtualClock();
		const novu = limitedSend(clock, new Bucket(clock, { refill: 20, windowMs: 5000, burst: 20 }));
		const client = new Client(novu.send, clock, { retries: 0 });
		await sendMany(clock, client, 1);
		const costly = client.call({ ...put, cost: 100 }).catch(() => 'refused');
		await clock.run(costly);
		expect(clock.now()).toBeLessThan(200_000);
	});

	it.each([
		[404, true],
		[200, false],
	])('is kept after an answer %d that announces no limit: %s', async (status, isKept) => {
		const clock = new VirtualClock();
		const announced = { 'ratelimit-policy': '1;w=10;burst=1', 'ratelimit-remaining': '0' };
		const replies: Reply[] = [
			{ kind: 'answer', status: 200, headers: announced, body: {} },
			{ kind: 'answer', status, headers: {}, body: { message: 'no' } },
		];
		const client = new Client(
			async () => await Promise.resolve(replies.shift() ?? replies[0]),
			clock,
			{ retries: 0 },
		);
		for (let i = 0; i < 2; i++) {
			await clock.run(client.call(put).catch(() => undefined));
		}
		replies.push({ kind: 'answer', status: 200, headers: {}, body: {} });
		const before = clock.now();
		await clock.run(client.call(put));
		expect(clock.now() - before > 0).toBe(isKept);
	});

	it('waits for a call that costs more than the bucket ever holds until the bucket is full', async () => {
		const clock = new VirtualClock();
		const limit = new RateLimit();
		const headers = { 'ratelimit-policy': '20;w=5;burst=20', 'ratelimit-remaining': '11' };
		limit.recordResponse('trigger', 0, headers, clock);
		await clock.run(limit.take('trigger', 100, clock));
		expect(clock.now()).toBe(10 * 250);
	});

	it('is not paused for less by a later 429', async () => {
		const clock = new VirtualClock();
		const limit = new RateLimit();
		limit.pause('trigger', { 'retry-after': '7' }, clock);
		limit.pause('trigger', { 'retry-after': '1' }, clock);
		await clock.run(limit.take('trigger', 1, clock));
		expect(clock.now()).toBeGreaterThanOrEqual(7000);
	});

	it('follows what others have taken of the same bucket', async () => {
		const clock = new VirtualClock();
		const bucket = new Bucket(clock);
		const novu = limitedSend(clock, bucket);
		const client = new Client(novu.send, clock, { retries: 0 });
		await sendMany(clock, client, 10);
		const others = Array.from({ length: 90 }, () => bucket.take(1).taken);
		expect(others).not.toContain(false);
		await sendMany(clock, client, 1);
		await sendMany(clock, client, 30);
		expect(novu.refusals()).toBeLessThanOrEqual(1);
	});

	it.each([
		['a policy of words', { 'ratelimit-policy': 'many;w=few', 'ratelimit-remaining': '5' }],
		['a window of years', { 'ratelimit-policy': '1;w=31536000', 'ratelimit-remaining': '0' }],
		['a window of nothing', { 'ratelimit-policy': '5;w=0', 'ratelimit-remaining': '0' }],
		['a limit of nothing', { 'ratelimit-policy': '0;w=5', 'ratelimit-remaining': '0' }],
		['a negative rest', { 'ratelimit-policy': '5;w=5', 'ratelimit-remaining': '-1000000000' }],
		['an endless rest', { 'ratelimit-policy': '5;w=5', 'ratelimit-remaining': '1e400' }],
		['no rest', { 'ratelimit-policy': '5;w=5' }],
		['a limit beyond all numbers', { 'ratelimit-limit': '1e400', 'ratelimit-remaining': 'NaN' }],
	])('is not slowed by headers that no server can mean: %s', async (_, headers) => {
		const clock = new VirtualClock();
		const limit = new RateLimit();
		limit.recordResponse('global', 0, headers, clock);
		for (let i = 0; i < 100; i++) await clock.run(limit.take('global', 1, clock));
		expect(clock.now()).toBe(0);
	});

	it('asks the server in the end where a bucket fills too slowly', async () => {
		const clock = new VirtualClock();
		const limit = new RateLimit();
		const headers = { 'ratelimit-policy': '1;w=3600', 'ratelimit-remaining': '0' };
		limit.recordResponse('global', 0, headers, clock);
		await clock.run(limit.take('global', 1, clock));
		expect(clock.now()).toBeLessThanOrEqual(61_000);
	});

	it('ends a run within minutes where nothing but 429 comes, and says so', async () => {
		const clock = new VirtualClock();
		const client = new Client(
			async () => {
				await clock.wait(1);
				return { kind: 'answer', status: 429, headers: { 'retry-after': '0' }, body: {} };
			},
			clock,
			{ retries: 5 },
		);
		const { outcomes } = await sendMany(clock, client, 1000);
		expect(clock.now()).toBeLessThan(5 * 60_000);
		for (const outcome of outcomes) {
			const { error } = outcome as { error: NovuFailure };
			const { message, description } = formatFailure(error, 0, []);
			expect(message).toContain('HTTP 429');
			expect(description).toMatch(/for 1\d\d s it refused every call/);
		}
	});

	it('goes on with one category where another is given up', async () => {
		const clock = new VirtualClock();
		const client = new Client(
			async ({ rateCategory }) => {
				await clock.wait(1);
				const status = rateCategory === 'trigger' ? 429 : 200;
				return { kind: 'answer', status, headers: {}, body: { data: {} } };
			},
			clock,
			{ retries: 0 },
		);
		const refused = sendMany(clock, client, 5, { ...put, rateCategory: 'trigger' });
		expect((await refused).outcomes.every((outcome) => outcome && 'error' in outcome)).toBe(true);
		const { outcomes } = await sendMany(clock, client, 5);
		expect(outcomes.every((outcome) => outcome && 'output' in outcome)).toBe(true);
	});

	describe('Retry-After', () => {
		const now = Date.parse('2026-11-26T10:00:00Z');
		it.each<[string, Record<string, string>, number | undefined]>([
			['seconds', { 'retry-after': '7' }, 7000],
			['nothing', {}, undefined],
			['an empty text', { 'retry-after': '' }, undefined],
			['less than nothing', { 'retry-after': '-5' }, 0],
			['words', { 'retry-after': 'soon' }, undefined],
			['a date', { 'retry-after': 'Thu, 26 Nov 2026 10:00:09 GMT' }, 9000],
			[
				"a date by the server's clock",
				{ 'retry-after': 'Thu, 26 Nov 2026 12:00:09 GMT', date: 'Thu, 26 Nov 2026 12:00:00 GMT' },
				9000,
			],
			['a date that is over', { 'retry-after': 'Thu, 26 Nov 2020 10:00:00 GMT' }, 0],
		])('as %s', (_, headers, expected) => {
			expect(retryAfterMs(headers, now)).toBe(expected);
		});

		it.each(['31536000', '1e9', '1e400', 'Infinity', 'Fri, 01 Jan 2999 00:00:00 GMT'])(
			'of %s is waited for a minute, then the server is asked again',
			async (value) => {
				const clock = new VirtualClock();
				const limit = new RateLimit();
				limit.pause('global', { 'retry-after': value }, clock);
				await clock.run(limit.take('global', 1, clock));
				expect(clock.now()).toBeGreaterThanOrEqual(60_000);
				expect(clock.now()).toBeLessThan(62_000);
			},
		);
	});

	describe('of two runs', () => {
		const runTwice = async (first: ServerState, second: ServerState) => {
			const clock = new VirtualClock();
			const novu = limitedSend(clock, new Bucket(clock));
			const clients = [first, second].map(
				(server) => new Client(novu.send, clock, { retries: 0 }, server),
			);
			for (const client of clients) await sendMany(clock, client, 200);
			return { refusals: novu.refusals(), waitedMs: clients.map(({ waitedMs }) => waitedMs) };
		};

		it('is the same where they share what is known of the server, so that the second is not refused', async () => {
			const server = newServerState();
			const { refusals, waitedMs } = await runTwice(server, server);
			expect(refusals).toBe(0);
			expect(Math.min(...waitedMs)).toBeGreaterThan(1000);
		});

		it('is not that of another server', async () => {
			const { refusals } = await runTwice(newServerState(), newServerState());
			expect(refusals).toBeGreaterThan(0);
		});
	});
});
