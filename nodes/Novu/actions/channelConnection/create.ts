import { aboutAll } from '../../engine/answers';
import type { FailureFacts } from '../../engine/failure';
import { requestPlan, type Explanation, type Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import {
	collection,
	idempotencyKeyOf,
	idempotencyKeyOption,
	optionsField,
	sorted,
} from '../../fields/builders';
import { INTEGRATION, integrationIdentifierField } from '../integration/shared';
import {
	CHANNELS_SINCE,
	maskedConnection,
	ownerContextEntry,
	ownerFields,
	ownerOf,
	workspaceEntries,
	workspaceFields,
	workspaceOf,
} from './shared';
import { idOf, optionalIdOf } from '../../parameters/ids';

/** `POST /v1/channel-connections` */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a channel connection',
	description: 'Give Novu the token that it acts with in a chat workspace',
	fields: () => [
		...ownerFields,
		integrationIdentifierField,
		...workspaceFields,
		collection(
			'additionalFields',
			'What is rarely needed',
			sorted([
				...workspaceEntries,
				ownerContextEntry,
				{
					displayName: 'Identifier',
					name: 'identifier',
					type: 'string',
					default: '',
					placeholder: 'e.g. acme-slack',
					description: 'What the connection will be called by; Novu makes one where it is left out',
				},
			]),
		),
		optionsField([idempotencyKeyOption]),
	],
	plan: (item) => {
		const integrationIdentifier = idOf(item, 'integrationIdentifier', INTEGRATION);
		const owner = ownerOf(item);
		const identifier = optionalIdOf(item, 'additionalFields.identifier', 'Identifier');
		const workspace = workspaceOf(item, 'additionalFields');
		const target = JSON.stringify([integrationIdentifier, owner, identifier]);
		return {
			lockKeys: [`connections:${integrationIdentifier}`],
			secrets: workspace.secrets,
			explain,
			...requestPlan(
				{
					method: 'POST',
					path: path`/v1/channel-connections`,
					body: {
						...(identifier !== undefined && { identifier }),
						integrationIdentifier,
						...owner,
						...workspace.body,
					},
					answer: aboutAll('a channel connection', { integrationIdentifier }),
					rateCategory: 'configuration',
					introducedIn: CHANNELS_SINCE,
					idempotencyKey: idempotencyKeyOf(item, 'channelConnection.create', target),
				},
				maskedConnection,
			),
		};
	},
};

function explain({ status }: FailureFacts): Explanation | undefined {
	if (status !== 409) return undefined;
	return {
		advice:
			'Novu keeps one connection of an integration for a subscriber and context. Use Update, or Delete the one that is there.',
	};
}
