import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject } from '../../engine/errors';
import type { Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField } from '../../fields/list';
import { refuseSecretVariables } from '../secretVariables';
import { contentField, optionalContentOf, type LayoutContent } from './content';
import { controlValuesOf, explainContent, getLayout, LAYOUT, layoutField } from './shared';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';

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

async function render(call: Call, { layoutId, content, subscriber }: Wanted): Promise<IDataObject> {
	const shown = content ?? controlValuesOf((await call(getLayout(layoutId))) as IDataObject);
	await refuseSecretVariables(call, JSON.stringify(shown), 'layout');
	return (await call({
		method: 'POST',
		path: path`/v2/layouts/${layoutId}/preview`,
		body: {
			...(content && { controlValues: { email: content } }),
			...(subscriber && { previewPayload: { subscriber } }),
		},
		answer: object('a preview', ({ result }) => isObject(result) && result.type === 'email'),
		rateCategory: 'configuration',
		// Nothing is created, whatever the status says.
		repeatable: true,
	})) as IDataObject;
}

/** `GET /v2/layouts/{layoutId}` for what it names, then `POST …/preview`. */
export const preview: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview a layout',
	description: 'Render a layout as HTML, as it is or with another content',
	fields: [
		layoutField,
		collection('additionalFields', 'What it is rendered with', [
			{
				...contentField,
				description: `${contentField.description} It is rendered in the place of what the layout holds.`,
			},
			subscriberEntry,
		]),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const wanted: Wanted = {
			layoutId: idOf(item, 'layoutId', LAYOUT),
			content: optionalContentOf(item, 'additionalFields.content'),
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
