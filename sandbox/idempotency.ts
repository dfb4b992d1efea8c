import { createHash } from 'crypto';

import { ApiError, badRequest } from './errors';
import type { NovuVersion } from './types';

const LONGEST_KEY = 255;
const DOCS = 'https://docs.novu.co/additional-resources/idempotency';

/** Since 3 a refusal that is asked for again with its key is this, whatever the cause was. */
const UNAVAILABLE = new ApiError(503, 'Service Unavailable', {}, 'status');

/** What is kept of a call: its answer, or the refusal that it met. */
export interface Outcome {
	status: number;
	payload?: string;
	refusal?: ApiError;
}

interface Slot {
	bodyHash: string;
	outcome?: Outcome;
}

/** What a call with a key is told before it runs. */
export interface Claim {
	headers: Record<string, string>;
	/** An answer to give instead of running the call */
	outcome?: Outcome;
	/** Keeps the answer for later calls with the key */
	settle(outcome: Outcome | undefined): void;
}

/**
 * Novu's idempotency keys. As in Novu the key says nothing of path and method, and refusals are kept
 * like answers; 2.0 repeats them, since 3 they become a 503.
 */
export class IdempotencyKeys {
	private readonly slots = new Map<string, Slot>();

	/**
	 * @param scope the organization
	 * @param body the body as text
	 * @param novu whose way of repeating refusals is followed
	 * @throws ApiError 400 for a key that is too long
	 */
	claim(scope: string, key: string, body: string, novu: NovuVersion): Claim {
		if (key.length > LONGEST_KEY) {
			throw badRequest(
				`idempotencyKey "${key}" has exceeded the maximum allowed length of ${LONGEST_KEY} characters`,
			);
		}
		const name = `${scope}:${key}`;
		const headers = { 'idempotency-key': key };
		const bodyHash = createHash('sha256').update(body).digest('hex');
		const slot = this.slots.get(name);
		if (!slot) return this.fresh(name, headers, bodyHash);
		return { ...this.repeated(slot, key, headers, bodyHash, novu), settle: () => undefined };
	}

	clear(): void {
		this.slots.clear();
	}

	private fresh(name: string, headers: Record<string, string>, bodyHash: string): Claim {
		const slot: Slot = { bodyHash };
		this.slots.set(name, slot);
		const settle = (outcome: Outcome | undefined) => {
			if (outcome) slot.outcome = outcome;
			else this.slots.delete(name);
		};
		return { headers, settle };
	}

	private repeated(
		slot: Slot,
		key: string,
		headers: Record<string, string>,
		bodyHash: string,
		novu: NovuVersion,
	): Omit<Claim, 'settle'> {
		const running = slot.outcome === undefined;
		if (slot.bodyHash !== bodyHash && (novu === '2.0' || !running)) {
			const refusal = new ApiError(
				422,
				`Request with key "${key}" is being reused for a different body`,
			);
			return { headers: { ...headers, link: DOCS }, outcome: { status: 422, refusal } };
		}
		if (!slot.outcome) {
			const refusal = new ApiError(
				409,
				`Request with key "${key}" is currently being processed. Please retry after 1 second`,
			);
			const waiting = { ...headers, 'retry-after': '1', link: DOCS };
			return { headers: waiting, outcome: { status: 409, refusal } };
		}
		const replayed = { ...headers, 'idempotency-replay': 'true' };
		if (novu === '2.0' || !slot.outcome.refusal) {
			return { headers: replayed, outcome: slot.outcome };
		}
		return { headers: replayed, outcome: { status: UNAVAILABLE.status, refusal: UNAVAILABLE } };
	}
}
