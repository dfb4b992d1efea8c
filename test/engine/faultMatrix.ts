import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { FAULTS, startFaultServer, type FaultServer } from '../../sandbox/faultServer';
import { plausibleAnswer } from '../../sandbox/plausible';
import { novuWorkflow, runWorkflow } from '../../sandbox/runner';
import { RETRY_RULES } from '../../nodes/Novu/engine/retry';
import type { ContractCase } from '../contract/case';
import { cases } from '../contract/cases';

/** The first case of each operation: the least that it asks for. */
export const operations: readonly ContractCase[] = [
	...new Map([...cases].reverse().map((one) => [one.operation, one])).values(),
].sort((a, b) => a.operation.localeCompare(b.operation, 'en'));

/** What became of one item of one operation under one fault. */
export interface Told {
	operation: string;
	/** What came out of the success output */
	out: INodeExecutionData[];
	/** What came out of the error output */
	failed: INodeExecutionData[];
	/** What ended the whole execution */
	stopped?: string;
	/** All that n8n keeps of the execution, as text */
	saved: string;
	key: string;
}

/** What ends by the time-out; every other answer gets long enough for a busy machine. */
export const NEVER_WHOLE = ['silence', 'headers only', 'trickling headers', 'trickling body'];
const SHORT_MS = 500;
const LONG_MS = 60_000;
/** So many operations run side by side. */
const AT_ONCE = 12;
let runs = 0;

/** A key of its own for each run, so that no run waits for another one's rate limit. */
function nextKey(): string {
	runs += 1;
	return `canary-key-${String(runs).padStart(6, '0')}-7f3a9c51e2`;
}

/** Runs one operation against the server as it is. */
export async function runOne(
	{ url }: FaultServer,
	{ operation, parameters, item = {} }: ContractCase,
	options: IDataObject = {},
): Promise<Told> {
	const [resource, name] = operation.split('.');
	const key = nextKey();
	const given = parameters.options as IDataObject | undefined;
	const workflow = novuWorkflow(
		{
			resource,
			operation: name,
			...parameters,
			options: { ...given, retries: 0, timeout: LONG_MS, ...options },
		},
		{ onError: 'continueErrorOutput' },
	);
	const { items, error, run } = await runWorkflow({
		workflow,
		credentials: { novuApi: { apiKey: key, region: 'custom', baseUrl: url } },
		items: [item],
	});
	return {
		operation,
		out: items('Novu', 0),
		failed: items('Novu', 1),
		stopped: error?.message,
		saved: JSON.stringify(run),
		key,
	};
}

/** Runs every operation under one fault. */
export async function runAll(server: FaultServer, fault: string): Promise<Told[]> {
	server.play(FAULTS[fault]);
	const left = [...operations];
	const told: Told[] = [];
	const work = async () => {
		const options = NEVER_WHOLE.includes(fault) ? { timeout: SHORT_MS } : {};
		for (let one = left.shift(); one; one = left.shift()) {
			told.push(await runOne(server, one, options));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return told.sort((a, b) => a.operation.localeCompare(b.operation, 'en'));
}

/** Starts the server that spoils Novu's answers. */
export async function startFaults(): Promise<FaultServer> {
	return await startFaultServer(plausibleAnswer);
}

/** The table of `docs/reliability.md`. */
export function faultTable(
	count: number,
	outcomes: ReadonlyMap<string, { failed: number; succeeded: number }>,
): string {
	const rows = [...outcomes].map(
		([fault, { failed, succeeded }]) => `| ${fault} | ${failed} | ${succeeded} |`,
	);
	return [
		`| What came back, for each of ${count} operations | told as a failure | a success |`,
		'| --- | --- | --- |',
		...rows,
	].join('\n');
}

/** Counts what becomes of every operation under every fault. */
export async function countAll(server: FaultServer) {
	const outcomes = new Map<string, { failed: number; succeeded: number }>();
	for (const fault of Object.keys(FAULTS)) {
		const told = await runAll(server, fault);
		const succeeded = told.filter(({ failed, stopped }) => failed.length === 0 && !stopped).length;
		outcomes.set(fault, { failed: told.length - succeeded, succeeded });
	}
	return outcomes;
}

const RETRIED = {
	all: 'every call',
	retryable: 'calls that do no harm twice, or have an idempotency key',
	sameKey: 'with the same key, until Novu has done it',
	none: 'no call',
};

/** The table of what follows from which failure, for `docs/reliability.md`. */
export function retryTable(): string {
	const rows = Object.values(RETRY_RULES).map(
		({ when, retry, split, mayBeCarriedOut }) =>
			`| ${when} | ${RETRIED[retry]} | ${split ? 'yes' : 'no'} | ${mayBeCarriedOut ? 'yes' : 'no'} |`,
	);
	return [
		'| Failure | sent again | a batch is split | may have been done |',
		'| --- | --- | --- | --- |',
		...rows,
	].join('\n');
}
