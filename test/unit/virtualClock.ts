import type { Clock } from '../../nodes/Novu/engine/clock';

/** A clock whose time passes only while everything waits, so that hours take milliseconds. */
export class VirtualClock implements Clock {
	private time = 0;
	private timers: Array<{ at: number; wake: () => void }> = [];
	private chance = 0.5;

	now(): number {
		return this.time;
	}

	async wait(ms: number): Promise<void> {
		await new Promise<void>((wake) => this.timers.push({ at: this.time + ms, wake }));
	}

	random(): number {
		return this.chance;
	}

	/** Lets time pass until the work is done. */
	async run<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const settled = work.finally(() => (done = true));
		settled.catch(() => undefined);
		for (;;) {
			await settledMicrotasks();
			// Without a timer, more work that waits for nothing may be under way.
			for (let i = 0; !done && this.timers.length === 0 && i < 10_000; i++) {
				await settledMicrotasks();
			}
			if (done) return await settled;
			this.passToNextTimer();
		}
	}

	private passToNextTimer(): void {
		const next = this.timers.reduce(
			(first, timer) => (timer.at < first.at ? timer : first),
			this.timers[0],
		);
		if (!next) throw new Error('Everything waits, and nothing will wake it');
		this.timers.splice(this.timers.indexOf(next), 1);
		this.time = Math.max(this.time, next.at);
		next.wake();
	}
}

/** More turns than any chain of promises in the engine is long. */
async function settledMicrotasks(): Promise<void> {
	for (let i = 0; i < 50; i++) await Promise.resolve();
}
