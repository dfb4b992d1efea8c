import { batchWith, sendGroup } from './batching';
import type { Call } from './client';
import { MAX_CONCURRENCY } from './concurrencyPolicy';
import {
	confirmWrites,
	MAX_AUTO_CONFIRMED_TARGETS,
	type Confirmer,
	type ConfirmWhen,
} from './confirmation';
import { CancelledError, rethrow } from './errors';
import type { Lease } from './executionLocks';
import type { Outcome, Plan } from './operation';
import { lockKeysOf, TaskQueue, type TargetQueue, type Task } from './targetQueue';
import type { Clock } from './clock';
import { newServerState, type ServerState } from './serverState';

export interface ScheduleSettings {
	/** The most plans that are worked on at the same time, whatever the server could take */
	concurrency?: number;
	/** Whether nothing more is begun once an item has failed */
	stopOnFailure: boolean;
	/** Nothing more is begun once it is aborted */
	signal?: AbortSignal;
	/** What other runs share: their locks, and how many requests the server can take */
	server?: Pick<ServerState, 'locks' | 'concurrency'>;
	/** For the moment before a write is looked at again; without it none is */
	clock?: Clock;
}

/** What became of the plans: an outcome for each, undefined where it was not begun. */
export interface ScheduleResult {
	outcomes: Array<Outcome | undefined>;
	/** Items that shared a request with another one */
	batchedItems: number;
	/** Requests that carried more than one item */
	batchedRequests: number;
	/** What the look at the writes a moment later found, for the user to know */
	hints: string[];
}

/**
 * Works off plans, one for each item: plans of one target one after the other, in the order of the
 * items; others side by side. Time and memory grow with the number of plans.
 * @param call sends one request, see {@link Call}
 */
export async function schedule(
	plans: readonly Plan[],
	call: Call,
	settings: ScheduleSettings,
): Promise<ScheduleResult> {
	return await new Schedule(plans, call, settings).run();
}

/** A group of tasks that share a request, with the locks that it needs once it has them. */
interface Group {
	tasks: Task[];
	lease?: Lease;
}

class Schedule {
	private readonly queue: TaskQueue;
	/** Groups that have got the locks they waited for */
	private readonly granted: Group[] = [];
	private readonly server: Pick<ServerState, 'locks' | 'concurrency'>;
	private readonly confirmsAuto: boolean;
	/** Groups under work, and those that wait for a lock or for confirmation, which do not count towards concurrency */
	private working = 0;
	private waiting = 0;
	private readonly result: ScheduleResult;
	private failed = false;
	private resolve = () => {};
	/** Aborted where nothing more is begun: who waits for a lock need not wait longer. */
	private readonly stop = new AbortController();

	constructor(
		plans: readonly Plan[],
		private readonly call: Call,
		private readonly settings: ScheduleSettings,
	) {
		this.queue = new TaskQueue(plans);
		this.result = {
			outcomes: new Array<Outcome | undefined>(plans.length).fill(undefined),
			batchedItems: 0,
			batchedRequests: 0,
			hints: [],
		};
		this.server = settings.server ?? newServerState();
		this.confirmsAuto = confirmedTargets(plans) <= MAX_AUTO_CONFIRMED_TARGETS;
	}

	/** Begins what is ready, as many groups as may be under work; each that ends lets another begin. */
	async run(): Promise<ScheduleResult> {
		await new Promise<void>((resolve) => {
			this.resolve = resolve;
			this.fill();
		});
		return this.result;
	}

	private fill(): void {
		while (this.working < this.mostGroups()) {
			const next = this.granted.shift() ?? this.takeGroup();
			if (!next) break;
			this.begin(next);
		}
		if (this.working > 0 || this.waiting > 0) return;
		const held = this.queue.heldTargets();
		if (held.length === 0) return this.resolve();
		for (const target of held) this.confirmInBackground(target);
	}

	private mostGroups(): number {
		const { concurrency = MAX_CONCURRENCY } = this.settings;
		return Math.max(1, Math.min(concurrency, this.server.concurrency.limit));
	}

	private takeGroup(): Group | undefined {
		if (this.isStopped()) return undefined;
		const first = this.queue.next();
		if (!first) return undefined;
		const tasks = batchWith(first, this.queue);
		for (const task of tasks) task.dequeued = true;
		return { tasks };
	}

	private isStopped(): boolean {
		const { stopOnFailure, signal } = this.settings;
		return (this.failed && stopOnFailure) || signal?.aborted === true;
	}

	private begin({ tasks, lease }: Group): void {
		if (lease && this.isStopped()) return lease.release();
		const held = lease ?? this.lockNow(tasks);
		if (!held) return this.waitForLock(tasks);
		this.working += 1;
		void this.work(tasks, held).then(() => {
			this.working -= 1;
			this.fill();
		});
	}

	/** @returns undefined where another run has a lock that the group needs */
	private lockNow(tasks: readonly Task[]): Lease | undefined {
		const held = this.queue.soleTarget(tasks)?.lease;
		if (held) return held;
		// A target that is held goes on with its own tasks alone, and is confirmed before anything else.
		const keys = lockKeysOf(tasks);
		if (keys.some((key) => this.queue.target(key)?.lease)) return undefined;
		return this.server.locks.tryAcquire(keys);
	}

	private waitForLock(tasks: Task[]): void {
		this.waiting += 1;
		void this.lockLater(tasks).then((lease) => {
			this.waiting -= 1;
			if (lease) this.granted.push({ tasks, lease });
			else this.queue.release(tasks);
			this.fill();
		});
	}

	/** @returns undefined where the run was cancelled meanwhile */
	private async lockLater(tasks: readonly Task[]): Promise<Lease | undefined> {
		const keys = lockKeysOf(tasks);
		try {
			await Promise.all(keys.map(async (key) => await this.confirmTarget(this.queue.target(key))));
			return await this.server.locks.acquire(keys, [this.settings.signal, this.stop.signal]);
		} catch (error) {
			if (error instanceof CancelledError) return undefined;
			return await rethrow(error);
		}
	}

	private async work(tasks: readonly Task[], lease: Lease): Promise<void> {
		if (tasks.length > 1) {
			this.result.batchedItems += tasks.length;
			this.result.batchedRequests += 1;
		}
		const outcomes = await sendGroup(tasks, this.call);
		tasks.forEach((task, i) => this.setOutcome(task.index, outcomes[i]));
		const target = this.recordWrites(tasks, outcomes, lease);
		this.queue.release(tasks);
		if (!target) return lease.release();
		if (!nextNeedsThisLockOnly(target) || this.isStopped()) this.confirmInBackground(target);
	}

	private setOutcome(index: number, outcome: Outcome): void {
		this.result.outcomes[index] = outcome;
		if (!('error' in outcome)) return;
		this.failed = true;
		if (this.settings.stopOnFailure) this.stop.abort();
	}

	/** @returns the target that keeps the lock, where there is something to confirm in it */
	private recordWrites(
		tasks: readonly Task[],
		outcomes: Outcome[],
		lease: Lease,
	): TargetQueue | undefined {
		const target = this.queue.soleTarget(tasks);
		if (!target || !this.settings.clock) return undefined;
		tasks.forEach(({ plan: { confirmation }, index }, i) => {
			if (!confirmation || !this.isConfirmed(confirmation.when)) return;
			target.confirmer ??= confirmation.create();
			confirmation.record(target.confirmer, index, 'output' in outcomes[i]);
		});
		if (!target.confirmer?.isNeeded && !target.lease) return undefined;
		target.lease = lease;
		return target;
	}

	private isConfirmed(when: ConfirmWhen): boolean {
		return when === 'always' || (when === 'auto' && this.confirmsAuto);
	}

	private confirmInBackground(target: TargetQueue): void {
		this.waiting += 1;
		void this.confirmTarget(target).then(() => {
			this.waiting -= 1;
			this.fill();
		});
	}

	/** Confirms what was written to a target, once, and gives its lock back. */
	private async confirmTarget(target: TargetQueue | undefined): Promise<void> {
		if (target?.lease) await (target.confirming ??= this.confirmAndRelease(target, target.lease));
	}

	private async confirmAndRelease(target: TargetQueue, lease: Lease): Promise<void> {
		const { confirmer } = target;
		try {
			if (confirmer?.isNeeded) await this.confirm(confirmer);
		} finally {
			target.lease = target.confirmer = target.confirming = undefined;
			lease.release();
		}
	}

	private async confirm(confirmer: Confirmer): Promise<void> {
		const { clock, signal } = this.settings;
		if (!clock || signal?.aborted) return;
		const { concurrency } = this.server;
		const answerTimeMs = () => concurrency.answerTimeMs;
		const findings = await confirmWrites(confirmer, this.call, clock, answerTimeMs);
		for (const { index, error, hint } of findings) {
			if (error) this.setOutcome(index, { error });
			if (hint) this.result.hints.push(hint);
		}
	}
}

/** Whether the target's next task needs no other lock, for which it might have to wait. */
function nextNeedsThisLockOnly({ tasks, head }: TargetQueue): boolean {
	return tasks[head]?.plan.lockKeys?.length === 1;
}

/** How many targets the plans write to that are looked at again. */
function confirmedTargets(plans: readonly Plan[]): number {
	const confirmed = plans.filter(({ confirmation }) => confirmation !== undefined);
	return new Set(confirmed.flatMap(({ lockKeys = [] }) => lockKeys)).size;
}
