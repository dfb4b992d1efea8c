import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import { requestPlan, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
	sorted,
} from '../../fields/builders';
import { simplifyField } from '../../fields/list';
import { AGENT, channelEntry, channelOf, KNOWN_PROVIDERS, providerField } from './providers';
import {
	credentialsField,
	credentialsOf,
	integrationBody,
	integrationEntries,
	INTEGRATIONS_LOCK,
	shownIntegration,
} from './shared';
import { booleanOf } from '../../parameters/booleans';
import { openChoiceOf } from '../../parameters/choices';
import { secretTexts } from '../../parameters/secrets';

/** `POST /v1/integrations` */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an integration',
	description: "Connect a provider to the API key's environment",
	fields: () => [
		providerField,
		credentialsField,
		{
			displayName: 'Active',
			name: 'active',
			type: 'boolean',
			default: true,
			description:
				'Whether it is switched on at once. Novu delivers nothing through one that is not, and takes no device tokens for it. As the newest of its provider, it is the one that credentials written without an integration go to from then on.',
		},
		collection(
			'additionalFields',
			'What is rarely needed; Novu makes name and identifier where they are left out',
			sorted([...integrationEntries, channelEntry]),
		),
		simplifyField,
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const providerId = openChoiceOf(item, 'providerId', 'Provider', KNOWN_PROVIDERS);
		const channel = channelOf(providerId, item);
		const credentials = credentialsOf(item, 'credentials');
		const body: IDataObject = {
			providerId,
			...(channel === AGENT ? { kind: AGENT } : { channel }),
			...(credentials && { credentials }),
			active: booleanOf(item, 'active', 'Active') ?? true,
			...integrationBody(item, 'additionalFields'),
		};
		const target = [channel, providerId, body.identifier ?? body.name ?? ''].join(' ');
		return {
			lockKeys: [INTEGRATIONS_LOCK],
			secrets: secretTexts(credentials),
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/integrations`,
					body,
					answer: about('an integration', 'providerId', providerId),
					rateCategory: 'global',
					idempotencyKey: idempotencyKeyOf(item, 'integration.create', target),
				},
				shownIntegration(item),
			),
		};
	},
};
