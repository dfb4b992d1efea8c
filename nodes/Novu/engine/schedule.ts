import type { Call } from './client';
import { MAX_CONCURRENCY } from './concurrency';
import {
	confirmWrites,
	MAX_AUTO_CONFIRMED_TARGETS,
	type Confirmer,
	type ConfirmWhen,
} from './confirmation';
import { CancelledError, NovuFailure, rethrow } from './errors';
import type { Lease } from './locks';
import type { Batch, Outcome, Plan } from './operation';
import type { Clock } from './rateLimit';
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
	/** Held from the first write that is to be confirmed until the last one is */
	lease?: Lease;
	confirmer?: Confirmer;
	/** Runs while the lane is confirmed */
	settling?: Promise<void>;
}

/** How far is looked for calls to batch, to avoid O(n²) for many items. */
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

/** A group with the locks that it needs. */
interface Granted {
	group: Task[];
	lease: Lease;
}

class Schedule {
	private readonly tasks: Task[];
	private readonly lanes = new Map<string, Lane>();
	private readonly ready: Task[] = [];
	private nextReady = 0;
	/** Next in a lane whose lock this run holds: others wait for it, so that it goes first. */
	private readonly continuing: Task[] = [];
	/** Groups that have got the locks they waited for */
	private readonly granted: Granted[] = [];
	private readonly server: Pick<ServerState, 'locks' | 'concurrency'>;
	private readonly confirmsAuto: boolean;
	/** Groups under work, and those that wait for a lock or a look: they take no place meanwhile */
	private working = 0;
	private waiting = 0;
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
			hints: [],
		};
		this.server = settings.server ?? newServerState();
		this.confirmsAuto = confirmedTargets(plans) <= MAX_AUTO_CONFIRMED_TARGETS;
		for (const task of this.tasks) this.enqueue(task);
	}

	/** Begins what is ready as long as there are places; whatever ends makes place for more. */
	async run(): Promise<ScheduleResult> {
		await new Promise<void>((resolve) => {
			this.resolve = resolve;
			this.fill();
		});
		return this.result;
	}

	private resolve = () => {};
	/** Aborted where nothing more is begun: who waits for a lock need not wait longer. */
	private readonly stop = new AbortController();

	private fill(): void {
		while (this.working < this.places()) {
			const next = this.granted.shift() ?? this.takeGroup();
			if (!next) break;
			this.begin(next);
		}
		if (this.working > 0 || this.waiting > 0) return;
		const held = [...this.lanes.values()].filter(({ lease }) => lease);
		if (held.length === 0) return this.resolve();
		for (const lane of held) this.settleInBackground(lane);
	}

	private places(): number {
		const { concurrency = MAX_CONCURRENCY } = this.settings;
		return Math.max(1, Math.min(concurrency, this.server.concurrency.limit));
	}

	private begin({ group, lease }: Granted | { group: Task[]; lease?: undefined }): void {
		if (lease && this.isStopped()) return lease.release();
		const held = lease ?? this.lockNow(group);
		if (!held) return this.waitForLock(group);
		this.working += 1;
		void this.work(group, held).then(() => {
			this.working -= 1;
			this.fill();
		});
	}

	/** @returns undefined where another run has a lock that the group needs */
	private lockNow(group: readonly Task[]): Lease | undefined {
		const keys = keysOf(group);
		const lane = keys.length === 1 ? this.lanes.get(keys[0]) : undefined;
		if (lane?.lease) return lane.lease;
		// A lane that is held goes on with its own target alone, and is confirmed before anything else.
		if (keys.some((key) => this.lanes.get(key)?.lease)) return undefined;
		return this.server.locks.tryAcquire(keys);
	}

	private waitForLock(group: Task[]): void {
		this.waiting += 1;
		void this.lockLater(group).then((lease) => {
			this.waiting -= 1;
			if (lease) this.granted.push({ group, lease });
			else this.release(group);
			this.fill();
		});
	}

	/** @returns undefined where the run was cancelled meanwhile */
	private async lockLater(group: readonly Task[]): Promise<Lease | undefined> {
		const keys = keysOf(group);
		try {
			await Promise.all(keys.map(async (key) => await this.settleLane(this.lanes.get(key))));
			return await this.server.locks.acquire(keys, [this.settings.signal, this.stop.signal]);
		} catch (error) {
			if (error instanceof CancelledError) return undefined;
			return await rethrow(error);
		}
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

	private takeGroup(): { group: Task[] } | undefined {
		if (this.isStopped()) return undefined;
		const first = this.nextTask();
		if (!first) return undefined;
		const group = this.batchable(first);
		for (const task of group) task.taken = true;
		return { group };
	}

	private isStopped(): boolean {
		const { stopOnFailure, signal } = this.settings;
		return (this.failed && stopOnFailure) || signal?.aborted === true;
	}

	private nextTask(): Task | undefined {
		for (let next = this.continuing.shift(); next; next = this.continuing.shift()) {
			if (!next.taken) return next;
		}
		while (this.ready[this.nextReady]?.taken) this.nextReady += 1;
		return this.ready[this.nextReady];
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

	private async work(group: readonly Task[], lease: Lease): Promise<void> {
		if (group.length > 1) {
			this.result.batchedItems += group.length;
			this.result.batchedRequests += 1;
		}
		const outcomes = await this.outcomesOf(group);
		group.forEach((task, i) => this.note(task.index, outcomes[i]));
		const lane = this.record(group, outcomes, lease);
		this.release(group);
		if (!lane) return lease.release();
		if (!goesOnAlone(lane) || this.isStopped()) this.settleInBackground(lane);
	}

	private note(index: number, outcome: Outcome): void {
		this.result.outcomes[index] = outcome;
		if (!('error' in outcome)) return;
		this.failed = true;
		if (this.settings.stopOnFailure) this.stop.abort();
	}

	/** @returns the lane that keeps the lock, where there is something to confirm in it */
	private record(group: readonly Task[], outcomes: Outcome[], lease: Lease): Lane | undefined {
		const keys = keysOf(group);
		const lane = keys.length === 1 ? this.lanes.get(keys[0]) : undefined;
		if (!lane || !this.settings.clock) return undefined;
		group.forEach(({ plan: { confirmation }, index }, i) => {
			if (!confirmation || !this.isConfirmed(confirmation.when)) return;
			lane.confirmer ??= confirmation.create();
			confirmation.record(lane.confirmer, index, 'output' in outcomes[i]);
		});
		if (!lane.confirmer?.isNeeded && !lane.lease) return undefined;
		lane.lease = lease;
		return lane;
	}

	private isConfirmed(when: ConfirmWhen): boolean {
		return when === 'always' || (when === 'auto' && this.confirmsAuto);
	}

	private settleInBackground(lane: Lane): void {
		this.waiting += 1;
		void this.settleLane(lane).then(() => {
			this.waiting -= 1;
			this.fill();
		});
	}

	/** Confirms what was written in a lane, once, and gives its lock back. */
	private async settleLane(lane: Lane | undefined): Promise<void> {
		if (lane?.lease) await (lane.settling ??= this.confirmAndRelease(lane, lane.lease));
	}

	private async confirmAndRelease(lane: Lane, lease: Lease): Promise<void> {
		const { confirmer } = lane;
		try {
			if (confirmer?.isNeeded) await this.confirm(confirmer);
		} finally {
			lane.lease = lane.confirmer = lane.settling = undefined;
			lease.release();
		}
	}

	private async confirm(confirmer: Confirmer): Promise<void> {
		const { clock, signal } = this.settings;
		if (!clock || signal?.aborted) return;
		const { concurrency } = this.server;
		const findings = await confirmWrites(
			confirmer,
			this.call,
			clock,
			() => concurrency.answerTimeMs,
		);
		for (const { index, error, hint } of findings) {
			if (error) this.note(index, { error });
			if (hint) this.result.hints.push(hint);
		}
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
			else if (--next.blockedBy === 0) (lane.lease ? this.continuing : this.ready).push(next);
		}
	}
}

function keysOf(group: readonly Task[]): string[] {
	return [...new Set(group.flatMap(({ plan }) => plan.lockKeys ?? []))];
}

/** Whether the lane's next task needs no other lock, for which it might have to wait. */
function goesOnAlone({ tasks, head }: Lane): boolean {
	return tasks[head]?.plan.lockKeys?.length === 1;
}

/** How many targets the plans write to that are looked at again. */
function confirmedTargets(plans: readonly Plan[]): number {
	const confirmed = plans.filter(({ confirmation }) => confirmation !== undefined);
	return new Set(confirmed.flatMap(({ lockKeys = [] }) => lockKeys)).size;
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
