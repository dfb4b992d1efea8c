/** Listeners by signal: Node.js warns of a leak where a signal itself has more than ten. */
const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls a listener when one of the signals is aborted; at once where one is already.
 * @returns takes the listener away
 */
export function onAbort(
	signals: ReadonlyArray<AbortSignal | undefined>,
	listener: () => void,
): () => void {
	if (isAborted(signals)) {
		listener();
		return () => undefined;
	}
	const sets = signals.flatMap((signal) => (signal ? [listeners(signal)] : []));
	for (const set of sets) set.add(listener);
	return () => {
		for (const set of sets) set.delete(listener);
	};
}

/** Whether one of the signals is aborted. */
export function isAborted(signals: ReadonlyArray<AbortSignal | undefined>): boolean {
	return signals.some((signal) => signal?.aborted);
}

function listeners(signal: AbortSignal): Set<() => void> {
	const known = listenersOf.get(signal);
	if (known) return known;
	const added = new Set<() => void>();
	listenersOf.set(signal, added);
	signal.addEventListener('abort', () => [...added].forEach((listener) => listener()), {
		once: true,
	});
	return added;
}
