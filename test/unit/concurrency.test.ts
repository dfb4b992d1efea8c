import fc from 'fast-check';
import { Concurrency } from '../../nodes/Novu/engine/concurrency';
import {
	adjust,
	INITIAL_STATE,
	MAX_CONCURRENCY,
	MIN_CONCURRENCY,
	type ConcurrencyState,
} from '../../nodes/Novu/engine/concurrencyPolicy';
import { CancelledError } from '../../nodes/Novu/engine/errors';
import { VirtualClock } from './virtualClock';

/** How long a server takes for a request, given how many it has. */
type AnswerTime = (underWay: number) => number;

const near: AnswerTime = () => 5;
const far: AnswerTime = () => 100;
/** Works on so many at once, 60 ms each; more than that wait, and make all slower. */
const small =
	(slots: number): AnswerTime =>
	(underWay) =>
		60 * Math.max(1, underWay / slots) ** 1.2;

/** Sends requests as fast as the number under way allows. */
async function load(
	clock: VirtualClock,
	concurrency: Pick<Concurrency, 'acquire'>,
	answerTime: AnswerTime,
	requests: number,
	fails: () => boolean = () => false,
) {
	let underWay = 0;
	let most = 0;
	await clock.run(
		Promise.all(
			Array.from({ length: requests }, async () => {
				const slot = await concurrency.acquire(() => clock.now());
				underWay += 1;
				most = Math.max(most, underWay);
				await clock.wait(answerTime(underWay));
				underWay -= 1;
				slot.release(clock.now(), fails());
			}),
		),
	);
	return most;
}

describe('requests under way', () => {
	it.each<[string, AnswerTime, number, number]>([
		['a server far away', far, 60, MAX_CONCURRENCY],
		['a small server', small(10), 6, 16],
		['a tiny server', small(2), 1, 6],
	])('come to a number that serves %s', async (_, answerTime, least, most) => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		await load(clock, concurrency, answerTime, 3000);
		expect(concurrency.limit).toBeGreaterThanOrEqual(least);
		expect(concurrency.limit).toBeLessThanOrEqual(most);
	});

	it.each<[string, AnswerTime]>([
		['near', near],
		['far', far],
		['small', small(10)],
	])('take hardly longer than the best fixed number: %s', async (_, answerTime) => {
		const timeOf = async (concurrency: Pick<Concurrency, 'acquire'>) => {
			const clock = new VirtualClock();
			await load(clock, concurrency, answerTime, 3000);
			return clock.now();
		};
		const fixed = await Promise.all([10, 25, 50, 100].map(async (n) => await timeOf(fixedAt(n))));
		expect(await timeOf(new Concurrency())).toBeLessThan(Math.min(...fixed) * 1.25);
	});

	it('become fewer where a server fails under load, and more once it is well', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		await load(clock, concurrency, far, 300, () => true);
		expect(concurrency.limit).toBeLessThanOrEqual(3);
		await load(clock, concurrency, far, 2000);
		expect(concurrency.limit).toBeGreaterThan(10);
	});

	it('are found anew where answers take another time than before', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		const cpuBound: AnswerTime = (underWay) => Math.max(5, underWay);
		await load(clock, concurrency, cpuBound, 2000);
		expect(concurrency.limit).toBeLessThan(20);
		await load(clock, concurrency, far, 2000);
		expect(concurrency.limit).toBeGreaterThan(60);
	});

	it('are not cut down for a failure now and then', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		let sent = 0;
		await load(clock, concurrency, far, 2000, () => ++sent % 10 === 0);
		expect(concurrency.limit).toBeGreaterThan(30);
	});

	it('say nothing about the server while something else holds requests back', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		for (let i = 0; i < 200; i++) await load(clock, concurrency, far, 3);
		expect(concurrency.limit).toBe(INITIAL_STATE.limit);
	});

	it('never are more than the number allows', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 300 }),
				async (times) => {
					const clock = new VirtualClock();
					const concurrency = new Concurrency();
					let under = 0;
					await clock.run(
						Promise.all(
							times.map(async (ms) => {
								const slot = await concurrency.acquire(() => clock.now());
								under += 1;
								expect(under).toBeLessThanOrEqual(MAX_CONCURRENCY);
								await clock.wait(ms);
								under -= 1;
								slot.release(clock.now(), false);
							}),
						),
					);
					expect(under).toBe(0);
				},
			),
			{ numRuns: 30 },
		);
	});

	it('are not waited for by who is cancelled, and the slot goes to the next', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		const now = () => clock.now();
		const slots = await Promise.all(
			Array.from({ length: INITIAL_STATE.limit }, async () => await concurrency.acquire(now)),
		);
		const cancel = new AbortController();
		const cancelled = concurrency.acquire(now, [cancel.signal]);
		const next = concurrency.acquire(now);
		cancel.abort();
		await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
		slots[0].release(0, false);
		await expect(next).resolves.toBeDefined();
	});

	it('remember about how long an answer takes', async () => {
		const clock = new VirtualClock();
		const concurrency = new Concurrency();
		expect(concurrency.answerTimeMs).toBe(0);
		await load(clock, concurrency, far, 20);
		expect(concurrency.answerTimeMs).toBeGreaterThanOrEqual(100);
	});
});

describe('each step of the search', () => {
	it('stays within its bounds, whatever is measured', () => {
		const measurement = fc.record({
			throughput: fc.double({ min: 0, max: 1e6, noNaN: true }),
			answerTimeMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
			failed: fc.double({ min: 0, max: 1, noNaN: true }),
		});
		fc.assert(
			fc.property(fc.array(measurement, { maxLength: 100 }), (measurements) => {
				let state: ConcurrencyState = INITIAL_STATE;
				for (const one of measurements) {
					state = adjust(state, one);
					expect(state.limit).toBeGreaterThanOrEqual(MIN_CONCURRENCY);
					expect(state.limit).toBeLessThanOrEqual(MAX_CONCURRENCY);
					expect(Number.isInteger(state.limit)).toBe(true);
				}
			}),
		);
	});
});

/** Keeps one number, whatever happens. */
function fixedAt(limit: number): Pick<Concurrency, 'acquire'> {
	let under = 0;
	const waiting: Array<() => void> = [];
	return {
		acquire: async () => {
			if (under >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
			under += 1;
			return {
				release: () => {
					under -= 1;
					waiting.shift()?.();
				},
			};
		},
	};
}
