import { SEND_AND_WAIT_OPERATION, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { acknowledged } from '../../engine/answers';
import type { ResumeContext } from '../../engine/waitForResponse';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Operation, Output } from '../../engine/operation';
import { path, type NovuRequest } from '../../engine/request';
import { optionsField } from '../../fields/builders';
import { givenAt, needed } from '../../parameters/given';
import { textOf } from '../../parameters/texts';
import type { Question } from '../../respond/question';
import { workflowField } from '../workflow/shared';
import { eventPlan, outcomeOf } from './outcome';
import { payloadFields, webhookUrlOption } from './payload';
import { recipientFields, recipientsOf } from './recipients';
import {
	approvalOptionsField,
	formFields,
	responseOf,
	responseTypeField,
	type Response,
} from './responseFields';
import { additionalFields, eventBody } from './shared';
import { unknownSubscribersOf, unknownSubscribersOption } from './unknownSubscribers';
import { waitLimitOf, waitLimitOption } from './waitLimit';

/**
 * `POST /v1/events/trigger`, and n8n waits for the answer. The name of the operation and of its fields are
 * those of n8n's own nodes: n8n makes a Human Review tool for AI agents of it.
 */
export const sendAndWait: Operation = {
	value: SEND_AND_WAIT_OPERATION,
	name: 'Send and Wait for Response',
	action: 'Send a question and wait for the response',
	description:
		'Ask a person on the channels of a workflow of Novu, and go on with the answer: an approval, a text or a form',
	fields: () => [
		workflowField,
		...recipientFields,
		messageField,
		responseTypeField,
		approvalOptionsField,
		...formFields,
		...payloadFields,
		additionalFields,
		optionsField([
			webhookUrlOption,
			unknownSubscribersOption,
			waitLimitOption,
			titleOption,
			linkLabelOption,
			submitLabelOption,
		]),
	],
	plan: (item) => {
		const resume = item.resumeContext();
		checkAlone(resume);
		const until = waitLimitOf(item);
		const question = questionOf(item, resume.token, responseOf(item), until);
		const to = recipientsOf(item);
		const event = eventBody(item);
		const linkLabel = textOf(item, 'options.messageButtonLabel', linkLabelOption.displayName);
		const given = isObject(event.payload) ? event.payload : {};
		const payload = payloadOf(question, resume, linkLabel ?? 'Respond', given);
		const body: IDataObject = { ...event, payload, to };
		const request: NovuRequest = {
			method: 'POST',
			path: path`/v1/events/trigger`,
			body,
			answer: acknowledged,
			rateCategory: 'trigger',
			idempotencyKey: `n8n:sendAndWait:${resume.id}`,
		};
		const unknown = unknownSubscribersOf(item, to);
		return {
			...eventPlan(
				String(body.name),
				async (call) => {
					await unknown?.check(call);
					// Nobody could answer what was not sent.
					return outcomeOf(request, (await call(request)) as IDataObject, true);
				},
				unknown,
			),
			secrets: secretsOf(payload),
			wait: (output) => {
				const asked = askedOf(body, question, output);
				return {
					question: { ...question, asked },
					until,
					timedOut: { data: { approved: false, timedOut: true }, asked },
				};
			},
		};
	},
};

const MESSAGE = 'Message';

const messageField: INodeProperties = {
	displayName: MESSAGE,
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. May order 4711 be refunded?',
	description:
		'What is asked: the payload of the workflow has it as message, and the page shows it',
};

const [titleOption, linkLabelOption, submitLabelOption]: INodeProperties[] = [
	{
		displayName: 'Page Title',
		name: 'responseFormTitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. Refund for order 4711',
		description: 'What stands at the top of the page of the answer',
	},
	{
		displayName: 'Link Label',
		name: 'messageButtonLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Respond',
		description: 'What is on the link to the page: the payload has it as respondLabel',
	},
	{
		displayName: 'Submit Button Label',
		name: 'responseFormButtonLabel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Submit',
		description: 'What is on the button below a text or a form',
	},
];

/** What this operation puts into the payload. */
export const QUESTION_FIELDS: readonly string[] = [
	'message',
	'respondUrl',
	'respondLabel',
	'approveUrl',
	'approveLabel',
	'declineUrl',
	'declineLabel',
	'expiresAt',
];

/** n8n waits with the whole execution, for one answer. */
function checkAlone({ items }: ResumeContext): void {
	if (items === 1) return;
	throw new InputError(
		`${items} items came in, and n8n waits for one answer at a time`,
		"Nothing was sent. Put 'Loop Over Items' before this node, with a batch size of 1: it then asks for each item in turn. Or ask one question about all items.",
	);
}

/** What the messages are made of. */
function payloadOf(
	question: Question,
	{ url }: ResumeContext,
	respondLabel: string,
	given: IDataObject,
): IDataObject {
	const taken = QUESTION_FIELDS.find((name) => given[name] !== undefined);
	if (taken !== undefined) {
		throw new InputError(
			`The payload has a field named ${taken}, which this operation fills itself`,
			'Nothing was sent. Give the field another name in the payload and in the workflow.',
		);
	}
	const payload: IDataObject = {
		...given,
		message: question.message,
		respondUrl: url({}),
		respondLabel,
		...(question.expiresAt !== undefined && { expiresAt: question.expiresAt }),
	};
	for (const { approved, label } of question.decisions) {
		const name = approved ? 'approve' : 'decline';
		payload[`${name}Url`] = url({ approved: String(approved) });
		payload[`${name}Label`] = label;
	}
	return payload;
}

/** What makes the addresses keys: no message repeats it. */
function secretsOf(payload: IDataObject): string[] {
	return ['respondUrl', 'approveUrl', 'declineUrl'].flatMap((name) => {
		const url = payload[name];
		if (typeof url !== 'string') return [];
		const { searchParams } = new URL(url);
		return [...searchParams.values()].filter(({ length }) => length > 16);
	});
}

/**
 * n8n's own message for a tool that is reviewed holds `{{ $tool.parameters }}`, of which its expressions
 * make "[object Object]" (2.41): nobody could tell what is to be approved.
 * @param input what the tool is to be called with; n8n hands it to the node with the item
 */
function withToolInput(message: string, input: unknown): string {
	if (!isObject(input)) return message;
	return message.split('[object Object]').join(JSON.stringify(input, null, 2));
}

function questionOf(
	item: Item,
	token: string,
	{ decisions, fields }: Response,
	until?: Date,
): Question {
	needed(givenAt(item, 'message', MESSAGE));
	const isDecision = decisions.length > 0;
	const title = textOf(item, 'options.responseFormTitle', titleOption.displayName);
	return {
		token,
		title: title ?? (isDecision ? 'Your approval is needed' : 'Your answer is needed'),
		message: withToolInput(textOf(item, 'message', MESSAGE) ?? '', item.json.toolParameters),
		decisions,
		fields,
		submitLabel:
			textOf(item, 'options.responseFormButtonLabel', submitLabelOption.displayName) ?? 'Submit',
		...(until && { expiresAt: until.toISOString() }),
		asked: {},
	};
}

/** Who was asked what; comes out at once, and beside the answer. */
function askedOf(body: IDataObject, { message, expiresAt }: Question, output: Output): IDataObject {
	const [{ transactionId }] = [output].flat();
	return {
		workflowId: body.name,
		to: body.to,
		message,
		transactionId,
		askedAt: new Date().toISOString(),
		...(expiresAt !== undefined && { expiresAt }),
	};
}
