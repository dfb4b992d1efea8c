import { isAborted, onAbort } from './abort';
import { CancelledError } from './errors';

/** Signals that take a waiter out of its queue, such as the execution's cancel signal. */
export type Signals = ReadonlyArray<AbortSignal | undefined>;

/** Locks that are held; {@link Lease.release} is to be called once the work is done. */
export interface Lease {
	/** Gives the locks to the next that waits. A second call does nothing. */
	release(): void;
}

interface Waiter {
	keys: readonly string[];
	/** Keys of which another one is in front of this one */
	blockedBy: number;
	grant?: () => void;
}

/**
 * Locks by key, first in, first out. A waiter for several keys is put into all of their queues in one
 * step, so that all queues have the same order and no two can wait for each other.
 */
export class Locks {
	private readonly queues = new Map<string, Set<Waiter>>();

	/** Keys that are held or waited for. */
	get size(): number {
		return this.queues.size;
	}

	/**
	 * Takes the locks if nobody holds or waits for any of them.
	 * @returns undefined where somebody does
	 */
	tryAcquire(keys: readonly string[]): Lease | undefined {
		const wanted = unique(keys);
		if (wanted.some((key) => this.queues.has(key))) return undefined;
		return this.leaseOf(this.enqueue(wanted));
	}

	/**
	 * Waits for the locks.
	 * @throws {CancelledError} where a signal is aborted before they are granted
	 */
	async acquire(keys: readonly string[], signals: Signals = []): Promise<Lease> {
		if (isAborted(signals)) throw new CancelledError();
		const waiter = this.enqueue(unique(keys));
		const lease = this.leaseOf(waiter);
		if (waiter.blockedBy === 0) return lease;
		await new Promise<void>((resolve, reject) => {
			const stopListening = onAbort(signals, () => {
				lease.release();
				reject(new CancelledError());
			});
			waiter.grant = () => {
				stopListening();
				resolve();
			};
		});
		return lease;
	}

	private enqueue(keys: readonly string[]): Waiter {
		const waiter: Waiter = { keys, blockedBy: 0 };
		for (const key of keys) {
			const queue = this.queues.get(key) ?? new Set();
			if (queue.size > 0) waiter.blockedBy += 1;
			this.queues.set(key, queue.add(waiter));
		}
		return waiter;
	}

	private leaseOf(waiter: Waiter): Lease {
		return { release: () => this.remove(waiter) };
	}

	private remove(waiter: Waiter): void {
		for (const key of waiter.keys) {
			const queue = this.queues.get(key);
			if (!queue?.has(waiter)) continue;
			const wasFirst = first(queue) === waiter;
			queue.delete(waiter);
			const next = first(queue);
			if (!next) this.queues.delete(key);
			else if (wasFirst && --next.blockedBy === 0) next.grant?.();
		}
	}
}

function unique(keys: readonly string[]): string[] {
	return [...new Set(keys)];
}

function first(queue: ReadonlySet<Waiter>): Waiter | undefined {
	const [waiter] = queue;
	return waiter;
}
