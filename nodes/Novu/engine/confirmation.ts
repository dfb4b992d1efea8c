import type { Call } from './client';
import type { Clock } from './clock';

/** When writes are looked at again: in runs with few targets, always, or never. */
export type ConfirmWhen = 'auto' | 'always' | 'never';

/** Up to so many targets, a run looks at all of them again by itself. */
export const MAX_AUTO_CONFIRMED_TARGETS = 20;

/** How often a write that did not stay is written again, and for how long at the most. */
const MAX_REWRITES = 10;
const LONGEST_MS = 20_000;
/** How long is waited before a look: longer than a request of another writer takes there. */
const ANSWER_TIMES = 2;
const LEAST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 3000;

/** What is wrong with a write, told for the item of this place. */
export interface Finding {
	index: number;
	/** The item fails with it */
	error?: Error;
	/** The user should know it, and the item is done */
	hint?: string;
}

/**
 * Looks after what the writes of a run should leave behind in one target, since a writer in another
 * process can overwrite it. Made by the operations that write there; all of a target share one.
 */
export interface Confirmer {
	/** Whether there is anything to look for. */
	readonly isNeeded: boolean;
	/**
	 * Reads the target.
	 * @returns whether all is there
	 */
	look(call: Call): Promise<boolean>;
	/** Writes what the last look did not find. */
	rewrite(call: Call): Promise<void>;
	/** What the last look has found, for the items concerned. */
	findings(): Finding[];
	/** What is told where a look or a rewrite failed with this error. */
	failed(error: Error): Finding[];
}

/** What an item's write means for the look at its target. */
export interface Confirmation {
	when: ConfirmWhen;
	/** Makes the target's confirmer, for the first write of a run to it. */
	create(): Confirmer;
	/**
	 * Adds the item's write to the target's confirmer, in the order of the writes.
	 * @param isDone false where it failed, and may have been carried out all the same
	 */
	record(confirmer: Confirmer, index: number, isDone: boolean): void;
}

/**
 * Looks whether writes stay, a moment after the last one, and writes again what is gone, until it
 * stays or a bound is reached. Chance in the waiting keeps two writers from undoing each other in step.
 * @param answerTimeMs how long an answer takes there
 * @returns what is to be told of items
 */
export async function confirmWrites(
	confirmer: Confirmer,
	call: Call,
	clock: Clock,
	answerTimeMs: () => number,
): Promise<Finding[]> {
	const startedAt = clock.now();
	try {
		for (let rewrites = 0; ; rewrites++) {
			await clock.wait(momentMs(answerTimeMs(), clock, rewrites));
			const stays = await confirmer.look(call);
			const isOver = rewrites >= MAX_REWRITES || clock.now() - startedAt > LONGEST_MS;
			if (stays || isOver) return confirmer.findings();
			await confirmer.rewrite(call);
		}
	} catch (error) {
		return confirmer.failed(error as Error);
	}
}

/** Grows with every rewrite, so that two writers that met get out of each other's way. */
function momentMs(answerTimeMs: number, clock: Clock, rewrites: number): number {
	const least = Math.min(LONGEST_WAIT_MS, Math.max(LEAST_WAIT_MS, answerTimeMs * ANSWER_TIMES));
	return least + least * clock.random() * (0.5 + rewrites / 2);
}
