import { createHash, randomBytes } from 'crypto';
import { WAIT_INDEFINITELY, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Question } from '../respond/question';

/** What n8n gives an operation that asks somebody and waits for the answer. */
export interface ResumeContext {
	/** How many items the run has: n8n waits for one answer a run, not for one an item */
	readonly items: number;
	/** The same whenever n8n tries this very step again, and no other step has it */
	readonly id: string;
	/** What opens this question, and none that the same execution has asked before */
	readonly token: string;
	/**
	 * The address at which n8n takes the answer. It is signed by n8n with its parameters, so that a changed
	 * one is refused; an n8n from before `getSignedResumeUrl` does not sign.
	 */
	url(parameters: Record<string, string>): string;
}

/** A question that was sent, and for how long n8n is to wait for its answer. */
export interface Wait {
	/** What the page of the answer shows, and what comes out with the answer */
	question: Question;
	/** Undefined where it waits for good */
	until?: Date;
	/** What comes out where nobody has answered by then */
	timedOut: IDataObject;
}

/** Names in the node's context, which n8n keeps with the execution, over a restart too. */
const TOKEN = 'novuToken';
export const QUESTION = 'novuQuestion';

/** See {@link ResumeContext}. */
export function resumeContextOf(context: IExecuteFunctions): ResumeContext {
	const run = Number(context.getWorkflowDataProxy(0).$runIndex);
	const token = tokenOf(context, run);
	return {
		items: context.getInputData().length,
		id: idOf(context, run),
		token,
		url: (parameters) => resumeUrl(context, { ...parameters, question: token }),
	};
}

/** Digested, since it leaves n8n: it is of one length, and tells nothing of the instance. */
function idOf(context: IExecuteFunctions, run: number): string {
	const place = [context.getInstanceId(), context.getExecutionId(), context.getNode().id, run];
	return createHash('sha256').update(place.join('\n')).digest('hex');
}

/** Another try of the same run goes on with the same token: its message may have arrived. */
function tokenOf(context: IExecuteFunctions, run: number): string {
	const kept = context.getContext('node') as IDataObject;
	const prefix = `${run}-`;
	const known = kept[TOKEN];
	if (typeof known === 'string' && known.startsWith(prefix)) return known;
	const token = prefix + randomBytes(16).toString('hex');
	kept[TOKEN] = token;
	return token;
}

function resumeUrl(context: IExecuteFunctions, parameters: Record<string, string>): string {
	const signs = typeof (context as Partial<IExecuteFunctions>).getSignedResumeUrl === 'function';
	if (signs) return context.getSignedResumeUrl(parameters);
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname += `/${encodeURIComponent(context.getNode().id)}`;
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
	return url.href;
}

/**
 * Has n8n wait once the node has run. When the time is up, n8n hands on what came in (n8n-core,
 * `handleDisabledNode`), in a copy of its own of the items: so what is to come out then takes their place.
 */
export async function waitForResponse(context: IExecuteFunctions, wait: Wait): Promise<void> {
	const kept = context.getContext('node') as IDataObject;
	kept[QUESTION] = JSON.stringify(wait.question);
	const [item] = context.getInputData();
	item.json = wait.timedOut;
	delete item.binary;
	await context.putExecutionToWait(wait.until ?? WAIT_INDEFINITELY);
}
