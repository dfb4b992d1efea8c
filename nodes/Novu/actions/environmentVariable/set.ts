import type { IDataObject } from 'n8n-workflow';
import { about } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute } from '../../engine/failure';
import type { Item, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { byIdAtFirst, collection, optionsField } from '../../fields/builders';
import { booleanOf } from '../../parameters/booleans';
import { secretTexts } from '../../parameters/secrets';
import { neededSecretOf } from '../../parameters/texts';
import { ownEnvironmentId } from '../environment/shared';
import { getVariable, missingWords, variableField, variableKeyOf, variableLock } from './shared';

/**
 * `GET /v1/environment-variables/{key}`, then `PATCH` where there is one, `POST` where not. An API key
 * writes the value of its own environment alone.
 */
export const setVariable: Operation = {
	value: 'set',
	name: 'Set',
	action: 'Set an environment variable',
	description:
		'Give a variable its value in the environment of the credential, and make it where there is none. Templates read it as {{env.KEY}}, from the next message on.',
	fields: () => [
		byIdAtFirst(variableField),
		{
			displayName: VALUE,
			name: 'value',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The new value, at most 256 characters. Better an expression than a secret itself: a workflow is saved as it is.',
		},
		collection('additionalFields', 'What is said of a variable that is made anew', [
			{
				displayName: SECRET,
				name: 'isSecret',
				type: 'boolean',
				default: true,
				description:
					'Whether Novu shows the value to nobody. Where the variable is there and says otherwise, the item fails and nothing is written.',
			},
		]),
		optionsField(),
	],
	plan: (item) => {
		const key = variableKeyOf(item);
		const value = valueOf(item);
		const isSecret = booleanOf(item, 'additionalFields.isSecret', SECRET);
		return {
			lockKeys: [variableLock(key)],
			secrets: secretTexts(value),
			explain: missingWords,
			run: async (call) => await set(call, { key, value, isSecret }),
		};
	},
};

const VALUE = 'Value';
const SECRET = 'Secret';
const LONGEST = 256;
/** What Novu shows in the place of a secret, and what this node does. */
const MASKED = /^(•+|\*+)$/;

function valueOf(item: Item): string {
	const value = neededSecretOf(item, 'value', VALUE);
	if (MASKED.test(value)) {
		throw new InputError(
			`'${VALUE}' is the mask that stands in the place of a secret, and not the secret`,
			`Nothing was sent. Give '${VALUE}' from where the secret is kept: Novu shows it to nobody.`,
		);
	}
	if (value.length <= LONGEST) return value;
	throw new InputError(
		`'${VALUE}' has ${value.length} characters, and Novu takes at most ${LONGEST}`,
		'Nothing was sent. Keep what is longer in the template, or bring it along with the event.',
	);
}

interface Wanted {
	key: string;
	value: string;
	isSecret?: boolean;
}

async function existing(call: Call, key: string): Promise<IDataObject | undefined> {
	try {
		return (await call(getVariable(key))) as IDataObject;
	} catch (error) {
		if (!isAnswer(error, 404) || isMissingRoute(error.facts)) return await rethrow(error);
		return undefined;
	}
}

/** An API key can change the value alone: a secret would be there in clear. */
function checkKind(found: IDataObject, { key, isSecret }: Wanted): void {
	if (isSecret === undefined || found.isSecret === isSecret) return;
	throw new InputError(
		`The variable "${key}" is ${found.isSecret === true ? 'a secret' : 'no secret'} in Novu, and '${SECRET}' says otherwise`,
		`Nothing was written: Novu lets no API key change that. Change it in Novu's dashboard, or take '${SECRET}' out.`,
	);
}

async function set(call: Call, wanted: Wanted): Promise<IDataObject> {
	const { key, value, isSecret } = wanted;
	const values = [{ _environmentId: await ownEnvironmentId(call), value }];
	const shared = {
		answer: about('an environment variable', 'key', key),
		rateCategory: 'configuration',
	} as const;
	const found = await existing(call, key);
	if (!found) {
		try {
			return (await call({
				...shared,
				method: 'POST',
				path: path`/v1/environment-variables`,
				body: { key, ...(isSecret !== undefined && { isSecret }), values },
				idempotent: true,
			})) as IDataObject;
		} catch (error) {
			// Made meanwhile, by somebody else or by a first try whose answer was lost.
			if (!isAnswer(error, 409)) return await rethrow(error);
		}
	}
	checkKind(found ?? ((await call(getVariable(key))) as IDataObject), wanted);
	return (await call({
		...shared,
		method: 'PATCH',
		path: path`/v1/environment-variables/${key}`,
		body: { values },
		idempotent: true,
	})) as IDataObject;
}
