import type { Reply } from './reply';
import type { RateCategory } from './request';

/** What has come of a rate category beside usable answers. */
interface CategoryState {
	/** When the first 429 came after which nothing else came */
	since?: number;
	/** The last 429 */
	reply?: Reply;
	/** Aborted once the run waits no longer for this category */
	givenUp: AbortController;
}

/** Gives a rate category up for which a run gets nothing but 429. */
export class RateLimitExhaustion {
	private readonly categories = new Map<RateCategory, CategoryState>();

	/** @param maxWaitMs how long nothing but 429 may come */
	constructor(private readonly maxWaitMs: number) {}

	/** Aborted once the category is given up: nobody waits for it any longer. */
	signal(category: RateCategory): AbortSignal {
		return this.of(category).givenUp.signal;
	}

	/** The last 429 of a category that was given up. */
	lastOfGivenUp(category: RateCategory): Reply | undefined {
		const { givenUp, reply } = this.of(category);
		return givenUp.signal.aborted ? reply : undefined;
	}

	/**
	 * Takes in a 429.
	 * @param now in milliseconds
	 * @returns for how long nothing else has come, in milliseconds, once the category is given up
	 */
	note429(category: RateCategory, reply: Reply, now: number): number | undefined {
		const state = this.of(category);
		state.since ??= now;
		state.reply = reply;
		const rateLimitedMs = now - state.since;
		if (rateLimitedMs < this.maxWaitMs) return undefined;
		state.givenUp.abort();
		return rateLimitedMs;
	}

	/** Takes in any other answer. */
	noteAnswer(category: RateCategory): void {
		this.of(category).since = undefined;
	}

	private of(category: RateCategory): CategoryState {
		let state = this.categories.get(category);
		if (!state) this.categories.set(category, (state = { givenUp: new AbortController() }));
		return state;
	}
}
