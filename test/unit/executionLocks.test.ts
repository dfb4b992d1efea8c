import fc from 'fast-check';
import { CancelledError } from '../../nodes/Novu/engine/errors';
import { Locks } from '../../nodes/Novu/engine/executionLocks';

const KEYS = ['a', 'b', 'c', 'd'];

describe('locks', () => {
	it('are free at once where nobody has them', async () => {
		const locks = new Locks();
		const lease = await locks.acquire(['a', 'b']);
		expect(locks.tryAcquire(['b'])).toBeUndefined();
		lease.release();
		expect(locks.size).toBe(0);
	});

	it('go to who came first', async () => {
		const locks = new Locks();
		const log: string[] = [];
		const first = await locks.acquire(['a']);
		const waiting = ['1', '2', '3'].map(async (name) => {
			const lease = await locks.acquire(['a']);
			log.push(name);
			lease.release();
		});
		first.release();
		await Promise.all(waiting);
		expect(log).toEqual(['1', '2', '3']);
	});

	it('are left at once by a waiter that is cancelled, whoever holds them', async () => {
		const locks = new Locks();
		const holder = await locks.acquire(['a']);
		const cancel = new AbortController();
		const waiting = locks.acquire(['a', 'b'], [cancel.signal]);
		const behind = locks.acquire(['b']);
		cancel.abort();
		await expect(waiting).rejects.toBeInstanceOf(CancelledError);
		(await behind).release();
		holder.release();
		expect(locks.size).toBe(0);
	});

	it('are not waited for by who is cancelled already', async () => {
		const locks = new Locks();
		await expect(locks.acquire(['a'], [AbortSignal.abort()])).rejects.toThrow(CancelledError);
		expect(locks.size).toBe(0);
	});

	it('stay with their holder when they are given back twice', async () => {
		const locks = new Locks();
		const first = await locks.acquire(['a']);
		first.release();
		await locks.acquire(['a']);
		first.release();
		expect(locks.tryAcquire(['a'])).toBeUndefined();
	});

	it('never overlap, keep the order, end, and leave nothing behind', async () => {
		const job = fc.record({
			keys: fc.subarray(KEYS, { minLength: 1 }),
			turns: fc.integer({ min: 0, max: 5 }),
			cancelled: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(job, { maxLength: 25 }), async (jobs) => {
				const locks = new Locks();
				const held = new Set<string>();
				const begun: Record<string, number[]> = {};
				const work = jobs.map(async ({ keys, turns, cancelled }, place) => {
					const cancel = new AbortController();
					const waiting = locks.acquire([...keys].reverse(), [cancel.signal]);
					if (cancelled) cancel.abort();
					const lease = await waiting.catch(() => undefined);
					if (!lease) return;
					for (const key of keys) {
						expect(held.has(key)).toBe(false);
						held.add(key);
						(begun[key] ??= []).push(place);
					}
					for (let i = 0; i < turns; i++) await Promise.resolve();
					for (const key of keys) held.delete(key);
					lease.release();
				});
				await Promise.all(work);
				for (const places of Object.values(begun)) {
					expect(places).toEqual([...places].sort((x, y) => x - y));
				}
				expect(locks.size).toBe(0);
			}),
			{ numRuns: 500 },
		);
	});
});
