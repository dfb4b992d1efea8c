import { timingSafeEqual } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { isObject } from '../engine/errors';

/** What a field of a form takes. */
export type FieldType = 'date' | 'dropdown' | 'email' | 'number' | 'text' | 'textarea';

/** A field of a form. */
export interface FormField {
	/** What it is called in the answer */
	name: string;
	label: string;
	type: FieldType;
	required: boolean;
	/** For a dropdown */
	choices: string[];
}

/** A button, and what it decides. */
export interface Decision {
	label: string;
	approved: boolean;
}

/** A question as its page shows it: all texts are the user's, none is trusted to be HTML. */
export interface Question {
	/** What an address must hold to open it */
	token: string;
	title: string;
	message: string;
	/** What can be decided; none where an answer is written */
	decisions: Decision[];
	/** What is filled in; none where something is decided */
	fields: FormField[];
	/** The label of the button below the fields */
	submitLabel: string;
	/** ISO 8601 */
	expiresAt?: string;
	/** Who was asked what; comes out beside the answer */
	asked: IDataObject;
}

/** The node's context in an expression; the name is written so that no brace or quote is in it. */
function contextExpression(nodeName: string, key: string): string {
	const name = [...Array(nodeName.length).keys()]
		.map((at) => `\\u${nodeName.charCodeAt(at).toString(16).padStart(4, '0')}`)
		.join('');
	return `{{ $node["${name}"].context.${key} }}`;
}

/**
 * The question that an execution waits with. n8n gives a webhook no other way to what its node has kept.
 * @param key where the node's context holds it
 * @returns undefined where there is none
 */
export function questionIn(context: IWebhookFunctions, key: string): Question | undefined {
	const text = context.evaluateExpression(contextExpression(context.getNode().name, key));
	if (typeof text !== 'string') return undefined;
	const found: unknown = JSON.parse(text);
	return isObject(found) ? (found as unknown as Question) : undefined;
}

/** Whether an address is that of this question, and not that of an earlier one of the execution. */
export function opens({ token }: Question, given: unknown): boolean {
	const [wanted, found] = [token, String(given)].map((text) => Buffer.from(text));
	return wanted.length === found.length && timingSafeEqual(wanted, found);
}

/** Whether its time is up, which n8n notices a little later. */
export function isOver({ expiresAt }: Question): boolean {
	return expiresAt !== undefined && Date.parse(expiresAt) <= Date.now();
}
