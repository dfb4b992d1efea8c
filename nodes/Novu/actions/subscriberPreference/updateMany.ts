import type { IDataObject } from 'n8n-workflow';
import { listAnswer } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isObject, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute, NovuFailure, novuSentences } from '../../engine/failure';
import type { Batch, Operation, Outcome, Output } from '../../engine/operation';
import { bodyLimit, jsonBytes, path, type NovuRequest } from '../../engine/request';
import { contextField, contextOf } from '../../fields/context';
import { optionsField } from '../../fields/builders';
import { SUBSCRIBER, subscriberField, subscriberLock } from '../subscriber/shared';
import { WORKFLOW, workflowField } from '../workflow/shared';
import { BULK_SINCE, channelsOf, nothingToUpdate, updateFields } from './shared';
import { idOf } from '../../parameters/ids';

/** `PATCH /v2/subscribers/{subscriberId}/preferences/bulk`, up to 100 workflows at once. */
export const updateMany: Operation = {
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update preferences for many workflows',
	description:
		"Switch channels on or off for the workflow of each item. A subscriber's items share requests, up to 100 in each.",
	fields: () => [subscriberField, workflowField, updateFields(), optionsField([contextField])],
	plan: (item) => {
		const subscriberId = idOf(item, 'subscriberId', SUBSCRIBER);
		const context = contextOf(item, 'options.context');
		const target: Target = { subscriberId, context };
		const channels = channelsOf(item);
		if (Object.keys(channels).length === 0) throw nothingToUpdate();
		const own: Preference = { workflowId: idOf(item, 'workflowId', WORKFLOW), channels };
		const batch: Batch<Preference> = {
			key: JSON.stringify(context ?? null),
			with: 'sameTarget',
			part: own,
			canAdd: (parts) => canShareRequest(target, parts),
			send: async (call, parts) => await sendMany(call, target, parts),
		};
		return {
			lockKeys: [subscriberLock(subscriberId)],
			batch,
			run: async (call) => outputOf(await call(request(target, [own])), own, 0, [own]),
		};
	},
};

/** How many preferences Novu takes in one request. */
const MAX_PREFERENCES = 100;

/** One item's preferences: for one workflow. */
interface Preference extends IDataObject {
	workflowId: string;
	channels: Record<string, boolean>;
}

/** What the items of a request have in common. */
interface Target {
	subscriberId: string;
	context?: IDataObject;
}

function request(
	{ subscriberId, context }: Target,
	preferences: readonly Preference[],
): NovuRequest {
	return {
		method: 'PATCH',
		path: path`/v2/subscribers/${subscriberId}/preferences/bulk`,
		body: { preferences, ...(context && { context }) },
		answer: listAnswer('a list of preferences', 'data', preferences.length),
		rateCategory: 'configuration',
		idempotent: true,
		introducedIn: BULK_SINCE,
	};
}

/**
 * Of two entries for one workflow Novu keeps the last one alone, and a workflow has three names. So
 * entries share a request only where all have names of one kind, each another one.
 */
function canShareRequest(target: Target, preferences: readonly Preference[]): boolean {
	const ids = preferences.map(({ workflowId }) => workflowId);
	if (ids.length > MAX_PREFERENCES || new Set(ids).size < ids.length) return false;
	if (new Set(ids.map(kindOfName)).size > 1) return false;
	const { body, path: to } = request(target, preferences);
	return jsonBytes(body) <= bodyLimit(to);
}

function kindOfName(workflowId: string): string {
	if (/^[0-9a-f]{24}$/i.test(workflowId)) return '_id';
	return /_wf_[0-9A-Za-z]+$/.test(workflowId) ? 'slug' : 'identifier';
}

/** Novu refuses all where it does not know one workflow; that one is left out and the rest sent again. */
async function sendMany(
	call: Call,
	target: Target,
	all: readonly Preference[],
): Promise<Outcome[]> {
	const unknown = new Map<Preference, Outcome>();
	let left = all;
	while (left.length > 0) {
		try {
			const answer = await call(request(target, left));
			const known = new Map(left.map((one, place) => [one, outputOf(answer, one, place, left)]));
			return all.map((one) => unknown.get(one) ?? { output: known.get(one)! });
		} catch (error) {
			const missing = unknownIn(error, left);
			if (missing.length === 0) return await refused(error as Error, all, unknown);
			for (const one of missing) unknown.set(one, { error: unknownWorkflow(error, one) });
			left = left.filter((one) => !missing.includes(one));
		}
	}
	return all.map((one) => unknown.get(one)!);
}

/** Where the subscriber is unknown, trying the items on their own would be refused for each. */
async function refused(
	error: Error,
	all: readonly Preference[],
	unknown: ReadonlyMap<Preference, Outcome>,
): Promise<Outcome[]> {
	if (!isAnswer(error, 404)) return await rethrow(error);
	return all.map((one) => unknown.get(one) ?? { error });
}

function unknownIn(error: unknown, preferences: readonly Preference[]): readonly Preference[] {
	if (!isAnswer(error, 404) || isMissingRoute(error.facts)) return [];
	const ids = new Set(novuSentences(error.facts.body).flatMap(workflowIdsIn));
	return preferences.filter(({ workflowId }) => ids.has(workflowId));
}

function workflowIdsIn(sentence: string): string[] {
	const [, ids] = /^Workflows? with ids?:? (.*) (?:is )?not found/s.exec(sentence) ?? [];
	return ids ? ids.split(', ') : [];
}

function unknownWorkflow(error: unknown, { workflowId }: Preference): NovuFailure {
	const { facts } = error as NovuFailure;
	return new NovuFailure({ ...facts, body: { message: `Workflow ${workflowId} not found` } });
}

/** Novu answers with an entry for each, in the order sent, with the workflow's names in it. */
function outputOf(
	answer: unknown,
	own: Preference,
	place: number,
	sent: readonly Preference[],
): Output {
	const entries = Array.isArray(answer) ? (answer as unknown[]).filter(isObject) : [];
	const named = entries.find(({ workflow }) => {
		if (!isObject(workflow)) return false;
		return [workflow.id, workflow.identifier, workflow.slug].includes(own.workflowId);
	});
	return named ?? (entries.length === sent.length ? entries[place] : { ...own });
}
