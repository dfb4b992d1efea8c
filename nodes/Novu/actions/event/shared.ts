import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { collectionOf, idOf, jsonObjectOf, textOf } from '../../parameters/item';
import { collection, idempotencyKeyOption, optionsField, sorted } from '../../fields/builders';
import { WORKFLOW, workflowField } from '../workflow/shared';
import { whenNothingWasSentOption } from './outcome';
import { payloadFields, payloadOf, webhookUrlOption } from './payload';

/** The most contexts that Novu takes in one event. */
const MAX_CONTEXTS = 5;

const texts: Array<[name: string, displayName: string, placeholder: string, description: string]> =
	[
		[
			'agentId',
			'Agent',
			'e.g. support-agent',
			"The identifier of the agent that routes the event, in place of the workflow's own. An expression that yields null switches agents off.",
		],
		[
			'bridgeUrl',
			'Bridge URL',
			'e.g. https://example.com/api/novu',
			'The bridge application that renders the workflow for this event; an address that begins with https',
		],
	];

const textOrObject: typeof texts = [
	[
		'actor',
		'Actor',
		'e.g. customer-4711',
		'Who caused the event: the ID of a subscriber, or a subscriber as a JSON object. Messages can show its avatar.',
	],
	[
		'tenant',
		'Tenant',
		'e.g. acme',
		'The identifier of a tenant, or a tenant as a JSON object with identifier, name and data',
	],
];

function textEntry([name, displayName, placeholder, description]: (typeof texts)[number]) {
	return { displayName, name, type: 'string', default: '', placeholder, description } as const;
}

const additionalFields: INodeProperties = collection(
	'additionalFields',
	'What is rarely needed for an event',
	sorted([
		...[...texts, ...textOrObject].map(textEntry),
		{
			displayName: 'Context (JSON)',
			name: 'context',
			type: 'json',
			default: '{}',
			description:
				'Up to 5 contexts of the event: the ID of each by its type, as in {"tenant": "acme"}. An object in place of the ID brings data for the context. Novu adds contexts that it does not know.',
		},
		{
			displayName: 'Overrides (JSON)',
			name: 'overrides',
			type: 'json',
			default: '{}',
			description:
				'Settings of steps, channels, providers or severity for this event only, as a JSON object with steps, channels, providers or severity',
		},
		{
			displayName: 'Transaction ID',
			name: 'transactionId',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-4711-shipped',
			description:
				'Your own ID of the event, to find and cancel it. Today Novu ignores a second event with the same one, older servers send it again. Novu makes one up where it is empty.',
		},
	]),
);

/**
 * Fields of an operation that sends an event: the workflow, what is given, payload and the rare ones.
 * @param leftOut names of additional fields that the operation's call does not know
 */
export function eventFields(
	own: readonly INodeProperties[],
	leftOut: readonly string[] = [],
): INodeProperties[] {
	const options = (additionalFields.options ?? []).filter(({ name }) => !leftOut.includes(name));
	return [
		workflowField,
		...own,
		...payloadFields,
		{ ...additionalFields, options } as INodeProperties,
		optionsField([idempotencyKeyOption, webhookUrlOption, whenNothingWasSentOption]),
	];
}

/**
 * The body of an event, but for its recipients.
 * @throws {InputError} where a field cannot be sent
 */
export function eventBody(item: Item): IDataObject {
	return {
		name: idOf(item, 'workflowId', WORKFLOW),
		payload: payloadOf(item),
		...additionalBody(collectionOf(item, 'additionalFields')),
	};
}

function additionalBody(given: IDataObject): IDataObject {
	const entries: Array<[string, unknown]> = [
		...texts.map(([name, field]): [string, unknown] => [name, textOf(given[name], field)]),
		...textOrObject.map(([name, field]): [string, unknown] => [
			name,
			textOrObjectOf(given[name], field),
		]),
		['context', contextOf(given.context)],
		['overrides', filledObject(given.overrides, 'Overrides (JSON)')],
		['transactionId', textOf(given.transactionId, 'Transaction ID')],
	];
	const body = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
	return { ...(body as IDataObject), ...(given.agentId === null && { agentId: null }) };
}

function textOrObjectOf(value: unknown, field: string): string | IDataObject | undefined {
	const isJson = typeof value === 'string' ? value.trim().startsWith('{') : Object(value) === value;
	return isJson ? jsonObjectOf(value, field) : textOf(value, field);
}

function filledObject(value: unknown, field: string): IDataObject | undefined {
	const found = jsonObjectOf(value, field);
	return found && Object.keys(found).length > 0 ? found : undefined;
}

function contextOf(value: unknown): IDataObject | undefined {
	const context = filledObject(value, 'Context (JSON)');
	const count = Object.keys(context ?? {}).length;
	if (count > MAX_CONTEXTS) {
		throw new InputError(
			`'Context (JSON)' has ${count} contexts, Novu takes at most ${MAX_CONTEXTS} in one event`,
			'Nothing was sent. Leave the others out.',
		);
	}
	return context;
}
