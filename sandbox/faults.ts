import { seededRandom } from './random';

/** Shares from 0 to 1 of the requests that go wrong. */
export interface FaultShares {
	/** The connection is reset: half of them before the request is carried out, half after it */
	resets?: number;
	/** 503, before the request is carried out */
	unavailable?: number;
	/** No answer ever: half of them before the request is carried out, half after it */
	timeouts?: number;
	/** The same seed spoils the same requests, counted from the start */
	seed?: number;
}

/** What happens to a spoilt request; `-after` means that it was carried out first. */
export type Fault =
	| 'reset-before'
	| 'reset-after'
	| 'unavailable'
	| 'timeout-before'
	| 'timeout-after';

/** Draws a fault or none for each request. */
export class FaultSource {
	private readonly random: () => number;

	constructor(private readonly shares: FaultShares) {
		this.random = seededRandom(shares.seed ?? 1);
	}

	draw(): Fault | undefined {
		const { resets = 0, unavailable = 0, timeouts = 0 } = this.shares;
		const at = this.random();
		const half = this.random() < 0.5 ? 'before' : 'after';
		if (at < resets) return `reset-${half}`;
		if (at < resets + unavailable) return 'unavailable';
		if (at < resets + unavailable + timeouts) return `timeout-${half}`;
		return undefined;
	}
}
