import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { isObject, rethrow } from '../../engine/errors';
import { isAnswer, NovuFailure, type FailureFacts } from '../../engine/failure';
import { quoted } from '../../engine/messages';
import {
	outputOf,
	type Explanation,
	type Outcome,
	type Output,
	type Plan,
	type Batch,
} from '../../engine/operation';
import { bodyLimit, jsonBytes, type NovuRequest } from '../../engine/request';
import { topicLock } from '../topic/shared';

/** How many subscriptions Novu takes in one request. */
const MAX_SUBSCRIPTIONS = 100;

/** One subscription that an item asks for. */
export interface Wanted {
	subscriberId: string;
	/** Novu makes one of topic and subscriber where it is left out. */
	identifier?: string;
	name?: string;
}

/** What is done with a topic's subscriptions. */
export interface SubscriptionBatch {
	topicKey: string;
	/** `added to` or `removed from` */
	done: string;
	/** Items whose batches have the same key can share a request. */
	key: string;
	/** The request for a body that names the subscriptions, or the subscribers on older servers. */
	request(body: IDataObject): NovuRequest;
	/** What becomes of one that Novu took. `found` is Novu's subscription, where its answer has it. */
	output(wanted: Wanted, found: IDataObject | undefined): IDataObject;
	/** Whether this refusal only says that a lost try before had done it. */
	isDoneAlready?(code: string): boolean;
}

/** Why Novu did not take one, in its own words. */
export type Refusal = IDataObject & { subscriberId: string; code: string; message: string };
type Result = { output: IDataObject } | { refusal: Refusal } | { unnamed: true };

interface Part {
	wanted: readonly Wanted[];
	/** Size of their JSON */
	bytes: number;
}

/**
 * The plan for an item: its subscriptions, sent with those of other items for the same topic.
 * @returns an output for each subscriber; an item fails where Novu refused one of its own
 */
export function batchPlan(batch: SubscriptionBatch, wanted: readonly Wanted[]): Plan {
	const shared: Batch<Part> = {
		key: batch.key,
		with: 'sameTarget',
		part: { wanted, bytes: sizeOf(wanted) },
		canAdd: (parts) => canShareRequest(batch, parts),
		send: async (call, parts) => {
			const lists = parts.map((one) => one.wanted);
			const results = await sendOnce(call, batch, lists.flat());
			return lists.map((list) => outcomeOf(batch, list, results));
		},
	};
	return {
		lockKeys: [topicLock(batch.topicKey)],
		batch: shared,
		run: async (call) => await sendAlone(call, batch, wanted),
		explain: (facts) => explain(facts, batch, wanted),
	};
}

/** Whether nothing but the subscriber is said of a subscription, which older servers take as well. */
function isPlain(one: unknown): one is Wanted {
	return isObject(one) && Object.keys(one).join() === 'subscriberId';
}

/**
 * The subscribers of a request's body, for the routes of older servers.
 * @returns undefined where more is said of one, which these routes do not take
 */
export function plainIds({ subscriptions }: IDataObject): string[] | undefined {
	const all: unknown[] = Array.isArray(subscriptions) ? subscriptions : [];
	return all.length > 0 && all.every(isPlain)
		? all.map(({ subscriberId }) => subscriberId)
		: undefined;
}

function nameOf(wanted: Wanted): string {
	return JSON.stringify(wanted);
}

function sizeOf(wanted: readonly Wanted[]): number {
	return wanted.reduce((bytes, one) => bytes + jsonBytes(one) + 1, 0);
}

function canShareRequest(batch: SubscriptionBatch, parts: readonly Part[]): boolean {
	const wanted = parts.flatMap((part) => part.wanted);
	const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
	return wanted.length <= MAX_SUBSCRIPTIONS && bytes <= room(batch) && !hasTwoOfOne(wanted);
}

function room(batch: SubscriptionBatch): number {
	const empty = batch.request({ subscriptions: [] });
	return bodyLimit(empty.path) - jsonBytes(empty.body);
}

/**
 * Novu looks a subscription up by its subscriber, so that of two for one subscriber in one request
 * only the first would be made.
 */
function hasTwoOfOne(wanted: readonly Wanted[]): boolean {
	const names = new Map<string, string>();
	return wanted.some((one) => {
		const before = names.get(one.subscriberId);
		names.set(one.subscriberId, nameOf(one));
		return before !== undefined && before !== nameOf(one);
	});
}

/** An item with more than fits one request is sent in several, one after the other. */
async function sendAlone(
	call: Call,
	batch: SubscriptionBatch,
	wanted: readonly Wanted[],
): Promise<Output> {
	const results = new Map<string, Result>();
	for (const chunk of chunks(batch, wanted)) {
		for (const [name, result] of await sendOnce(call, batch, chunk)) results.set(name, result);
	}
	const outcome = outcomeOf(batch, wanted, results);
	return outputOf(outcome);
}

function chunks(batch: SubscriptionBatch, wanted: readonly Wanted[]): Wanted[][] {
	const all: Wanted[][] = [[]];
	let left = room(batch);
	for (const one of wanted) {
		const bytes = sizeOf([one]);
		const last = all[all.length - 1];
		if (last.length > 0 && (last.length === MAX_SUBSCRIPTIONS || bytes > left)) {
			all.push([one]);
			left = room(batch) - bytes;
		} else {
			last.push(one);
			left -= bytes;
		}
	}
	return all;
}

/** @returns what became of each, by its {@link nameOf} */
async function sendOnce(
	call: Call,
	batch: SubscriptionBatch,
	wanted: readonly Wanted[],
): Promise<Map<string, Result>> {
	const each = [...new Map(wanted.map((one) => [nameOf(one), one])).values()];
	const { body, mayBeCarriedOut } = await answerOf(call, batch, each);
	const refusals = refusalsIn(body);
	const found = subscriptionsIn(body);
	const named = namedIn(body, found);
	return new Map(
		each.map((one): [string, Result] => {
			const refusal = refusals.get(one.subscriberId);
			const done = !refusal || (mayBeCarriedOut && batch.isDoneAlready?.(refusal.code) === true);
			const output = () => ({ output: batch.output(one, found.get(one.subscriberId)) });
			if (!done) return [nameOf(one), { refusal }];
			const isNamed = !named || named.has(one.subscriberId.trim()) || refusal !== undefined;
			return [nameOf(one), isNamed ? output() : { unnamed: true }];
		}),
	);
}

/**
 * Where Novu takes none of them it answers with a 400 that holds the same lists.
 * @returns its lists, and whether a try before was lost and may have been carried out
 */
async function answerOf(
	call: Call,
	batch: SubscriptionBatch,
	wanted: readonly Wanted[],
): Promise<{ body: unknown; mayBeCarriedOut: boolean }> {
	try {
		// One that was taken now shows that a try before, if there was one, had not been carried out.
		return { body: await callOf(call, batch, wanted), mayBeCarriedOut: false };
	} catch (error) {
		if (isAnswer(error, 400) && refusalsIn(error.facts.body).size > 0) {
			return { body: error.facts.body, mayBeCarriedOut: error.facts.mayBeCarriedOut === true };
		}
		return await rethrow(error);
	}
}

/** Servers from 2.1.13 up to the end of 2025 want `subscriberIds` instead, and say so. */
async function callOf(
	call: Call,
	batch: SubscriptionBatch,
	wanted: readonly Wanted[],
): Promise<unknown> {
	try {
		return await call(batch.request({ subscriptions: [...wanted] }));
	} catch (error) {
		if (
			!wanted.every(isPlain) ||
			!isAnswer(error, [400, 422], /subscriberIds|subscriber identifier/)
		) {
			return await rethrow(error);
		}
	}
	return await call(batch.request({ subscriberIds: wanted.map((one) => one.subscriberId) }));
}

/** `errors` of v2, `failed.notFound` of v1; by subscriber, of whom there is one in a request. */
function refusalsIn(body: unknown): Map<string, Refusal> {
	if (!isObject(body)) return new Map();
	const errors = Array.isArray(body.errors) ? (body.errors as unknown[]).filter(isObject) : [];
	const { notFound } = (isObject(body.failed) ? body.failed : {}) as { notFound?: unknown };
	const unknown = (Array.isArray(notFound) ? (notFound as unknown[]) : []).map((id) => ({
		subscriberId: String(id),
		code: 'SUBSCRIBER_NOT_FOUND',
		message: `Subscriber ${String(id)} not found`,
	}));
	const refusals = errors.filter((one) => typeof one.subscriberId === 'string') as Refusal[];
	return new Map([...refusals, ...unknown].map((one) => [one.subscriberId, one]));
}

function subscriptionsIn(body: unknown): Map<string, IDataObject> {
	const listed: unknown = isObject(body) ? body.data : body;
	const data = Array.isArray(listed) ? (listed as unknown[]) : [];
	return new Map(
		data.filter(isObject).flatMap((one) => {
			const { subscriber } = one;
			return isObject(subscriber) ? [[String(subscriber.subscriberId), one] as const] : [];
		}),
	);
}

/**
 * The subscribers that an answer says something was done for.
 * @returns undefined where it names nobody, as the older removal does, which has no content
 */
function namedIn(
	body: unknown,
	found: ReadonlyMap<string, IDataObject>,
): ReadonlySet<string> | undefined {
	if (body === undefined) return undefined;
	const { succeeded } = isObject(body) ? body : {};
	const older = Array.isArray(succeeded) ? succeeded.map(String) : [];
	return new Set([...found.keys(), ...older].map((id) => id.trim()));
}

function outcomeOf(
	batch: SubscriptionBatch,
	wanted: readonly Wanted[],
	results: ReadonlyMap<string, Result>,
): Outcome {
	const own = wanted.flatMap((one) => results.get(nameOf(one)) ?? []);
	const errors = own.flatMap((result) => ('refusal' in result ? [result.refusal] : []));
	if (errors.length > 0) return { error: refused(batch, errors) };
	if (own.some((result) => 'unnamed' in result)) return { error: unnamed(batch) };
	const output = own.flatMap((result) => ('output' in result ? [{ ...result.output }] : []));
	return { output: output.length === 1 ? output[0] : output };
}

/** Novu answered with success, and its lists leave the subscriber out. */
export function unnamed(batch: SubscriptionBatch): NovuFailure {
	return new NovuFailure({
		kind: 'unexpected',
		status: 200,
		found: 'lists without this subscriber',
		request: batch.request({}),
		attempts: 1,
		elapsedMs: 0,
	});
}

/** The failure that Novu answers with where it is asked for these alone. */
export function refused(batch: SubscriptionBatch, errors: Refusal[]): NovuFailure {
	return new NovuFailure({
		kind: 'answer',
		status: 400,
		body: { message: errors.map(({ message }) => message), errors },
		request: batch.request({}),
		attempts: 1,
		elapsedMs: 0,
	});
}

const ADVICE: Record<string, string> = {
	SUBSCRIBER_NOT_FOUND:
		'Add the subscriber first with Create or Update, and check that the API key belongs to the environment that it is in.',
	SUBSCRIPTION_NOT_FOUND:
		"Nothing is left to remove. Where that is fine, set 'On Error' of this node to continue.",
	SUBSCRIPTION_LIMIT_EXCEEDED:
		'Novu keeps ten subscriptions of one subscriber to one topic. Remove one of them first.',
};

function explain(
	facts: FailureFacts,
	{ topicKey, done }: SubscriptionBatch,
	wanted: readonly Wanted[],
): Explanation | undefined {
	const refusals = [...refusalsIn(facts.body).values()];
	if (refusals.length === 0) return undefined;
	const rest = wanted.length - refusals.length;
	const who =
		wanted.length === 1
			? `Subscriber "${wanted[0].subscriberId}" was`
			: `${refusals.length} of ${wanted.length} subscribers were`;
	const advice = ADVICE[refusals[0].code] ?? "Check the item against Novu's words in the message.";
	return {
		message: `${who} not ${done} the topic "${topicKey}". Novu said: ${quoted(facts)}`,
		advice: rest > 0 ? `The other ${rest} were ${done} it. ${advice}` : advice,
	};
}
