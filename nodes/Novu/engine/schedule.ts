import type { Call } from './client';
import { NovuFailure } from './errors';
import type { Batch, Outcome, Plan } from './operation';

export interface ScheduleSettings {
	/** How many plans are worked on at the same time, at least 1 */
	concurrency: number;
	/** Whether nothing more is begun once an item has failed */
	stopOnFailure: boolean;
	/** Nothing more is begun once it is aborted */
	signal?: AbortSignal;
}

/** What became of the plans: an outcome for each, undefined where it was not begun. */
export interface ScheduleResult {
	outcomes: Array<Outcome | undefined>;
	/** Items that shared a request with another one */
	batchedItems: number;
	/** Requests that carried more than one item */
	batchedRequests: number;
}

interface Task {
	index: number;
	plan: Plan;
	/** Lanes in which another task is still before this one */
	blockedBy: number;
	/** Begun or done */
	taken: boolean;
}

/** Tasks that write to the same target, in the order of their items. */
interface Lane {
	tasks: Task[];
	/** First task that is not done */
	head: number;
}

/** How far is looked for calls to batch, so that many items cost no square of their number. */
const LOOK_AHEAD = 1000;
/** Statuses after which trying each item on its own would only be refused again. */
const REFUSED_FOR_ALL_STATUSES = [401, 402, 403, 429];

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

class Schedule {
	private readonly tasks: Task[];
	private readonly lanes = new Map<string, Lane>();
	private readonly ready: Task[] = [];
	private nextReady = 0;
	private readonly result: ScheduleResult;
	private failed = false;

	constructor(
		plans: readonly Plan[],
		private readonly call: Call,
		private readonly settings: ScheduleSettings,
	) {
		this.tasks = plans.map((plan, index) => ({ index, plan, blockedBy: 0, taken: false }));
		this.result = {
			outcomes: new Array<Outcome | undefined>(plans.length).fill(undefined),
			batchedItems: 0,
			batchedRequests: 0,
		};
		for (const task of this.tasks) this.enqueue(task);
	}

	/** Each worker takes what is ready; one that finds nothing ends, and is woken by new work. */
	async run(): Promise<ScheduleResult> {
		await new Promise<void>((resolve) => {
			let working = 0;
			const fill = () => {
				while (working < this.settings.concurrency) {
					const group = this.takeGroup();
					if (!group) break;
					working += 1;
					void this.work(group).then(() => {
						working -= 1;
						fill();
					});
				}
				if (working === 0) resolve();
			};
			fill();
		});
		return this.result;
	}

	private enqueue(task: Task): void {
		for (const key of new Set(task.plan.lockKeys)) {
			let lane = this.lanes.get(key);
			if (!lane) this.lanes.set(key, (lane = { tasks: [], head: 0 }));
			if (lane.tasks.length > 0) task.blockedBy += 1;
			lane.tasks.push(task);
		}
		if (task.blockedBy === 0) this.ready.push(task);
	}

	private takeGroup(): Task[] | undefined {
		const stopped = (this.failed && this.settings.stopOnFailure) || this.settings.signal?.aborted;
		if (stopped) return undefined;
		while (this.ready[this.nextReady]?.taken) this.nextReady += 1;
		const first = this.ready[this.nextReady];
		if (!first) return undefined;
		const group = this.batchable(first);
		for (const task of group) task.taken = true;
		return group;
	}

	/** The task and those that can share its request. */
	private batchable(first: Task): Task[] {
		const { batch, lockKeys } = first.plan;
		if (!batch) return [first];
		const candidates =
			batch.with === 'sameTarget'
				? this.laneMates(lockKeys?.[0] ?? '', first, batch)
				: this.readyMates();
		const group = [first];
		const parts = [batch.part];
		for (const task of candidates) {
			const other = task.plan.batch;
			if (task === first || task.taken || other?.key !== batch.key) continue;
			if (!batch.canAdd([...parts, other.part])) break;
			group.push(task);
			parts.push(other.part);
		}
		return group;
	}

	/** Those behind `first` that may share its request without overtaking what they depend on. */
	private *laneMates(key: string, first: Task, batch: Batch): Generator<Task> {
		const lane = this.lanes.get(key);
		if (!lane) return;
		const end = Math.min(lane.tasks.length, lane.head + LOOK_AHEAD);
		for (let i = lane.head; i < end; i++) {
			const task = lane.tasks[i];
			if (task === first || task.taken) continue;
			const other = task.plan.batch;
			const mayBeOvertaken =
				other?.with === 'sameTarget' && other.conflictKey !== batch.conflictKey;
			if (other?.key === batch.key && task.plan.lockKeys?.length === 1) yield task;
			else if (!mayBeOvertaken) return;
		}
	}

	/** Those that could be begun now. */
	private *readyMates(): Generator<Task> {
		const end = Math.min(this.ready.length, this.nextReady + LOOK_AHEAD);
		for (let i = this.nextReady; i < end; i++) yield this.ready[i];
	}

	private async work(group: readonly Task[]): Promise<void> {
		if (group.length > 1) {
			this.result.batchedItems += group.length;
			this.result.batchedRequests += 1;
		}
		const outcomes = await this.outcomesOf(group);
		group.forEach((task, i) => {
			this.result.outcomes[task.index] = outcomes[i];
			if ('error' in outcomes[i]) this.failed = true;
		});
		this.release(group);
	}

	private async outcomesOf(group: readonly Task[]): Promise<Outcome[]> {
		const { batch } = group[0].plan;
		if (group.length === 1 && !(batch?.with === 'anyTarget')) return [await this.alone(group[0])];
		try {
			return await batch!.send(
				this.call,
				group.map((task) => task.plan.batch!.part),
			);
		} catch (error) {
			const failure = asError(error);
			if (group.length === 1 || !isWorthSplitting(failure))
				return group.map(() => ({ error: failure }));
		}
		// Halves find the item that Novu refuses in few requests, and carry all others.
		const middle = Math.ceil(group.length / 2);
		const before = await this.outcomesOf(group.slice(0, middle));
		return [...before, ...(await this.outcomesOf(group.slice(middle)))];
	}

	private async alone(task: Task): Promise<Outcome> {
		try {
			return { output: await task.plan.run(this.call) };
		} catch (error) {
			return { error: asError(error) };
		}
	}

	/** Moves the lanes on and makes ready what waited for this group alone. */
	private release(group: readonly Task[]): void {
		const done = new Set(group);
		for (const key of new Set(group.flatMap((task) => task.plan.lockKeys ?? []))) {
			const lane = this.lanes.get(key);
			if (!lane || !done.has(lane.tasks[lane.head])) continue;
			while (lane.tasks[lane.head]?.taken) lane.head += 1;
			const next = lane.tasks[lane.head];
			if (!next) this.lanes.delete(key);
			else if (--next.blockedBy === 0) this.ready.push(next);
		}
	}
}

/** Whether the items of a refused request may fare better on their own. */
function isWorthSplitting(error: Error): boolean {
	if (!(error instanceof NovuFailure) || error.facts.kind !== 'answer') return false;
	const status = error.facts.status ?? 0;
	return (
		status === 500 || (status >= 400 && status < 500 && !REFUSED_FOR_ALL_STATUSES.includes(status))
	);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
