import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { acknowledged, shownAs, type AnswerShape } from '../../engine/answers';
import { NovuFailure } from '../../engine/failure';
import type { Batch, Operation, Outcome } from '../../engine/operation';
import { jsonBytes, path, type NovuRequest } from '../../engine/request';
import { idempotencyKeyOf } from '../../fields/builders';
import { eventPlan, failsWhenNothingWasSent, outcomeOf } from './outcome';
import { recipientFields, recipientsOf } from './recipients';
import { eventBody, eventFields } from './shared';
import {
	unknownSubscribersOf,
	unknownSubscribersOption,
	type UnknownSubscribers,
} from './unknownSubscribers';

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
	fields: () => eventFields(recipientFields, { ownOptions: [unknownSubscribersOption] }),
	plan: (item) => {
		const to = recipientsOf(item);
		const event: IDataObject = { ...eventBody(item), to };
		const name = String(event.name);
		const idempotencyKey = idempotencyKeyOf(item, 'triggerBulk', JSON.stringify([name, to]));
		const fails = failsWhenNothingWasSent(item);
		const unknown = unknownSubscribersOf(item, to);
		const part: Part = { event, bytes: jsonBytes(event), fails, idempotencyKey, unknown };
		const batch: Batch<Part> = {
			key: idempotencyKey ? 'triggerBulk with keys' : 'triggerBulk',
			with: 'anyTarget',
			part,
			canAdd: canShareRequest,
			send: sendAll,
		};
		return {
			batch,
			...eventPlan(name, async (call) => (await sendAll(call, [part]))[0], unknown),
		};
	},
};

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
	unknown?: UnknownSubscribers;
}

function request(parts: readonly Part[]): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/events/trigger/bulk`,
		body: { events: parts.map(({ event }) => event) },
		answer: resultsOf(parts.length),
		rateCategory: 'trigger',
		cost: 100,
		idempotencyKey: sharedKey(parts),
	};
}

/** As many results as events: in a shorter list nobody knows which is whose. */
function resultsOf(count: number): AnswerShape {
	return {
		expected: 'a result for each event',
		mismatch: (body) => (Array.isArray(body) && body.length === count ? undefined : shownAs(body)),
	};
}

/** One key for the request: the same events, chunked the same way, make the same one. */
function sharedKey(parts: readonly Part[]): string | undefined {
	const keys = parts.map(({ idempotencyKey }) => idempotencyKey);
	if (keys.includes(undefined)) return undefined;
	return `n8n:triggerBulk:${createHash('sha256').update(keys.join('\n')).digest('hex')}`;
}

function canShareRequest(parts: readonly Part[]): boolean {
	if (parts.length > MAX_EVENTS) return false;
	return parts.reduce((sum, { bytes }) => sum + bytes + 1, 0) <= MAX_BYTES;
}

/** Sends those parts that may be sent, in one request. */
async function sendAll(call: Call, parts: readonly Part[]): Promise<Outcome[]> {
	const errors = await Promise.all(parts.map(async ({ unknown }) => await errorOf(unknown, call)));
	const toSend = parts.filter((_, place) => !errors[place]);
	const sent = toSend.length > 0 ? await sendTogether(call, toSend) : [];
	return errors.map((error) => (error ? { error } : (sent.shift() as Outcome)));
}

async function errorOf(
	unknown: UnknownSubscribers | undefined,
	call: Call,
): Promise<Error | undefined> {
	try {
		await unknown?.check(call);
		return undefined;
	} catch (error) {
		return error as Error;
	}
}

async function sendTogether(call: Call, parts: readonly Part[]): Promise<Outcome[]> {
	const toSend = request(parts);
	const results = (await call(toSend)) as unknown[];
	// Novu answers with a list in the order of the events.
	return parts.map(({ fails }, place) => {
		const found = acknowledged.mismatch(results[place], 201);
		return found === undefined
			? outcomeOf(toSend, results[place] as IDataObject, fails)
			: { error: unexpectedResult(toSend, found) };
	});
}

/** One event among others whose result says nothing. */
function unexpectedResult(toSend: NovuRequest, found: string): NovuFailure {
	const facts = { kind: 'unexpected', status: 201, found, attempts: 1, elapsedMs: 0 } as const;
	return new NovuFailure({ ...facts, request: { ...toSend, answer: acknowledged } });
}
