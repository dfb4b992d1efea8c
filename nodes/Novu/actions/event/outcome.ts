import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Call } from '../../engine/client';
import { isObject } from '../../engine/errors';
import { NovuFailure, novuSentences, type FailureFacts } from '../../engine/failure';
import { quoted } from '../../engine/messages';
import {
	outputOf,
	type Explanation,
	type Item,
	type Outcome,
	type Output,
	type Plan,
} from '../../engine/operation';
import type { NovuRequest } from '../../engine/request';
import type { UnknownSubscribers } from './unknownSubscribers';
import { optionalChoiceOf } from '../../parameters/choices';

/** What an event becomes where Novu takes it but sends nothing. */
export const whenNothingWasSentOption: INodeProperties = {
	displayName: 'When Nothing Was Sent',
	name: 'whenNothingWasSent',
	type: 'options',
	options: [
		{
			name: 'Return an Item',
			value: 'item',
			description: "An item with Novu's status and a hint that says why",
		},
		{ name: 'Fail', value: 'error', description: 'The item fails, with the same words' },
	],
	default: 'item',
	description:
		'What to do where Novu answers with success although it sends nothing, since the workflow is switched off or has no active step, or the tenant or recipient is unknown',
};

/** Whether the item's user wants to be stopped where nothing was sent. */
export function failsWhenNothingWasSent(item: Item): boolean {
	return optionalChoiceOf(item, 'options.whenNothingWasSent', whenNothingWasSentOption) === 'error';
}

/** Novu's statuses with which an event goes nowhere, although the answer is a 201. */
const NOTHING_SENT: Record<string, [why: string, advice: string]> = {
	trigger_not_active: [
		'the workflow is switched off',
		"Switch the workflow on in Novu's dashboard.",
	],
	no_workflow_steps_defined: [
		'the workflow has no steps',
		"Add a step to the workflow in Novu's dashboard.",
	],
	no_workflow_active_steps_defined: [
		'all steps of the workflow are switched off',
		"Switch a step of the workflow on in Novu's dashboard.",
	],
	no_tenant_found: [
		'Novu does not know the tenant',
		"Check 'Tenant' under Additional Fields, or create the tenant in Novu.",
	],
	invalid_recipients: [
		'Novu takes none of the recipients as valid',
		'Check the IDs of the recipients: letters, digits, -, _, ., : or an email address.',
	],
};

/** Why nothing was sent, as a sentence; undefined where Novu took the event to be worked off. */
function nothingSent({ status }: IDataObject): string | undefined {
	if (status === 'processed' || status === undefined) return undefined;
	const [why, advice] = NOTHING_SENT[String(status)] ?? [
		`Novu answered with the status "${String(status)}"`,
		"Look the event up in Novu's activity feed.",
	];
	return `Nothing was sent: ${why}. ${advice}`;
}

/**
 * What becomes of an event, as Novu's answer for it says.
 * @param fails whether an event with which nothing was sent is an error
 * @returns the answer, with a `hint` where nothing was sent
 */
export function outcomeOf(request: NovuRequest, result: IDataObject, fails: boolean): Outcome {
	const hint = nothingSent(result);
	if (!hint) return { output: result };
	if (result.status !== 'error' && !fails) return { output: { ...result, hint } };
	// Novu's answer is a success; its content is not.
	const message = [result.error ?? hint].flat() as string[];
	const body = { status: result.status, message, transactionId: result.transactionId };
	return {
		error: new NovuFailure({
			kind: 'answer',
			status: 201,
			body,
			request,
			attempts: 1,
			elapsedMs: 0,
		}),
	};
}

/**
 * The plan of an event.
 * @param name the identifier of its workflow
 * @param send sends it alone; see {@link outcomeOf}
 * @param unknown what is asked about recipients that Novu does not know
 */
export function eventPlan(
	name: string,
	send: (call: Call) => Promise<Outcome>,
	unknown?: UnknownSubscribers,
): Plan {
	return {
		run: async (call) => outputOf(await send(call)),
		explain: (facts) => explainEvent(facts, name),
		hint: (output) => hintOf(output) ?? unknown?.hint(),
	};
}

/** The hint of an output for the user who looks at the run. */
export function hintOf(output: Output): string | undefined {
	const { hint } = [output].flat()[0] ?? {};
	return typeof hint === 'string' ? hint : undefined;
}

/**
 * Words for an event that Novu refused.
 * @param name the identifier of the workflow
 */
function explainEvent(facts: FailureFacts, name: string): Explanation | undefined {
	const sentences = novuSentences(facts.body);
	if (sentences.includes('workflow_not_found')) {
		return {
			message: `Novu has no workflow "${name}" in this environment (workflow_not_found)`,
			advice:
				"Choose the workflow from the list, or give its identifier as Novu's dashboard shows it; an event takes no other ID. Check that the API key belongs to the environment of the workflow.",
		};
	}
	if (facts.kind === 'answer' && facts.status === 201)
		return { message: sentences.join('; '), advice: adviceFor(facts) };
	if (isPayloadRefused(facts, sentences)) {
		return {
			message: `The payload is not what workflow "${name}" asks for: ${quoted(facts)}`,
			advice:
				"Nothing was sent. Correct the fields that Novu names; the payload schema is in Novu's dashboard, in the settings of the workflow.",
		};
	}
	return undefined;
}

function adviceFor({ body }: FailureFacts): string {
	const status = isObject(body) ? String(body.status) : '';
	return NOTHING_SENT[status]?.[1] ?? 'Correct what Novu names and run the item again.';
}

function isPayloadRefused({ status, body }: FailureFacts, sentences: string[]): boolean {
	if (status !== 400 || !isObject(body)) return false;
	return (
		body.type === 'PAYLOAD_VALIDATION_ERROR' ||
		sentences.some((sentence) => sentence.startsWith('payload is missing required key'))
	);
}
