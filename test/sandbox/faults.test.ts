import { sleep } from 'n8n-workflow';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { FaultSource } from '../../sandbox/faults';
import { call } from './http';

describe('which requests are spoilt', () => {
	const row = (seed: number) => {
		const source = new FaultSource({ resets: 0.05, unavailable: 0.05, timeouts: 0.02, seed });
		return Array.from({ length: 2000 }, () => source.draw());
	};

	test('the same seed spoils the same requests', () => {
		expect(row(7)).toEqual(row(7));
		expect(row(7)).not.toEqual(row(8));
	});

	test.each([
		['reset', 0.05],
		['unavailable', 0.05],
		['timeout', 0.02],
	])('about as many as asked for: %s', (kind, share) => {
		const some = row(7).filter((fault) => fault?.startsWith(kind));
		expect(some.length / 2000).toBeGreaterThan(share * 0.7);
		expect(some.length / 2000).toBeLessThan(share * 1.3);
	});

	test('resets and time-outs strike before and after', () => {
		expect(new Set(row(7))).toEqual(
			new Set([
				undefined,
				'reset-before',
				'reset-after',
				'unavailable',
				'timeout-before',
				'timeout-after',
			]),
		);
	});
});

describe('spoilt requests over HTTP', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox();
	});

	afterAll(async () => await sandbox.close());

	/** Creates subscribers, one a request, and hands back what became of each. */
	async function create(faults: SandboxOptions['faults'], count: number) {
		sandbox.reset();
		sandbox.configure({ faults });
		const ids = Array.from({ length: count }, (_unused, index) => `s${index}`);
		return await Promise.all(
			ids.map(async (subscriberId, index) => {
				const answer = call(sandbox, 'POST', '/v2/subscribers', { subscriberId });
				const status = await answer.then(
					(one) => one.status,
					(error: Error & { code?: string }) => error.code,
				);
				const made = sandbox.store.subscriber(subscriberId) !== undefined;
				return { status, made, index };
			}),
		);
	}

	test('a reset loses the answer, and half of the requests were carried out', async () => {
		const outcomes = await create({ resets: 1 }, 40);
		expect(new Set(outcomes.map(({ status }) => status))).not.toContain(201);
		expect(outcomes.some(({ made }) => made)).toBe(true);
		expect(outcomes.some(({ made }) => !made)).toBe(true);
		const after = sandbox.requests.filter(({ fault }) => fault === 'reset-after');
		expect(after).toHaveLength(outcomes.filter(({ made }) => made).length);
	});

	test('a 503 carries nothing out', async () => {
		const outcomes = await create({ unavailable: 1 }, 5);
		expect(outcomes.map(({ status, made }) => [status, made])).toEqual(Array(5).fill([503, false]));
		expect(sandbox.requests.map(({ fault }) => fault)).toEqual(Array(5).fill('unavailable'));
	});

	test('a time-out never answers, and closing ends the waiting', async () => {
		const other = await startSandbox({ faults: { timeouts: 1 } });
		const waiting = call(other, 'GET', '/v1/environments/me').then(
			() => 'answered',
			() => 'cut off',
		);
		while (other.requests[0]?.endedAt === undefined) {
			await sleep(1);
		}
		expect(other.requests[0]).toMatchObject({ status: 0 });
		expect(other.requests[0].fault).toMatch(/^timeout-/);
		await other.close();
		expect(await waiting).toBe('cut off');
	});

	test('without faults every request is answered', async () => {
		const outcomes = await create(null, 5);
		expect(outcomes.every(({ status, made }) => status === 201 && made)).toBe(true);
	});
});
