import { Client, type Reply } from '../../nodes/Novu/engine/client';
import { path, type NovuRequest } from '../../nodes/Novu/engine/request';
import { schedule } from '../../nodes/Novu/engine/schedule';
import { newServerState, type ServerState } from '../../nodes/Novu/engine/serverState';
import { Bucket, limitedSend } from './fakeNovu';
import { VirtualClock } from './virtualClock';

const put: NovuRequest = { method: 'PUT', path: path`/v1/x`, rateCategory: 'configuration' };

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
