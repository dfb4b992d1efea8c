import { sleep } from 'n8n-workflow';
import { CancelledError } from './errors';
import type { Clock } from './rateLimit';

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
	if (!signal) return await sleep(ms);
	if (signal.aborted) throw new CancelledError();
	let stop = () => {};
	const cancelled = new Promise<never>((_, reject) => {
		stop = () => reject(new CancelledError());
	});
	signal.addEventListener('abort', stop, { once: true });
	try {
		await Promise.race([sleep(ms), cancelled]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
