import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { isAnswer } from '../../engine/errors';
import type { Operation, Outcome } from '../../engine/operation';
import { jsonBytes, path, type NovuRequest } from '../../engine/request';
import { idempotencyKeyOf } from '../../fields/builders';
import { explainEvent, failsWhenNothingWasSent, hintOf, outcomeOf } from './outcome';
import { recipientFields, recipientsOf } from './recipients';
import { eventBody, eventFields } from './shared';

/** The most events that Novu takes in one request. */
const MAX_EVENTS = 100;
/**
 * So many bytes of events share a request. Novu's parser takes 26 MB, Novu 2.0 fails somewhere between 1
 * and 21 MB; a single event may be larger, as in Trigger.
 */
const MAX_BYTES = 8 * 1024 * 1024;

/** What an item adds to a request. */
interface Part {
	event: IDataObject;
	/** Size of the event as JSON */
	bytes: number;
	fails: boolean;
	idempotencyKey?: string;
}

function request(parts: readonly Part[]): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/events/trigger/bulk`,
		body: { events: parts.map(({ event }) => event) },
		rateCategory: 'trigger',
		cost: 100,
		idempotencyKey: sharedKey(parts),
	};
}

/** One key for the request: the same events, chunked the same way, make the same one. */
function sharedKey(parts: readonly Part[]): string | undefined {
	const keys = parts.map(({ idempotencyKey }) => idempotencyKey);
	if (keys.includes(undefined)) return undefined;
	return `n8n:triggerBulk:${createHash('sha256').update(keys.join('\n')).digest('hex')}`;
}

function fits(parts: readonly Part[]): boolean {
	if (parts.length > MAX_EVENTS) return false;
	return parts.reduce((sum, { bytes }) => sum + bytes + 1, 0) <= MAX_BYTES;
}

async function sendAll(call: Call, parts: readonly Part[]): Promise<Outcome[]> {
	const toSend = request(parts);
	try {
		return outcomesOf(toSend, parts, await call(toSend));
	} catch (error) {
		// Some events may have been taken: sending them again in smaller requests could double them.
		if (isAnswer(error, 500)) return parts.map(() => ({ error: error }));
		return await Promise.reject(error as Error);
	}
}

/** Novu answers with a list in the order of the events. */
function outcomesOf(toSend: NovuRequest, parts: readonly Part[], body: unknown): Outcome[] {
	const results = Array.isArray(body) ? (body as IDataObject[]) : [];
	return parts.map(({ fails }, i) =>
		results[i]
			? outcomeOf(toSend, results[i], fails)
			: { error: new Error("Novu's answer does not say what became of this event") },
	);
}

/**
 * `POST /v1/events/trigger/bulk`: up to 100 items share a request, each with its own outcome. Costs 100 of
 * Novu's rate limit, however few they are. Novu promises no order among them.
 */
export const triggerBulk: Operation = {
	value: 'triggerBulk',
	name: 'Trigger in Bulk',
	action: 'Trigger workflows in bulk',
	description:
		"Run workflows of Novu for many items: up to 100 items share a request, in no certain order. A request costs 100 of Novu's rate limit, so use it for many items.",
	fields: eventFields(recipientFields),
	plan: (item) => {
		const to = recipientsOf(item);
		const event: IDataObject = { ...eventBody(item), to };
		const name = String(event.name);
		const idempotencyKey = idempotencyKeyOf(item, 'triggerBulk', JSON.stringify([name, to]));
		const fails = failsWhenNothingWasSent(item);
		const part: Part = { event, bytes: jsonBytes(event), fails, idempotencyKey };
		return {
			batch: {
				key: idempotencyKey ? 'triggerBulk with keys' : 'triggerBulk',
				with: 'anyTarget',
				part,
				canAdd: (parts) => fits(parts as Part[]),
				send: async (call, parts) => await sendAll(call, parts as Part[]),
			},
			run: async (call) => {
				const [outcome] = await sendAll(call, [part]);
				return 'error' in outcome ? await Promise.reject(outcome.error) : outcome.output;
			},
			explain: (facts) => explainEvent(facts, name),
			hint: hintOf,
		};
	},
};
