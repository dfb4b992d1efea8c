import type { Confirmer } from './confirmation';
import type { Lease } from './executionLocks';
import type { Batch, Plan } from './operation';

/** A plan that is to be worked off, with its item's place in the input. */
export interface Task {
	index: number;
	plan: Plan;
	/** In so many target queues another task is still before this one */
	blockedBy: number;
	/** Handed out by the queue: it waits for a lock, is under way, or done */
	dequeued: boolean;
}

/** Tasks that write to the same target, in the order of their items. */
export interface TargetQueue {
	tasks: Task[];
	/** First task that is not done */
	head: number;
	/** Held from the first write that is to be confirmed until the last one is */
	lease?: Lease;
	confirmer?: Confirmer;
	/** Runs while the target's writes are confirmed */
	confirming?: Promise<void>;
}

/** How far is looked for calls to batch, to avoid O(n²) for many items. */
const LOOK_AHEAD = 1000;

/** The plans of a run in the order in which they may begin: first in, first out for each lock key. */
export class TaskQueue {
	private readonly targets = new Map<string, TargetQueue>();
	private readonly ready: Task[] = [];
	private nextReady = 0;
	/** Next of a target whose lock this run holds: others wait for the lock, so that they go first. */
	private readonly heldTargetTasks: Task[] = [];

	constructor(plans: readonly Plan[]) {
		plans.forEach((plan, index) => this.enqueue({ index, plan, blockedBy: 0, dequeued: false }));
	}

	private enqueue(task: Task): void {
		for (const key of new Set(task.plan.lockKeys)) {
			let target = this.targets.get(key);
			if (!target) this.targets.set(key, (target = { tasks: [], head: 0 }));
			if (target.tasks.length > 0) task.blockedBy += 1;
			target.tasks.push(task);
		}
		if (task.blockedBy === 0) this.ready.push(task);
	}

	/** The queue of a lock key; undefined once all of its tasks are done. */
	target(key: string): TargetQueue | undefined {
		return this.targets.get(key);
	}

	/** The only target that a group writes to; undefined where there are none or several. */
	soleTarget(group: readonly Task[]): TargetQueue | undefined {
		const keys = lockKeysOf(group);
		return keys.length === 1 ? this.targets.get(keys[0]) : undefined;
	}

	/** The targets whose lock the run holds. */
	heldTargets(): TargetQueue[] {
		return [...this.targets.values()].filter(({ lease }) => lease);
	}

	/** The task that may begin next; it stays in the queue. */
	next(): Task | undefined {
		for (let next = this.heldTargetTasks.shift(); next; next = this.heldTargetTasks.shift()) {
			if (!next.dequeued) return next;
		}
		while (this.ready[this.nextReady]?.dequeued) this.nextReady += 1;
		return this.ready[this.nextReady];
	}

	/** Those behind `first` that may share its request without overtaking what they depend on. */
	*batchableAtTarget(first: Task, batch: Batch): Generator<Task> {
		const target = this.targets.get(first.plan.lockKeys?.[0] ?? '');
		if (!target) return;
		const end = Math.min(target.tasks.length, target.head + LOOK_AHEAD);
		for (let i = target.head; i < end; i++) {
			const task = target.tasks[i];
			if (task === first || task.dequeued) continue;
			const other = task.plan.batch;
			if (other?.key === batch.key && task.plan.lockKeys?.length === 1) yield task;
			else if (!mayBeOvertaken(other, batch)) return;
		}
	}

	/** Those that could begin now. */
	*readyTasks(): Generator<Task> {
		const end = Math.min(this.ready.length, this.nextReady + LOOK_AHEAD);
		for (let i = this.nextReady; i < end; i++) yield this.ready[i];
	}

	/** Takes a group that is done out, and makes ready what waited for it alone. */
	release(group: readonly Task[]): void {
		const done = new Set(group);
		for (const key of lockKeysOf(group)) {
			const target = this.targets.get(key);
			if (!target || !done.has(target.tasks[target.head])) continue;
			while (target.tasks[target.head]?.dequeued) target.head += 1;
			const next = target.tasks[target.head];
			if (!next) this.targets.delete(key);
			else if (--next.blockedBy === 0)
				(target.lease ? this.heldTargetTasks : this.ready).push(next);
		}
	}
}

/** The lock keys of a group, each once. */
export function lockKeysOf(group: readonly Task[]): string[] {
	return [...new Set(group.flatMap(({ plan }) => plan.lockKeys ?? []))];
}

/** Whether a call that waits before `batch` may be sent after it. */
function mayBeOvertaken(waiting: Batch | undefined, batch: Batch): boolean {
	if (waiting?.with !== 'sameTarget' || waiting.conflictKey === batch.conflictKey) return false;
	return !waiting.createsTarget || batch.createsTarget === true;
}
