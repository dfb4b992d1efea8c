import { sleep } from 'n8n-workflow';
import { isAborted, onAbort } from './abort';
import { CancelledError } from './errors';

/** Time and chance, handed in so that tests decide both. */
export interface Clock {
	/** Milliseconds, from any fixed point */
	now(): number;
	/** Resolves after so many milliseconds; rejects or resolves early when the run is cancelled */
	wait(ms: number): Promise<void>;
	/** Aborted when the run is cancelled */
	signal?: AbortSignal;
	/** A number from 0 up to, but not including, 1 */
	random(): number;
}

/** A longer sleep would stay behind for as long when a run is cancelled: it cannot be ended early. */
const LONGEST_SLEEP_MS = 1000;

/**
 * The real clock.
 * @param signal ends every waiting with a {@link CancelledError} once it is aborted
 */
export function realClock(signal?: AbortSignal): Clock {
	return {
		now: () => Date.now(),
		wait: async (ms) => await waitUnlessCancelled(ms, signal),
		random: () => Math.random(),
		signal,
	};
}

async function waitUnlessCancelled(ms: number, signal?: AbortSignal): Promise<void> {
	const until = Date.now() + ms;
	do {
		await sleepUnlessCancelled(Math.min(LONGEST_SLEEP_MS, until - Date.now()), signal);
	} while (Date.now() < until);
}

async function sleepUnlessCancelled(ms: number, signal?: AbortSignal): Promise<void> {
	if (isAborted([signal])) throw new CancelledError();
	let stopListening = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		stopListening = onAbort([signal], () => reject(new CancelledError()));
	});
	try {
		await Promise.race([sleep(Math.max(0, ms)), cancelled]);
	} finally {
		stopListening();
	}
}
