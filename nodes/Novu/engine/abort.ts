/**
 * Calls a listener once, when the first of the signals is aborted; at once where one is already.
 * @returns takes the listener away, so that long-lived signals keep nothing
 */
export function onAbort(
	signals: ReadonlyArray<AbortSignal | undefined>,
	listener: () => void,
): () => void {
	const given = signals.filter((signal) => signal !== undefined);
	if (isAborted(given)) {
		listener();
		return () => undefined;
	}
	for (const signal of given) signal.addEventListener('abort', listener, { once: true });
	return () => {
		for (const signal of given) signal.removeEventListener('abort', listener);
	};
}

/** Whether one of the signals is aborted. */
export function isAborted(signals: ReadonlyArray<AbortSignal | undefined>): boolean {
	return signals.some((signal) => signal?.aborted);
}
