import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { InputError } from '../../engine/errors';
import { requestPlan, type Item, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField, sorted } from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import {
	credentialsField,
	credentialsOf,
	INTEGRATION,
	integrationBody,
	integrationEntries,
	integrationIdField,
	INTEGRATIONS_LOCK,
	shownIntegration,
} from './shared';
import { booleanOf } from '../../parameters/booleans';
import { idOf } from '../../parameters/ids';
import { secretTexts } from '../../parameters/secrets';

/** `PUT /v1/integrations/{integrationId}`, which changes only what is in it. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update an integration',
	description: 'Switch an integration on or off, rename it, or give it other credentials',
	fields: () => [
		integrationIdField,
		collection(
			'updateFields',
			'What to change; fields that are not added stay as they are',
			sorted([
				...integrationEntries,
				{
					displayName: 'Active',
					name: 'active',
					type: 'boolean',
					default: true,
					description:
						'Whether it is switched on. Switching one off takes away that it is the primary one.',
				},
				{
					...credentialsField,
					description: `All of the provider's credentials: they replace those that Novu has. ${credentialsField.description}`,
				},
			]),
		),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const integrationId = idOf(item, 'integrationId', INTEGRATION);
		const credentials = credentialsOf(item, 'updateFields.credentials');
		return {
			lockKeys: [INTEGRATIONS_LOCK],
			secrets: secretTexts(credentials),
			...requestPlan(
				{
					method: 'PUT',
					path: path`/v1/integrations/${integrationId}`,
					body: changes(item, credentials),
					answer: about('an integration', '_id', integrationId),
					rateCategory: 'global',
				},
				shownIntegration(item),
			),
		};
	},
};

function changes(item: Item, credentials: IDataObject | undefined): IDataObject {
	const active = booleanOf(item, 'updateFields.active', 'Active');
	const body = {
		...integrationBody(item, 'updateFields'),
		...(active !== undefined && { active }),
		...(credentials && { credentials }),
	};
	if (Object.keys(body).some((name) => name !== 'check')) return body;
	throw new InputError(
		"'Update Fields' holds nothing to change",
		'Add what is to be changed. Empty texts and empty credentials are passed over.',
	);
}
