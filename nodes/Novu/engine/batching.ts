import type { Call } from './client';
import { NovuFailure } from './failure';
import type { Batch, Outcome } from './operation';
import { markPartlyDone } from './partlyDone';
import type { TaskQueue, Task } from './targetQueue';
import { shouldSplit } from './retry';

/** The task and those that can share its request. */
export function batchWith(first: Task, queue: TaskQueue): Task[] {
	const { batch } = first.plan;
	if (!batch) return [first];
	const group = [first];
	const parts = [batch.part];
	for (const task of candidates(first, batch, queue)) {
		const other = task.plan.batch;
		if (task === first || task.dequeued || other?.key !== batch.key) continue;
		if (!batch.canAdd([...parts, other.part])) break;
		group.push(task);
		parts.push(other.part);
	}
	return group;
}

function candidates(first: Task, batch: Batch, queue: TaskQueue): Generator<Task> {
	return batch.with === 'sameTarget' ? queue.batchableAtTarget(first, batch) : queue.readyTasks();
}

/**
 * Sends what a group asks for, in one request where it can. A request that Novu refuses for one of its
 * items is sent in halves: they find that item in few requests, and carry all others.
 * @returns an outcome for each task, in the same order; does not throw
 */
export async function sendGroup(group: readonly Task[], call: Call): Promise<Outcome[]> {
	const { batch } = group[0].plan;
	if (!batch || (group.length === 1 && batch.with === 'sameTarget')) {
		return [await sendAlone(group[0], call)];
	}
	try {
		const parts = group.map((task) => task.plan.batch!.part);
		return await markPartlyDone(call, async (tracked) => await batch.send(tracked, parts));
	} catch (error) {
		const failure = asError(error);
		if (group.length === 1 || !isWorthSplitting(failure)) {
			return group.map(() => ({ error: failure }));
		}
	}
	const middle = Math.ceil(group.length / 2);
	const before = await sendGroup(group.slice(0, middle), call);
	return [...before, ...(await sendGroup(group.slice(middle), call))];
}

async function sendAlone({ plan }: Task, call: Call): Promise<Outcome> {
	try {
		return { output: await markPartlyDone(call, async (tracked) => await plan.run(tracked)) };
	} catch (error) {
		return { error: asError(error) };
	}
}

/** Whether the items of a refused request may fare better on their own. */
function isWorthSplitting(error: Error): boolean {
	return error instanceof NovuFailure && shouldSplit(error.facts);
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
