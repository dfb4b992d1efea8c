import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../engine/errors';
import type { Item } from '../../engine/operation';
import { collection, idempotencyKeyOption, optionsField, sorted } from '../../fields/builders';
import { AGENT, agentField } from '../agent/shared';
import { WORKFLOW, workflowField } from '../workflow/shared';
import { whenNothingWasSentOption } from './outcome';
import { payloadFields, payloadOf, webhookUrlOption } from './payload';
import { booleanOf } from '../../parameters/booleans';
import { givenAt } from '../../parameters/given';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';
import { urlOf } from '../../parameters/texts';

/** The most contexts that Novu takes in one event. */
const MAX_CONTEXTS = 5;

const agent: INodeProperties = {
	...agentField,
	required: undefined,
	description: "The agent that routes the event, in place of the workflow's own",
};

const bridgeUrl: INodeProperties = {
	displayName: 'Bridge URL',
	name: 'bridgeUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/api/novu',
	description:
		'The bridge application that renders the workflow for this event; an address that begins with https',
};

/** Fields that take an ID, or an object as JSON. */
const idsOrObjects: INodeProperties[] = [
	{
		displayName: 'Actor',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. customer-4711',
		description:
			'Who caused the event: the ID of a subscriber, or a subscriber as a JSON object. Messages can show its avatar.',
	},
	{
		displayName: 'Tenant',
		name: 'tenant',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme',
		description:
			'The identifier of a tenant, or a tenant as a JSON object with identifier, name and data',
	},
];

const WITHOUT_AGENT = 'Without Agent';

const withoutAgent: INodeProperties = {
	displayName: WITHOUT_AGENT,
	name: 'withoutAgent',
	type: 'boolean',
	default: false,
	description: 'Whether no agent routes the event, not even the one that the workflow has',
};

/** What is rarely needed for an event. */
export const additionalFields: INodeProperties = collection(
	'additionalFields',
	'What is rarely needed for an event',
	sorted([
		agent,
		bridgeUrl,
		...idsOrObjects,
		withoutAgent,
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
			placeholder: 'e.g. { "severity": "high" }',
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

/** n8n does not tell a node that a run is a repeated one, so that it could leave out what was sent. */
const retryOnFailNotice: INodeProperties = {
	displayName:
		"Leave 'Retry On Fail' in this node's settings off: n8n then runs the whole node again, and events that were sent are sent once more. The node tries again by itself what may be repeated; 'Idempotency Key' under Options makes it so for every event, and 'On Error' under Settings hands out those that failed.",
	name: 'retryOnFailNotice',
	type: 'notice',
	default: '',
};

/**
 * Fields of an operation that sends an event: the workflow, what is given, payload and the rare ones.
 * @param leftOut names of additional fields that the operation's call does not know
 * @param ownOptions options that the other operations do not have
 */
export function eventFields(
	own: readonly INodeProperties[],
	{ leftOut = [], ownOptions = [] }: { leftOut?: string[]; ownOptions?: INodeProperties[] } = {},
): INodeProperties[] {
	const options = (additionalFields.options ?? []).filter(({ name }) => !leftOut.includes(name));
	return [
		workflowField,
		...own,
		...payloadFields,
		{ ...additionalFields, options } as INodeProperties,
		optionsField([idempotencyKeyOption, webhookUrlOption, ...ownOptions, whenNothingWasSentOption]),
		retryOnFailNotice,
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
		...additionalBody(item),
	};
}

function additionalBody(item: Item): IDataObject {
	const at = (name: string) => `additionalFields.${name}`;
	const entries: Array<[string, unknown]> = [
		['agentId', agentOf(item)],
		['bridgeUrl', urlOf(item, at('bridgeUrl'), 'Bridge URL')],
		...idsOrObjects.map(({ name, displayName }): [string, unknown] => [
			name,
			idOrObjectOf(item, at(name), displayName),
		]),
		['context', contextOf(item)],
		['overrides', filledObject(item, at('overrides'), 'Overrides (JSON)')],
		['transactionId', optionalIdOf(item, at('transactionId'), 'Transaction ID')],
	];
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as IDataObject;
}

/** Null switches agents off. */
function agentOf(item: Item): string | null | undefined {
	const agentId = optionalIdOf(item, 'additionalFields.agentId', AGENT);
	if (booleanOf(item, 'additionalFields.withoutAgent', WITHOUT_AGENT) !== true) return agentId;
	if (agentId === undefined) return null;
	throw new InputError(
		`'${AGENT}' is given, and '${WITHOUT_AGENT}' is switched on`,
		'Nothing was sent. Keep one of the two.',
	);
}

function idOrObjectOf(item: Item, path: string, label: string): string | IDataObject | undefined {
	const { value } = givenAt(item, path, label);
	const isJson = typeof value === 'string' ? value.trim().startsWith('{') : Object(value) === value;
	return isJson ? jsonObjectOf(item, path, label) : optionalIdOf(item, path, label);
}

function filledObject(item: Item, path: string, label: string): IDataObject | undefined {
	const found = jsonObjectOf(item, path, label);
	return found && Object.keys(found).length > 0 ? found : undefined;
}

function contextOf(item: Item): IDataObject | undefined {
	const context = filledObject(item, 'additionalFields.context', 'Context (JSON)');
	const count = Object.keys(context ?? {}).length;
	if (count > MAX_CONTEXTS) {
		throw new InputError(
			`'Context (JSON)' has ${count} contexts, Novu takes at most ${MAX_CONTEXTS} in one event`,
			'Nothing was sent. Leave the others out.',
		);
	}
	return context;
}
