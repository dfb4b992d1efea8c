import type { AnswerShape } from '../../nodes/Novu/engine/answers';
import type { Send } from '../../nodes/Novu/engine/client';
import type { Reply } from '../../nodes/Novu/engine/reply';
import type { NovuRequest } from '../../nodes/Novu/engine/request';
import type { VirtualClock } from './virtualClock';

/** Where a test is not about what a call is answered with. */
export const anything: AnswerShape = { expected: 'anything', mismatch: () => undefined };

/** Novu's token bucket, as its source has it: the refill is delayed until the bucket lacks tokens. */
export class Bucket {
	private tokens: number;
	private lastRefill: number;

	constructor(
		private readonly clock: VirtualClock,
		private readonly limit = { refill: 100, windowMs: 5000, burst: 110 },
	) {
		this.tokens = limit.burst;
		this.lastRefill = clock.now();
	}

	/** Headers of the answer, and whether the call is taken. */
	take(cost: number): { taken: boolean; headers: Record<string, string> } {
		const { refill, windowMs, burst } = this.limit;
		const every = windowMs / refill;
		if (this.tokens < cost) {
			const add = Math.floor((this.clock.now() - this.lastRefill) / every);
			const tokens = Math.min(burst, this.tokens + add);
			if (tokens >= cost) {
				this.tokens = tokens;
				this.lastRefill += add * every;
			}
		}
		const taken = this.tokens >= cost;
		if (taken) this.tokens -= cost;
		const headers = {
			'ratelimit-limit': String(refill),
			'ratelimit-remaining': String(taken ? this.tokens : 0),
			'ratelimit-policy': `${refill};w=${windowMs / 1000};burst=${burst};comment="token bucket"`,
			...(!taken && { 'retry-after': '0' }),
		};
		return { taken, headers };
	}
}

/** Answers after 5 ms, refuses what the bucket does not allow, and remembers what it was sent. */
export function limitedSend(clock: VirtualClock, bucket: Bucket) {
	const taken: Array<{ request: NovuRequest; at: number }> = [];
	let refused = 0;
	const send: Send = async (request): Promise<Reply> => {
		await clock.wait(2);
		const { taken: isTaken, headers } = bucket.take(request.cost ?? 1);
		if (isTaken) taken.push({ request, at: clock.now() });
		else refused += 1;
		await clock.wait(3);
		const body = isTaken ? { data: { ok: true } } : { message: 'API rate limit exceeded' };
		return { kind: 'answer', status: isTaken ? 200 : 429, headers, body };
	};
	return { send, taken, refusals: () => refused };
}
