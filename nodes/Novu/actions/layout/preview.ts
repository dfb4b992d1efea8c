import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { secretKeys, withoutSecrets } from '../workflowStep/secretVariables';
import { controlValuesField, optionalContentOf, type LayoutContent } from './content';
import { controlValuesOf, explainContent, getLayout, LAYOUT, layoutField } from './shared';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';

/** `GET /v2/layouts/{layoutId}` for what it names, then `POST …/preview`. */
export const preview: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview a layout',
	description:
		'Render a layout as HTML, as it is or with another content. Placeholders stand for secret variables.',
	fields: () => [
		layoutField,
		collection('additionalFields', 'What it is rendered with', [
			{
				...controlValuesField,
				description: `${controlValuesField.description} It is rendered in the place of what the layout holds.`,
			},
			subscriberEntry,
		]),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const wanted: Wanted = {
			layoutId: idOf(item, 'layoutId', LAYOUT),
			content: optionalContentOf(item, 'additionalFields.controlValues'),
			subscriber: jsonObjectOf(item, 'additionalFields.subscriber', subscriberEntry.displayName),
		};
		const shown = simplifierOf(item, (answer) => renderedOf(answer, wanted.layoutId));
		return {
			explain: explainContent,
			run: async (call) => {
				const answer = await render(call, wanted);
				renderedOf(answer, wanted.layoutId);
				return shown(answer);
			},
		};
	},
};

const subscriberEntry: INodeProperties = {
	displayName: 'Subscriber (JSON)',
	name: 'subscriber',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "firstName": "Ada" }',
	description: 'Whom it is rendered for; what is left out is made up by Novu',
};

interface Wanted {
	layoutId: string;
	content?: LayoutContent;
	subscriber?: IDataObject;
}

/** Novu answers with success where there is nothing to show, too. */
function renderedOf(answer: IDataObject, layoutId: string): IDataObject {
	const { type, preview } = answer.result as IDataObject;
	if (isObject(preview) && typeof preview.body === 'string' && preview.body !== '') {
		return { layoutId, type, ...preview };
	}
	throw new InputError(
		`Novu renders nothing for the layout "${layoutId}"`,
		"Its content is empty or broken, or was written without an editor type. Write it anew with 'Create or Update'.",
	);
}

const NAMES_VARIABLES = /\benv\b/;

/**
 * The control values to send; undefined for those that are saved. Placeholders stand for the secret
 * variables in them, which Novu would show in clear.
 */
async function controlValuesFor(
	call: Call,
	{ layoutId, content }: Wanted,
): Promise<IDataObject | undefined> {
	const given = content && { email: content };
	const values = given ?? controlValuesOf((await call(getLayout(layoutId))) as IDataObject);
	if (!NAMES_VARIABLES.test(JSON.stringify(values))) return given;
	const shown = withoutSecrets(values, await secretKeys(call), `the layout "${layoutId}"`);
	return JSON.stringify(shown) === JSON.stringify(values) ? given : shown;
}

async function render(call: Call, wanted: Wanted): Promise<IDataObject> {
	const { layoutId, subscriber } = wanted;
	const controlValues = await controlValuesFor(call, wanted);
	return (await call({
		method: 'POST',
		path: path`/v2/layouts/${layoutId}/preview`,
		body: {
			...(controlValues && { controlValues }),
			...(subscriber && { previewPayload: { subscriber } }),
		},
		answer: object('a preview', ({ result }) => isObject(result) && result.type === 'email'),
		rateCategory: 'configuration',
		// Nothing is created, whatever the status says.
		idempotent: true,
	})) as IDataObject;
}
