import fc from 'fast-check';
import type { Call } from '../../nodes/Novu/engine/client';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import type { Batch, Outcome, Plan } from '../../nodes/Novu/engine/operation';
import { path } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';
import { schedule, type ScheduleSettings } from '../../nodes/Novu/engine/schedule';
import { VirtualClock } from './virtualClock';

const noCall: Call = async () => await Promise.resolve(undefined);
const settings = { concurrency: 10, stopOnFailure: false };

function refusal(status = 400): NovuFailure {
	const request = {
		method: 'PATCH',
		path: path`/v1/x`,
		answer: anything,
		rateCategory: 'configuration',
	} as const;
	return new NovuFailure({ kind: 'answer', status, request, attempts: 1, elapsedMs: 1 });
}

/** What one written value costs and does; `bad` values are refused. */
interface Write {
	key: string;
	family: string;
	value: string;
	ms: number;
	joins: boolean;
}

/** A target that loses writes when they overlap, as Novu does, and remembers how it was written to. */
function world(clock: VirtualClock) {
	const state = new Map<string, string[]>();
	let running = 0;
	let most = 0;
	let requests = 0;
	const write = async (target: string, values: readonly string[], ms: number) => {
		requests += 1;
		running += 1;
		most = Math.max(most, running);
		const before = state.get(target) ?? [];
		await clock.wait(ms);
		running -= 1;
		if (values.includes('bad')) throw refusal();
		state.set(target, [...before, ...values]);
		return { [target]: state.get(target)!.join() };
	};
	const planOf = ({ key, family, value, ms, joins }: Write): Plan => ({
		lockKeys: [key],
		run: async () => await write(`${key}/${family}`, [value], ms),
		...(joins && {
			batch: {
				key: family,
				with: 'sameTarget',
				conflictKey: family,
				part: value,
				canAdd: (parts) => parts.length <= 5,
				send: async (_, parts): Promise<Outcome[]> => {
					const output = await write(`${key}/${family}`, parts as string[], ms);
					return parts.map(() => ({ output }));
				},
			},
		}),
	});
	return { state, planOf, most: () => most, requests: () => requests };
}

const writes = fc.array(
	fc.record({
		key: fc.constantFrom('a', 'b', 'c'),
		family: fc.constantFrom('fcm', 'apns'),
		value: fc.oneof(
			{ weight: 9, arbitrary: fc.stringMatching(/^[0-9]{1,3}$/) },
			fc.constant('bad'),
		),
		ms: fc.integer({ min: 0, max: 20 }),
		joins: fc.boolean(),
	}),
	{ maxLength: 60 },
);

/** Four items that share a request, which is refused, as is what is made of it. */
async function refusedBatch(status: number) {
	const clock = new VirtualClock();
	let sent = 0;
	const refuse = async () => {
		sent += 1;
		return await Promise.reject(refusal(status));
	};
	const plans = Array.from(
		{ length: 4 },
		(): Plan => ({
			lockKeys: ['a'],
			batch: {
				key: 'k',
				with: 'sameTarget',
				conflictKey: 'f',
				part: 1,
				canAdd: () => true,
				send: refuse,
			},
			run: refuse,
		}),
	);
	const { outcomes } = await clock.run(schedule(plans, noCall, settings));
	return { sent, outcomes };
}

/** What a plan of the log below writes to, and how. */
interface Step {
	locks?: string[];
	ms?: number;
	fails?: boolean;
	/** Shares requests with others of the same key */
	batch?: Partial<Batch>;
}

/** Works off plans with names, and writes down when each begins and ends. */
async function logOf(steps: Record<string, Step>, more: Partial<ScheduleSettings> = {}) {
	const clock = new VirtualClock();
	const log: string[] = [];
	const work = async (name: string, { ms = 10, fails = false }: Step) => {
		log.push(`START ${name}`);
		await clock.wait(ms);
		log.push(`${fails ? 'FAIL' : 'END'} ${name}`);
		if (fails) throw refusal(401);
		return { name };
	};
	const plans = Object.entries(steps).map(([name, step]): Plan => {
		const { locks = [], batch } = step;
		return {
			lockKeys: locks,
			run: async () => await work(name, step),
			...(batch && {
				batch: {
					key: 'k',
					with: 'sameTarget',
					part: name,
					canAdd: () => true,
					send: async (_, parts) => {
						const output = await work(parts.join('+'), step);
						return parts.map(() => ({ output }));
					},
					...batch,
				},
			}),
		};
	});
	const result = await clock.run(schedule(plans, noCall, { ...settings, ...more }));
	return { log, ...result };
}

const a = { locks: ['a'] };

describe('the order of the work', () => {
	it('of one target is that of the items', async () => {
		const { log } = await logOf({ a1: a, a2: a });
		expect(log).toEqual(['START a1', 'END a1', 'START a2', 'END a2']);
	});

	it('of two targets is free', async () => {
		const { log } = await logOf({ a, b: { locks: ['b'], ms: 5 } });
		expect(log).toEqual(['START a', 'START b', 'END b', 'END a']);
	});

	it('of two targets keeps that of each', async () => {
		const b = { locks: ['b'], ms: 15 };
		const { log } = await logOf({ a1: a, b1: b, a2: a, b2: b });
		expect(log).toEqual([
			'START a1',
			'START b1',
			'END a1',
			'START a2',
			'END b1',
			'START b2',
			'END a2',
			'END b2',
		]);
	});

	it('of what only reads is free, whatever is written', async () => {
		const { log } = await logOf({ a1: a, a2: a, read: { ms: 1 } });
		expect(log.slice(0, 3)).toEqual(['START a1', 'START read', 'END read']);
	});

	it('lets one that writes to two targets wait for both, and who comes later for it', async () => {
		const { log } = await logOf({
			a,
			b: { locks: ['b'], ms: 20 },
			both: { locks: ['a', 'b'] },
			a2: a,
			c: { locks: ['c'], ms: 1 },
		});
		expect(log).toEqual([
			'START a',
			'START b',
			'START c',
			'END c',
			'END a',
			'END b',
			'START both',
			'END both',
			'START a2',
			'END a2',
		]);
	});

	it('names a target once, however often a plan does', async () => {
		const { log } = await logOf({ twice: { locks: ['a', 'a'] }, a });
		expect(log).toEqual(['START twice', 'END twice', 'START a', 'END a']);
	});

	it('begins no more at once than is allowed, the first items first', async () => {
		const free = { ms: 10 };
		const { log } = await logOf({ 1: free, 2: free, 3: free }, { concurrency: 2 });
		expect(log).toEqual(['START 1', 'START 2', 'END 1', 'START 3', 'END 2', 'END 3']);
	});

	it('goes on behind one that failed, where the run does', async () => {
		const { log } = await logOf({ a1: { ...a, fails: true }, a2: a });
		expect(log).toEqual(['START a1', 'FAIL a1', 'START a2', 'END a2']);
	});

	it('ends with the first failure, where the run does: what is under way ends first', async () => {
		const { log, outcomes } = await logOf(
			{ a1: { ...a, fails: true }, a2: a, b: { locks: ['b'], ms: 20 }, b2: { locks: ['b'] } },
			{ stopOnFailure: true },
		);
		expect(log).toEqual(['START a1', 'START b', 'FAIL a1', 'END b']);
		expect(outcomes.map((outcome) => outcome !== undefined)).toEqual([true, false, true, false]);
	});
});

describe('the order of what shares a request', () => {
	const fcm: Step = { ...a, batch: { key: 'fcm', conflictKey: 'fcm' } };
	const apns: Step = { ...a, batch: { key: 'apns', conflictKey: 'apns' } };
	const otherFcm: Step = { ...a, batch: { key: 'fcm of iOS', conflictKey: 'fcm' } };

	it('is that of the items where nothing waits', async () => {
		const { log, batchedItems, batchedRequests } = await logOf({ 1: fcm, 2: fcm, 3: fcm });
		expect(log).toEqual(['START 1+2+3', 'END 1+2+3']);
		expect([batchedItems, batchedRequests]).toEqual([3, 1]);
	});

	it('may overtake what changes another part of the target', async () => {
		const { log } = await logOf({ fcm1: fcm, apns, fcm2: fcm });
		expect(log).toEqual(['START fcm1+fcm2', 'END fcm1+fcm2', 'START apns', 'END apns']);
	});

	it('overtakes nothing that changes the same part in another way', async () => {
		const { log } = await logOf({ fcm1: fcm, other: otherFcm, fcm2: fcm });
		expect(log.filter((line) => line.startsWith('START'))).toEqual([
			'START fcm1',
			'START other',
			'START fcm2',
		]);
	});

	it('overtakes nothing that shares no requests', async () => {
		const { log } = await logOf({ fcm1: fcm, alone: a, fcm2: fcm });
		expect(log.filter((line) => line.startsWith('START'))).toEqual([
			'START fcm1',
			'START alone',
			'START fcm2',
		]);
	});

	it('overtakes one that adds the target only where it adds the target, too', async () => {
		const adding = (step: Step): Step => ({ ...a, batch: { ...step.batch, createsTarget: true } });
		const without = await logOf({ fcm1: fcm, apns: adding(apns), fcm2: fcm });
		expect(without.log[0]).toBe('START fcm1');
		const both = await logOf({ fcm1: adding(fcm), apns: adding(apns), fcm2: adding(fcm) });
		expect(both.log[0]).toBe('START fcm1+fcm2');
	});

	it('ends where no more fits', async () => {
		const two: Step = { ...a, batch: { canAdd: (parts) => parts.length <= 2 } };
		const { log } = await logOf({ 1: two, 2: two, 3: two });
		expect(log).toEqual(['START 1+2', 'END 1+2', 'START 3', 'END 3']);
	});

	it('is not that of one that needs another lock, too, which may take along others', async () => {
		const both: Step = { ...fcm, locks: ['a', 'b'] };
		const { log } = await logOf({ first: fcm, both, last: fcm });
		expect(log.filter((line) => line.startsWith('START'))).toEqual([
			'START first',
			'START both+last',
		]);
	});

	it('of different targets takes one of each target', async () => {
		const bulk = (...locks: string[]): Step => ({ locks, batch: { with: 'anyTarget' } });
		const { log } = await logOf({ a1: bulk('a'), b1: bulk('b'), a2: bulk('a'), c: bulk('c') });
		expect(log).toEqual(['START a1+b1+c', 'END a1+b1+c', 'START a2', 'END a2']);
	});
});

describe('schedule', () => {
	it('leaves what the same writes one after the other leave, with an outcome for each', async () => {
		await fc.assert(
			fc.asyncProperty(writes, fc.integer({ min: 1, max: 12 }), async (list, concurrency) => {
				const clock = new VirtualClock();
				const { state, planOf, most } = world(clock);
				const work = schedule(list.map(planOf), noCall, { ...settings, concurrency });
				const { outcomes } = await clock.run(work);
				const expected = new Map<string, string[]>();
				for (const { key, family, value } of list.filter((write) => write.value !== 'bad')) {
					const target = `${key}/${family}`;
					expected.set(target, [...(expected.get(target) ?? []), value]);
				}
				expect(state).toEqual(expected);
				expect(outcomes.map((outcome) => outcome && 'error' in outcome)).toEqual(
					list.map(({ value }) => value === 'bad'),
				);
				expect(most()).toBeLessThanOrEqual(concurrency);
			}),
		);
	});

	it('joins what waits for one target, and splits what is refused', async () => {
		const clock = new VirtualClock();
		const { planOf, requests, state } = world(clock);
		const values = ['1', '2', 'bad', '4', '5'];
		const plans = values.map((value) =>
			planOf({ key: 'a', family: 'fcm', value, ms: 1, joins: true }),
		);
		const { outcomes, batchedItems } = await clock.run(schedule(plans, noCall, settings));
		expect(outcomes.map((outcome) => outcome && 'error' in outcome)).toEqual([
			false,
			false,
			true,
			false,
			false,
		]);
		expect(state.get('a/fcm')).toEqual(['1', '2', '4', '5']);
		expect(batchedItems).toBe(5);
		expect(requests()).toBeLessThanOrEqual(5);
	});

	it('makes five appends to each of 200 targets 200 requests', async () => {
		const clock = new VirtualClock();
		const { planOf, requests } = world(clock);
		const plans = Array.from({ length: 1000 }, (_, i) =>
			planOf({ key: `s${i % 200}`, family: 'fcm', value: String(i), ms: 1, joins: true }),
		);
		await clock.run(schedule(plans, noCall, settings));
		expect(requests()).toBe(200);
	});

	it.each([401, 402, 403, 405, 409, 429, 500, 503])(
		'does not split what would be refused for each item too: %d',
		async (status) => {
			const { sent, outcomes } = await refusedBatch(status);
			expect(sent).toBe(1);
			expect(outcomes.every((outcome) => outcome && 'error' in outcome)).toBe(true);
		},
	);

	it.each([400, 404, 413, 422])('splits what may be for one item alone: %d', async (status) => {
		const { sent } = await refusedBatch(status);
		expect(sent).toBe(1 + 2 + 4);
	});

	it('fills bulk requests with items for different targets, and never two of one target', async () => {
		const clock = new VirtualClock();
		const chunks: string[][] = [];
		const plans = Array.from({ length: 1050 }, (_, i): Plan => {
			const target = `s${i % 1000}`;
			return {
				lockKeys: [target],
				batch: {
					key: 'bulk',
					with: 'anyTarget',
					part: target,
					canAdd: (parts) => parts.length <= 500,
					send: async (_call, parts) => {
						chunks.push(parts as string[]);
						await clock.wait(5);
						return parts.map((part) => ({ output: { part: String(part) } }));
					},
				},
				run: async () => await Promise.reject(new Error('not alone')),
			};
		});
		const { outcomes } = await clock.run(schedule(plans, noCall, settings));
		expect(chunks.map((chunk) => chunk.length)).toEqual([500, 500, 50]);
		for (const chunk of chunks) expect(new Set(chunk).size).toBe(chunk.length);
		expect(outcomes[1049]).toEqual({ output: { part: 's49' } });
	});

	it('begins nothing more once an item has failed, where the run stops on failure', async () => {
		const clock = new VirtualClock();
		const { planOf } = world(clock);
		const plans = Array.from({ length: 100 }, (_, i) =>
			planOf({ key: `s${i}`, family: 'f', value: i === 3 ? 'bad' : '1', ms: 5, joins: false }),
		);
		const work = schedule(plans, noCall, { concurrency: 2, stopOnFailure: true });
		const { outcomes } = await clock.run(work);
		expect(outcomes.filter((outcome) => outcome === undefined).length).toBeGreaterThan(90);
		expect(outcomes[3]).toHaveProperty('error');
	});

	it('begins nothing once the execution is cancelled', async () => {
		const clock = new VirtualClock();
		const { planOf, requests } = world(clock);
		const controller = new AbortController();
		controller.abort();
		const plans = [planOf({ key: 'a', family: 'f', value: '1', ms: 1, joins: false })];
		await clock.run(schedule(plans, noCall, { ...settings, signal: controller.signal }));
		expect(requests()).toBe(0);
	});

	it.each([
		['of one target', () => 'a'],
		['of many targets', (i: number) => `s${i}`],
	])('works off 50,000 items %s', async (_, keyOf) => {
		const plans = Array.from(
			{ length: 50_000 },
			(_item, i): Plan => ({
				lockKeys: [keyOf(i)],
				run: async () => await Promise.resolve({ i }),
			}),
		);
		const { outcomes } = await schedule(plans, noCall, settings);
		expect(outcomes).toHaveLength(50_000);
		expect(outcomes[49_999]).toEqual({ output: { i: 49_999 } });
	});
});
