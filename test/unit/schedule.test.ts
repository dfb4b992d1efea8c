import fc from 'fast-check';
import type { Call } from '../../nodes/Novu/engine/client';
import { NovuFailure } from '../../nodes/Novu/engine/failure';
import type { Outcome, Plan } from '../../nodes/Novu/engine/operation';
import { path } from '../../nodes/Novu/engine/request';
import { anything } from './fakeNovu';
import { schedule } from '../../nodes/Novu/engine/schedule';
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

describe('schedule', () => {
	it('leaves what the same writes one after the other leave, with an outcome for each', async () => {
		await fc.assert(
			fc.asyncProperty(writes, fc.integer({ min: 1, max: 12 }), async (list, atOnce) => {
				const clock = new VirtualClock();
				const { state, planOf, most } = world(clock);
				const work = schedule(list.map(planOf), noCall, { ...settings, concurrency: atOnce });
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
				expect(most()).toBeLessThanOrEqual(atOnce);
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

	it('does not split what would be refused for each item too', async () => {
		const clock = new VirtualClock();
		let sent = 0;
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
					send: async () => {
						sent += 1;
						return await Promise.reject(refusal(401));
					},
				},
				run: async () => await Promise.reject(refusal(401)),
			}),
		);
		const { outcomes } = await clock.run(schedule(plans, noCall, settings));
		expect(sent).toBe(1);
		expect(outcomes.every((outcome) => outcome && 'error' in outcome)).toBe(true);
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
