import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { apiKey, credentialSecrets, serverUrl } from '../../../credentials/novuServer';
import { isCalledByModel } from './asTool';
import { waitForResponse } from './waitForResponse';
import { Client, type ClientSettings } from './client';
import { realClock } from './clock';
import { CancelledError, InputError, rethrow } from './errors';
import { formatFailure, type ErrorReport, type Reader } from './errorReport';
import { errorItemOf } from './errorItem';
import { inOneMessage, nodeErrorOf } from './nodeError';
import type { Item, Operation, Outcome, Plan, Resource } from './operation';
import { collectionOf } from '../parameters/given';
import { itemOf } from '../parameters/item';
import { described, inputErrorFor } from '../parameters/inputErrorFor';
import { schedule } from './schedule';
import { serverStates, type ServerState } from './serverState';
import { CREDENTIAL, sender, timeoutOf } from './transport';

/** How a run goes about its requests; the same for all items. */
interface RunSettings extends ClientSettings {
	/** The most requests at once that the user allows; undefined where the server decides alone */
	concurrency?: number;
	timeoutMs: number;
}

const DEFAULT_RETRIES = 5;
/** About 0.1 s of n8n's expressions, during which n8n can do nothing else. */
const YIELD_EVERY_ITEMS = 100;

/**
 * Runs the chosen operation for all input items: every item is planned first, so that a mistake is
 * told before anything is sent, then all are worked off, and each becomes its outputs or its error,
 * paired with it.
 * @throws {NodeOperationError|NodeApiError} for the first item that failed, unless the user chose
 * to continue
 */
export async function execute(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	return [await new Run(context, resources, items).outputs()];
}

class Run {
	private secrets: string[] = [];
	private readonly continueOnFail: boolean;
	private readonly reader: Reader;
	private operation?: Operation;
	/** Errors that {@link nodeError} has made, which are not formatted again */
	private readonly formatted = new WeakSet<Error>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly resources: readonly Resource[],
		private readonly items: INodeExecutionData[],
	) {
		this.continueOnFail = context.continueOnFail();
		this.reader = isCalledByModel(context) ? 'model' : 'person';
	}

	/** What fails the whole run, such as a credential that cannot be used, fails each of its items. */
	async outputs(): Promise<INodeExecutionData[]> {
		try {
			return await this.results();
		} catch (error) {
			const isCancelled = error instanceof CancelledError;
			if (!this.continueOnFail || isCancelled) throw this.asNodeError(error as Error);
			return this.items.map((_, index) => this.errorItem(error as Error, undefined, index));
		}
	}

	private async results(): Promise<INodeExecutionData[]> {
		const credentials = await this.context.getCredentials(CREDENTIAL);
		this.secrets = credentialSecrets(credentials);
		const plans = await this.plans();
		const settings = this.settings();
		const { result, client } = await serverStates.use(
			serverUrl(credentials),
			apiKey(credentials),
			async (server) => await this.send(plans, settings, credentials, server),
		);
		const { outcomes, hints, ...batched } = result;
		if (!this.continueOnFail) this.throwFirst(outcomes, plans);
		const found = [...hintsOf(outcomes, plans), ...hints];
		this.hint([...counted(found), ...runHints(client, batched)]);
		await this.wait(outcomes, plans);
		const items = outcomes.map((outcome, index) => this.itemsOf(outcome, plans[index], index));
		await this.addFiles(items, outcomes, plans);
		return items.flat();
	}

	/** Puts files where n8n keeps them, which may be a disk or S3. */
	private async addFiles(
		items: INodeExecutionData[][],
		outcomes: Array<Outcome | undefined>,
		plans: readonly Plan[],
	): Promise<void> {
		for (const [index, outcome] of outcomes.entries()) {
			if (!outcome || 'error' in outcome) continue;
			const file = plans[index].fileIn?.(outcome.output);
			if (!file) continue;
			const { content, field, name, type } = file;
			const binary = await this.context.helpers.prepareBinaryData(content, name, type);
			items[index][0].binary = { [field]: binary };
		}
	}

	/**
	 * Plans all items. n8n resolves an expression in half a millisecond and more, so that many items
	 * would keep it from everything else for long: it gets its turn in between.
	 */
	private async plans(): Promise<Plan[]> {
		const plans: Plan[] = [];
		for (const index of this.items.keys()) {
			if (index > 0 && index % YIELD_EVERY_ITEMS === 0) await sleep(0);
			if (this.context.getExecutionCancelSignal()?.aborted) break;
			plans.push(this.plan(index));
		}
		return plans;
	}

	/** An item that cannot be planned stops the run, or stands in its place and fails as it would. */
	private plan(index: number): Plan {
		try {
			const item = itemOf(this.context, index, this.items[index].json);
			this.operation ??= this.findOperation(item);
			return this.operation.plan(item);
		} catch (error) {
			if (!this.continueOnFail) throw this.nodeError(error as Error, undefined, index);
			return { run: async () => await rethrow(error) };
		}
	}

	/** The same for all items: n8n takes no expressions for resource and operation. */
	private findOperation(item: Item): Operation {
		const resource = item.parameter('resource');
		const value = item.parameter('operation');
		const found = this.resources
			.find((candidate) => candidate.value === resource)
			?.operations.find((candidate) => candidate.value === value);
		if (found) return found;
		throw new InputError(
			`There is no operation "${String(value)}" of the resource "${String(resource)}"`,
			"Choose 'Resource' and 'Operation' from their lists.",
		);
	}

	private settings(): RunSettings {
		const options = collectionOf(itemOf(this.context, 0, {}), 'options');
		return {
			concurrency: wholeOf(options.maxRequestsAtOnce, 'Max Requests at Once', 0) || undefined,
			retries: wholeOf(options.retries, 'Retries', DEFAULT_RETRIES),
			timeoutMs: timeoutOf(options.timeout),
		};
	}

	private async send(
		plans: readonly Plan[],
		settings: RunSettings,
		credentials: ICredentialDataDecryptedObject,
		server: ServerState,
	) {
		const signal = this.context.getExecutionCancelSignal();
		const clock = realClock(signal);
		const sendOnce = sender(this.context, credentials, settings.timeoutMs);
		const client = new Client(sendOnce, clock, settings, server);
		const result = await schedule(plans, client.call, {
			concurrency: settings.concurrency,
			stopOnFailure: !this.continueOnFail,
			signal,
			server,
			clock,
		});
		return { result, client };
	}

	private async wait(outcomes: Array<Outcome | undefined>, [plan]: Plan[]): Promise<void> {
		const [outcome] = outcomes;
		if (!plan?.wait || !outcome || 'error' in outcome) return;
		await waitForResponse(this.context, plan.wait(outcome.output));
	}

	private throwFirst(outcomes: Array<Outcome | undefined>, plans: Plan[]): void {
		outcomes.forEach((outcome, index) => {
			if (outcome && 'error' in outcome) throw this.nodeError(outcome.error, plans[index], index);
		});
	}

	private itemsOf(outcome: Outcome | undefined, plan: Plan, index: number): INodeExecutionData[] {
		if (!outcome) return [];
		if ('error' in outcome) return [this.errorItem(outcome.error, plan, index)];
		const pairedItem = { item: index };
		return [outcome.output].flat().map((json) => ({ json, pairedItem }));
	}

	private errorItem(error: Error, plan: Plan | undefined, index: number): INodeExecutionData {
		return errorItemOf(this.reportOf(error, plan, index), index);
	}

	private reportOf(error: Error, plan: Plan | undefined, index: number): ErrorReport {
		const secrets = [...this.secrets, ...(plan?.secrets ?? [])];
		return formatFailure(error, index, secrets, (facts) => plan?.explain?.(facts), this.reader);
	}

	private nodeError(error: Error, plan: Plan | undefined, itemIndex: number) {
		const words = this.reportOf(error, plan, itemIndex);
		const shown = this.reader === 'model' ? inOneMessage(words) : words;
		const nodeError = nodeErrorOf(this.context.getNode(), error, shown, itemIndex);
		this.formatted.add(nodeError);
		return nodeError;
	}

	/** An error of n8n's kinds stays as it is, but for a model, which would not get its description. */
	private asNodeError(error: Error): Error {
		const isNodeError = error instanceof NodeApiError || error instanceof NodeOperationError;
		const isFormatted = this.formatted.has(error) || (isNodeError && this.reader === 'person');
		return isFormatted ? error : this.nodeError(error, undefined, 0);
	}

	private hint(sentences: string[]): void {
		if (sentences.length === 0) return;
		this.context.addExecutionHints({ message: sentences.join(' '), location: 'outputPane' });
	}
}

/**
 * A whole number from 0, or its text.
 * @returns `fallback` where there is none
 * @throws {InputError} where it is something else
 */
function wholeOf(given: unknown, label: string, fallback: number): number {
	if (given === undefined || given === null || given === '') return fallback;
	const isText = typeof given === 'string' && given.trim() !== '';
	const count = typeof given === 'number' || isText ? Math.floor(Number(given)) : NaN;
	if (count >= 0 && count <= Number.MAX_SAFE_INTEGER) return count;
	const advice = `Nothing was sent. Change '${label}' under Options, or leave it out.`;
	throw inputErrorFor(label, described(given), 'a whole number from 0', advice);
}

/** What the plans say of their outputs. */
function hintsOf(outcomes: Array<Outcome | undefined>, plans: readonly Plan[]): string[] {
	return outcomes.flatMap((outcome, index) => {
		if (!outcome || 'error' in outcome) return [];
		return plans[index].hint?.(outcome.output) ?? [];
	});
}

/** Each sentence once, behind the number of its items. */
function counted(hints: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const hint of hints) counts.set(hint, (counts.get(hint) ?? 0) + 1);
	return [...counts].map(
		([words, count]) => `${count} ${count === 1 ? 'item' : 'items'}: ${words}`,
	);
}

function runHints(
	{ waitedMs }: Client,
	{ batchedItems, batchedRequests }: { batchedItems: number; batchedRequests: number },
): string[] {
	const sentences: string[] = [];
	if (batchedItems > batchedRequests) {
		const requests = batchedRequests === 1 ? 'request' : 'requests';
		sentences.push(`${batchedItems} items shared ${batchedRequests} ${requests}.`);
	}
	if (waitedMs >= 1000) {
		sentences.push(`The run waited ${Math.round(waitedMs / 1000)} s for Novu's rate limit.`);
	}
	return sentences;
}
