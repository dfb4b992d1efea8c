import { sleep } from 'n8n-workflow';

/** How exactly deadlines are kept, and how long the last `sleep` lasts after the last request. */
const TICK_MS = 100;

interface Deadline {
	at: number;
	expired: boolean;
	expire(): void;
}

/**
 * Ends what takes longer than it may. `sleep` cannot be taken back, so that one of a tick watches over
 * all requests, rather than one for each that would last as long as its time-out.
 */
class Deadlines {
	private readonly open = new Set<Deadline>();
	private isWatching = false;

	/**
	 * @param ms how long it may take
	 * @param expire is called once it has taken longer
	 */
	start(ms: number, expire: () => void): Deadline {
		const deadline = { at: Date.now() + ms, expired: false, expire };
		this.open.add(deadline);
		if (!this.isWatching) void this.watch();
		return deadline;
	}

	/** To be called for every {@link start}. */
	stop(deadline: Deadline): void {
		this.open.delete(deadline);
	}

	private async watch(): Promise<void> {
		this.isWatching = true;
		while (this.open.size > 0) {
			await sleep(TICK_MS);
			const now = Date.now();
			for (const deadline of this.open) {
				if (now < deadline.at) continue;
				deadline.expired = true;
				this.open.delete(deadline);
				deadline.expire();
			}
		}
		this.isWatching = false;
	}
}

/** The deadlines of all requests of the process. */
export const deadlines = new Deadlines();
