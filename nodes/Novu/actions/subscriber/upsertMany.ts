import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { object } from '../../engine/answers';
import { isObject, rethrow } from '../../engine/errors';
import { NovuFailure, novuSentences, type FailureFacts } from '../../engine/failure';
import {
	outputOf,
	type Batch,
	type Explanation,
	type Operation,
	type Outcome,
	type Output,
} from '../../engine/operation';
import { bodyLimit, checkedRequest, jsonBytes, path, type NovuRequest } from '../../engine/request';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import { profileBody, profileEntries } from './profile';
import { SUBSCRIBER, subscriberField, subscriberLock } from './shared';
import { idOf } from '../../parameters/ids';

/**
 * `POST /v1/subscribers/bulk`, up to 500 at once; takes 100 of the rate limit, however many there are.
 * Novu writes what is given and nothing else, so that `data` that is left out stays.
 */
export const upsertMany: Operation = {
	value: 'upsertMany',
	name: 'Create or Update Many',
	action: 'Create or update many subscribers',
	description:
		'Create or update the subscribers of all items in few requests, up to 500 in each (upsert)',
	fields: () => [
		byIdAtFirst(subscriberField),
		collection(
			'additionalFields',
			'What is known of the subscriber; fields that are not added stay as they are',
			profileEntries,
		),
		optionsField(),
	],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const profile = profileBody(item, 'additionalFields');
		const subscriber = { subscriberId, ...profile };
		const part: Part = { subscriber, bytes: jsonBytes(subscriber) };
		checkedRequest(request([part]));
		const batch: Batch<Part> = {
			key: 'upsertMany',
			with: 'anyTarget',
			part,
			canAdd: canShareRequest,
			send: sendMany,
		};
		return {
			// Two items for one subscriber never share a request: the second waits for the first.
			lockKeys: [subscriberLock(subscriberId)],
			batch,
			run: async (call) => await alone(call, part),
			explain,
		};
	},
};

/** How many subscribers Novu takes in one request. */
const MAX_SUBSCRIBERS = 500;

/** One item's subscriber, as it goes to Novu. */
interface Part {
	subscriber: IDataObject & { subscriberId: string };
	/** Size of its JSON */
	bytes: number;
}

/** Novu's lists. An entry of `failed` may come without its ID (Novu 3). */
interface Answer {
	created?: IDataObject[];
	updated?: IDataObject[];
	failed?: IDataObject[];
}

const BULK_ANSWER = object(
	'the lists of created and updated subscribers',
	({ created, updated }) =>
		[created, updated].some(Array.isArray) && [created, updated].every(isListOrAbsent),
);

function isListOrAbsent(value: unknown): boolean {
	return value === undefined || Array.isArray(value);
}

function request(parts: readonly Part[]): NovuRequest {
	return {
		method: 'POST',
		path: path`/v1/subscribers/bulk`,
		body: { subscribers: parts.map(({ subscriber }) => subscriber) },
		answer: BULK_ANSWER,
		rateCategory: 'configuration',
		cost: 100,
		// A second time the same subscribers are given the same values.
		idempotent: true,
	};
}

const EMPTY = request([]);
const ROOM = bodyLimit(EMPTY.path) - jsonBytes(EMPTY.body);

function canShareRequest(parts: readonly Part[]): boolean {
	if (parts.length > MAX_SUBSCRIBERS) return false;
	return parts.reduce((sum, { bytes }) => sum + bytes + 1, 0) <= ROOM;
}

/**
 * Novu refuses a whole request for one subscriber that is not valid, and names it by its place. It
 * is left out then, and the others are sent again.
 */
async function sendMany(call: Call, parts: readonly Part[]): Promise<Outcome[]> {
	const outcomes = new Map<Part, Outcome>();
	let left = parts;
	while (left.length > 0) {
		const sent = await sendOnce(call, left);
		left.forEach((part, place) => {
			const outcome = sent.get(place);
			if (outcome) outcomes.set(part, outcome);
		});
		left = left.filter((_, place) => !sent.has(place));
	}
	return parts.map((part) => outcomes.get(part)!);
}

/** @returns by their places, the outcomes of all, or of those that Novu refused all for */
async function sendOnce(call: Call, parts: readonly Part[]): Promise<Map<number, Outcome>> {
	try {
		const answer = (await call(request(parts))) as Answer;
		return new Map(outcomesOf(answer, parts).map((outcome, place) => [place, outcome]));
	} catch (error) {
		const refused = refusedIn(error as Error, parts.length);
		return refused.size > 0 ? refused : await rethrow(error);
	}
}

const PLACE = /^subscribers\.(\d+)\.(.*)$/s;

/** What a validation says of single subscribers: `subscribers.3.email must be an email`. */
function refusedIn(error: Error, count: number): Map<number, Outcome> {
	if (!(error instanceof NovuFailure) || error.facts.kind !== 'answer') return new Map();
	const { facts } = error;
	const sentences = new Map<number, string[]>();
	for (const sentence of novuSentences(facts.body)) {
		const [, place, words] = PLACE.exec(sentence) ?? [];
		if (place === undefined || Number(place) >= count) continue;
		sentences.set(Number(place), [...(sentences.get(Number(place)) ?? []), words]);
	}
	return new Map(
		[...sentences].map(([place, message]): [number, Outcome] => [
			place,
			{ error: new NovuFailure({ ...facts, body: { message } }) },
		]),
	);
}

function outcomesOf(answer: Answer, parts: readonly Part[]): Outcome[] {
	const created = idsIn(answer.created);
	const updated = idsIn(answer.updated);
	return parts.map((part) => {
		const { subscriberId } = part.subscriber;
		if (!created.has(subscriberId) && !updated.has(subscriberId)) {
			return { error: notKept(part, answer.failed) };
		}
		return {
			output: {
				subscriberId,
				created: created.has(subscriberId),
				updated: updated.has(subscriberId),
			},
		};
	});
}

function idsIn(entries: IDataObject[] = []): Set<unknown> {
	return new Set(entries.filter(isObject).map(({ subscriberId }) => subscriberId));
}

/** The failure of one that Novu did not keep, in Novu's own words for it. */
function notKept(part: Part, listed: unknown): NovuFailure {
	const failed = Array.isArray(listed) ? (listed as unknown[]).filter(isObject) : [];
	const { subscriberId } = part.subscriber;
	const own = failed.filter((entry) => entry.subscriberId === subscriberId);
	const nameless = failed.filter((entry) => entry.subscriberId === undefined);
	const message = (own.length > 0 ? own : nameless).map((entry) => entry.message);
	return new NovuFailure({
		kind: 'answer',
		body: { message },
		request: request([part]),
		attempts: 1,
		elapsedMs: 0,
	});
}

/** Such a failure has no status: Novu answered the request with success. */
function explain({ kind, status, body }: FailureFacts): Explanation | undefined {
	if (kind !== 'answer' || status !== undefined) return undefined;
	const words = novuSentences(body).join('; ');
	return {
		message: `Novu did not keep this subscriber${words && `. Novu said: ${words}`}`,
		advice: 'The other subscribers are not touched by this. Run this item again.',
	};
}

async function alone(call: Call, part: Part): Promise<Output> {
	const [outcome] = await sendMany(call, [part]);
	return outputOf(outcome);
}
