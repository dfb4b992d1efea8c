import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { trigger } from '../../nodes/Novu/actions/event/trigger';
import { triggerBulk } from '../../nodes/Novu/actions/event/triggerBulk';
import { deleteCredentials } from '../../nodes/Novu/actions/subscriber/deleteCredentials';
import { mergeDuplicateEntries } from '../../nodes/Novu/actions/subscriber/mergeDuplicateEntries';
import { removeDeviceTokens } from '../../nodes/Novu/actions/subscriber/removeDeviceTokens';
import { updateCredentials } from '../../nodes/Novu/actions/subscriber/updateCredentials';
import { Client } from '../../nodes/Novu/engine/client';
import { formatFailure } from '../../nodes/Novu/engine/errorReport';
import type { Operation, Outcome, Plan } from '../../nodes/Novu/engine/operation';
import { schedule } from '../../nodes/Novu/engine/schedule';
import { newServerState } from '../../nodes/Novu/engine/serverState';
import { VirtualClock } from '../unit/virtualClock';
import { FATES, ModelNovu, type Fate } from './modelNovu';
import { itemWith } from '../unit/items';

const OPERATIONS = {
	append: updateCredentials,
	replace: updateCredentials,
	remove: removeDeviceTokens,
	merge: mergeDuplicateEntries,
	delete: deleteCredentials,
};
type Kind = keyof typeof OPERATIONS;

/** One input item about tokens. */
export interface Step {
	kind: Kind;
	subscriberId: string;
	tokens: string[];
}

/** How an item ended, with the words of its error. */
type ItemResult = { done: true } | { done: false; error: string; message: string };

function planOf(operation: Operation, index: number, parameters: IDataObject): Plan {
	return operation.plan(itemWith(parameters, {}, { index }));
}

function stepPlan({ kind, subscriberId, tokens }: Step, index: number): Plan {
	return planOf(OPERATIONS[kind], index, {
		subscriberId,
		providerId: 'fcm',
		deviceTokens: tokens,
		tokenMode: kind,
		options: { confirmTokens: 'never' },
	});
}

function resultOf(outcome: Outcome | undefined, plan: Plan): ItemResult {
	if (!outcome) throw new Error('An item has no outcome');
	if ('output' in outcome) return { done: true };
	const words = formatFailure(outcome.error, 0, [], (facts) => plan.explain?.(facts));
	return { done: false, error: words.message, message: words.description };
}

async function run(plans: Plan[], novu: ModelNovu, clock: VirtualClock): Promise<ItemResult[]> {
	const server = newServerState();
	const client = new Client(novu.send, clock, { retries: 2 }, server);
	const settings = { stopOnFailure: false, server };
	const { outcomes } = await clock.run(schedule(plans, client.call, settings));
	return outcomes.map((outcome, i) => resultOf(outcome, plans[i]));
}

const wells = fc.constant<Fate>('well');
const fates = fc.array(fc.oneof({ weight: 3, arbitrary: wells }, fc.constantFrom(...FATES)), {
	maxLength: 24,
});
const token = fc.integer({ min: 0, max: 7 }).map((number) => `token-${number}`);
const step: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom<Kind>('append', 'append', 'replace', 'remove', 'merge', 'delete'),
	subscriberId: fc.constantFrom('ann', 'bo'),
	tokens: fc.uniqueArray(token, { minLength: 1, maxLength: 3 }),
});
const initial = fc.array(fc.uniqueArray(token, { minLength: 1, maxLength: 3 }), { maxLength: 3 });

/** How an item leaves a token, where it was carried out; undefined where it says nothing of it. */
function effectOf({ kind, tokens }: Step, one: string): 'there' | 'gone' | undefined {
	const isNamed = tokens.includes(one);
	if (kind === 'append') return isNamed ? 'there' : undefined;
	if (kind === 'replace') return isNamed ? 'there' : 'gone';
	if (kind === 'remove') return isNamed ? 'gone' : undefined;
	return kind === 'delete' ? 'gone' : undefined;
}

/** Whether Novu may have done what an item that failed asked for. */
function mayBeDone({ error, message }: Extract<ItemResult, { done: false }>): boolean {
	return /may have been done|had been taken away/.test(`${error} ${message}`);
}

/**
 * Checks one token of one subscriber after a run: the items are gone through in their order, with all
 * the states that their results allow.
 */
function checkToken(
	one: string,
	startsThere: boolean,
	steps: ReadonlyArray<[Step, ItemResult]>,
	isThere: boolean,
): string | undefined {
	let possible = new Set([startsThere]);
	let messages = '';
	for (const [own, result] of steps) {
		if (!result.done) messages += result.message;
		const effect = effectOf(own, one);
		if (effect === undefined) continue;
		const after = effect === 'there';
		if (result.done) possible = new Set([after]);
		else if (mayBeDone(result)) possible.add(after);
	}
	// What was taken away and could not be written back stands whole in an error.
	if (possible.has(isThere) || (!isThere && messages.includes(JSON.stringify(one))))
		return undefined;
	return `${one} is ${isThere ? 'there' : 'not there'}, and the results of the items say otherwise`;
}

/** Nothing is lost, nothing doubled, every item ends with a true result: for writes of tokens under faults. */
export const tokensProperty = fc.asyncProperty(
	fc.array(step, { minLength: 1, maxLength: 8 }),
	fc.tuple(initial, initial),
	fates,
	async (steps, starts, chosenFates) => {
		const clock = new VirtualClock();
		const novu = new ModelNovu(clock, chosenFates);
		const ids = ['ann', 'bo'];
		ids.forEach((id, i) =>
			novu.subscribers.set(
				id,
				starts[i].map((deviceTokens) => ({
					providerId: 'fcm',
					_integrationId: 'i1',
					credentials: { deviceTokens },
				})),
			),
		);
		const before = new Map(ids.map((id) => [id, new Set(novu.tokensOf(id))]));
		const results = await run(steps.map(stepPlan), novu, clock);
		ids.forEach((id, i) => {
			const own = steps.flatMap(
				(one, at): Array<[Step, ItemResult]> =>
					one.subscriberId === id ? [[one, results[at]]] : [],
			);
			const after = novu.tokensOf(id);
			// Novu's replace and limit reach only the first of double entries.
			const hasDoubles = starts[i].length > 1;
			for (let number = 0; number <= 7; number++) {
				const one = `token-${number}`;
				const isThere = after.includes(one);
				if (hasDoubles && isThere && own.some(([{ kind }]) => kind === 'replace')) continue;
				const wrong = checkToken(one, before.get(id)!.has(one), own, isThere);
				if (wrong) throw new Error(`${id}: ${wrong}`);
			}
			// Only an append leaves alone what it does not name: Novu has no lock for the others.
			const onlyAppends = own.every(([{ kind }]) => kind === 'append');
			const others = novu.others.filter((other) => other.startsWith(`${id} `));
			const lost = others.find((other) => !after.includes(other.split(' ')[1]));
			if (onlyAppends && lost) throw new Error(`${lost} of another writer is lost`);
			for (const { credentials } of novu.subscribers.get(id) ?? []) {
				const { deviceTokens } = credentials;
				if (new Set(deviceTokens).size < deviceTokens.length) throw new Error('A token is doubled');
			}
		});
	},
);

/** No event is carried out twice, and every item says whether it was. */
export const eventsProperty = fc.asyncProperty(
	fc.record({
		count: fc.integer({ min: 1, max: 12 }),
		isBulk: fc.boolean(),
		hasKeys: fc.boolean(),
		subscribers: fc.integer({ min: 1, max: 4 }),
	}),
	fates,
	async ({ count, isBulk, hasKeys, subscribers }, chosenFates) => {
		const clock = new VirtualClock();
		const novu = new ModelNovu(clock, chosenFates);
		const plans = Array.from({ length: count }, (_, number) =>
			planOf(isBulk ? triggerBulk : trigger, number, {
				workflowId: 'order',
				to: 'subscriber',
				subscriberId: `s${number % subscribers}`,
				payloadMode: 'json',
				payload: JSON.stringify({ number }),
				options: hasKeys ? { idempotencyKey: `key-${number}` } : {},
			}),
		);
		const results = await run(plans, novu, clock);
		results.forEach((result, number) => {
			const times = novu.events.get(number) ?? 0;
			if (times > 1) throw new Error(`Event ${number} was carried out ${times} times`);
			if (result.done && times === 0) throw new Error(`Event ${number} was not carried out`);
			if (!result.done && times === 1 && !mayBeDone(result)) {
				throw new Error(`Event ${number} was carried out, and its item says not: ${result.error}`);
			}
		});
	},
);
