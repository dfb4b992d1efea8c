import { createHash } from 'crypto';
import { Concurrency } from './concurrency';
import { Locks } from './executionLocks';
import { RateLimit } from './rateLimit';

/** What all executions of a process, and all Novu nodes in them, share for a server and API key. */
export interface ServerState {
	/** Order of the writes to a target */
	locks: Locks;
	/** Novu's rate limit, as its answers announce it */
	rateLimit: RateLimit;
	/** How many requests are under way, and how many may be */
	concurrency: Concurrency;
}

interface Entry {
	state: ServerState;
	/** Runs that use it now: it stays as long as there is one */
	users: number;
	usedAt: number;
}

/** What nobody has used for so long is forgotten, in milliseconds. */
const IDLE_MS = 10 * 60_000;
/** How many unused states are kept; more make room by the longest unused. */
const MAX_IDLE = 100;

/** Keeps a {@link ServerState} for each server and API key, as long as it is of use. */
export class ServerStates {
	private readonly entries = new Map<string, Entry>();

	/** @param now gives the time, in milliseconds */
	constructor(private readonly now = () => Date.now()) {}

	/** How many states are kept. */
	get size(): number {
		return this.entries.size;
	}

	/**
	 * Works with the state of a server and API key.
	 * @param server the base URL
	 * @param apiKey only its digest is kept
	 */
	async use<T>(
		server: string,
		apiKey: string,
		work: (state: ServerState) => Promise<T>,
	): Promise<T> {
		const entry = this.entryOf(digestOf(server, apiKey));
		entry.users += 1;
		try {
			return await work(entry.state);
		} finally {
			entry.users -= 1;
			entry.usedAt = this.now();
		}
	}

	/** Also evicts what is idle: a timer could do it sooner, and would keep the process from ending. */
	private entryOf(key: string): Entry {
		const entry = this.entries.get(key) ?? { state: newServerState(), users: 0, usedAt: 0 };
		entry.usedAt = this.now();
		this.entries.delete(key);
		this.entries.set(key, entry);
		this.evict(entry);
		return entry;
	}

	/** The entries are in the order of their last use. */
	private evict(inUse: Entry): void {
		const idle = [...this.entries].filter(([, entry]) => entry.users === 0 && entry !== inUse);
		const tooMany = idle.length - MAX_IDLE;
		const earliest = this.now() - IDLE_MS;
		idle.forEach(([key, { usedAt }], i) => {
			if (i < tooMany || usedAt < earliest) this.entries.delete(key);
		});
	}
}

/** A state that nothing is known of yet. */
export function newServerState(): ServerState {
	return { locks: new Locks(), rateLimit: new RateLimit(), concurrency: new Concurrency() };
}

function digestOf(server: string, apiKey: string): string {
	return createHash('sha256')
		.update(JSON.stringify([server, apiKey]))
		.digest('base64');
}

/** The states of this process: n8n loads the package once for all executions. */
export const serverStates = new ServerStates();
