import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { requestPlan, type Item, type Output, type Plan } from '../../engine/operation';
import { redactFields } from '../../engine/redactFields';
import type { NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick, simplifierOf } from '../../fields/list';
import { booleanOf } from '../../parameters/booleans';
import { idOf, optionalIdOf } from '../../parameters/ids';
import { jsonListOf, jsonObjectOf } from '../../parameters/json';
import { secretJsonOf } from '../../parameters/secrets';
import { textOf } from '../../parameters/texts';

export const INTEGRATION = 'Integration';

/** Writes to integrations never overlap: one can change another, such as which is primary. */
export const INTEGRATIONS_LOCK = 'integrations';

/** Which integration, where Novu wants its internal ID. */
export const integrationIdField: INodeProperties = locator({
	name: 'integrationId',
	displayName: INTEGRATION,
	description:
		"The integration, found in the list or given by its ID: '_id' in Novu's answers, not the identifier",
	searchListMethod: 'searchIntegrationIds',
	placeholder: 'e.g. 66e1f0c0ffee0000000000aa',
	required: true,
});

/** Which integration, where Novu wants its identifier. */
export const integrationIdentifierField: INodeProperties = locator({
	name: 'integrationIdentifier',
	displayName: INTEGRATION,
	description: 'The integration, found in the list of active ones or given by its identifier',
	searchListMethod: 'searchIntegrations',
	placeholder: 'e.g. slack-AbC123',
	required: true,
});

const simplifyIntegration = pick(
	'_id',
	'identifier',
	'name',
	'providerId',
	'channel',
	'active',
	'primary',
	'kind',
	'createdAt',
	'updatedAt',
);

const CREDENTIALS = 'Credentials (JSON)';

export const credentialsField: INodeProperties = {
	displayName: CREDENTIALS,
	name: 'credentials',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "apiKey": "…" }',
	description:
		"The provider's credentials, under Novu's names for them: apiKey, secretKey, accountSid, token, host, port, user, password, from, senderName, serviceAccount and others. Better an expression than the secrets themselves: a workflow is saved as it is. They never come back in the output.",
};

const checkEntry: INodeProperties = {
	displayName: 'Check Credentials',
	name: 'check',
	type: 'boolean',
	default: true,
	description:
		'Whether Novu tries the credentials with the provider first, and refuses them where that fails',
};

const conditionsEntry: INodeProperties = {
	displayName: 'Conditions (JSON)',
	name: 'conditions',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. [{ "isNegated": false, "type": "GROUP", "value": "AND", "children": [] }]',
	description:
		'When the integration is used, as a JSON list of filters. An integration with conditions cannot be the primary one.',
};

const configurationsEntry: INodeProperties = {
	displayName: 'Configurations (JSON)',
	name: 'configurations',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "inboundWebhookEnabled": true }',
	description: 'Settings of the integration beside its credentials, as a JSON object',
};

const identifierEntry: INodeProperties = {
	displayName: 'Identifier',
	name: 'identifier',
	type: 'string',
	default: '',
	placeholder: 'e.g. sendgrid-billing',
	description: 'What workflows and subscribers call the integration by; unique among all of Novu',
};

const nameEntry: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. SendGrid for billing',
	description: "The integration's name in Novu's dashboard",
};

/** Entries that creating and updating share, in the order of their labels. */
export const integrationEntries: INodeProperties[] = [
	checkEntry,
	conditionsEntry,
	configurationsEntry,
	identifierEntry,
	nameEntry,
];

/**
 * What a collection says of an integration: only what was added.
 * @param collection its name
 * @throws {InputError} where a value cannot be sent
 */
export function integrationBody(item: Item, collection: string): IDataObject {
	const at = (name: string) => `${collection}.${name}`;
	const identifier = optionalIdOf(item, at('identifier'), 'Identifier');
	const name = textOf(item, at('name'), 'Name');
	const check = booleanOf(item, at('check'), checkEntry.displayName);
	const conditions = jsonListOf(item, at('conditions'), 'Conditions (JSON)') as IDataObject[];
	const configurations = jsonObjectOf(item, at('configurations'), 'Configurations (JSON)');
	return {
		...(name !== undefined && { name }),
		...(identifier !== undefined && { identifier }),
		...(check !== undefined && { check }),
		...(conditions && { conditions }),
		...(configurations && { configurations }),
	};
}

/** The credentials that were given; undefined where there are none. */
export function credentialsOf(item: Item, path: string): IDataObject | undefined {
	const credentials = secretJsonOf(item, path, CREDENTIALS);
	return credentials && Object.keys(credentials).length > 0 ? credentials : undefined;
}

/**
 * The plan of a write to the integration that was chosen by its ID.
 * @param requestOf makes the call of the ID
 * @param result makes the output of the answer
 */
export function integrationPlan(
	item: Item,
	requestOf: (integrationId: string) => NovuRequest,
	result: (body: unknown, integrationId: string) => Output,
): Plan {
	const integrationId = idOf(item, 'integrationId', INTEGRATION);
	return {
		lockKeys: [INTEGRATIONS_LOCK],
		...requestPlan(requestOf(integrationId), (body) => result(body, integrationId)),
	};
}

/** Makes the output of Novu's answer about an integration: without its secrets, as Simplify says. */
export function shownIntegration(item: Item): (integration: unknown) => IDataObject {
	const shown = simplifierOf(item, simplifyIntegration);
	return (integration) => shown(maskedOutput(integration));
}

/** Novu's answer about an integration, without its secrets. */
export function maskedOutput(body: unknown): IDataObject {
	return redactFields(body) as IDataObject;
}
