import { sleep } from 'n8n-workflow';

/** A small server: what it can do at once, and how long one request takes there. */
export interface CrowdSettings {
	/** Requests that it works on without getting slower */
	places: number;
	/** What one takes, in milliseconds */
	ms: number;
}

/** How much slower a crowd makes each request, beyond its share of the server. */
const CROWD_EXPONENT = 1.1;

/** Requests that are in a small server at the moment. */
export class Crowd {
	private present = 0;

	/** Takes as long as the request would, with all those that are there already. */
	async serve({ places, ms }: CrowdSettings): Promise<void> {
		this.present += 1;
		try {
			await sleep(ms * Math.max(1, this.present / places) ** CROWD_EXPONENT);
		} finally {
			this.present -= 1;
		}
	}
}
