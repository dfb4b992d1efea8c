import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { object } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject } from '../../engine/errors';
import type { Item, Operation } from '../../engine/operation';
import { path } from '../../engine/request';
import { collection, optionsField } from '../../fields/builders';
import { simplifierOf, simplifyField, type Simplify } from '../../fields/list';
import { idOf } from '../../parameters/ids';
import { jsonObjectOf } from '../../parameters/json';
import { olderWords, WORKFLOW, workflowField } from '../workflow/shared';
import { checkLayout, secretKeys, withoutSecrets } from './secretVariables';
import { getStep, STEP, stepField } from './shared';

/**
 * `POST /v2/workflows/{workflowId}/step/{stepId}/preview`, after a look for secret variables, which Novu
 * would show in clear.
 */
export const previewStep: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview a workflow step',
	description:
		'Render the message of a step with data of your own and send nothing. Placeholders stand for secret variables.',
	fields: () => [
		workflowField,
		stepField,
		{
			displayName: 'Payload (JSON)',
			name: 'payload',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "orderId": "4711" }',
			description: 'The payload of the event; Novu makes up what is left out',
		},
		collection('additionalFields', 'What else the message is made with', ENTRIES),
		simplifyField,
		optionsField(),
	],
	plan: (item) => {
		const wanted = wantedBy(item);
		const shown = simplifierOf(item, flat);
		return {
			explain: olderWords,
			run: async (call) => shown(await preview(call, wanted)),
		};
	},
};

const entry = (
	name: string,
	label: string,
	description: string,
	example: string,
): INodeProperties => ({
	displayName: `${label} (JSON)`,
	name,
	type: 'json',
	default: '{}',
	placeholder: `e.g. ${example}`,
	description,
});

/** What a preview is made with; Novu makes up what is left out. */
const ENTRIES = [
	entry(
		'context',
		'Context',
		'The contexts of the event, each with its ID and data',
		'{ "tenant": "acme" }',
	),
	entry(
		'controlValues',
		'Control Values',
		'Templates to try in the place of those that are saved, as Workflow Step: Get shows them',
		'{ "subject": "Hello" }',
	),
	entry(
		'steps',
		'Steps',
		"Results of earlier steps by their 'stepId', such as the events of a digest",
		'{ "digest-step": { "events": [] } }',
	),
	entry(
		'subscriber',
		'Subscriber',
		'Who gets the message, as Subscriber: Get shows one',
		'{ "firstName": "Ada" }',
	),
];

interface Wanted {
	workflowId: string;
	stepId: string;
	controlValues?: IDataObject;
	previewPayload: IDataObject;
}

function wantedBy(item: Item): Wanted {
	const given = ({ name, displayName }: INodeProperties) =>
		jsonObjectOf(item, `additionalFields.${name}`, displayName);
	const entries = ENTRIES.map((one) => [one.name, given(one)] as const);
	const { controlValues, ...others } = Object.fromEntries(
		entries.filter(([, value]) => value !== undefined),
	) as Record<string, IDataObject>;
	const payload = jsonObjectOf(item, 'payload', 'Payload (JSON)');
	const hasPayload = payload && Object.keys(payload).length > 0;
	return {
		workflowId: idOf(item, 'workflowId', WORKFLOW),
		stepId: idOf(item, 'stepId', STEP),
		...(controlValues && { controlValues }),
		previewPayload: { ...(hasPayload && { payload }), ...others },
	};
}

/**
 * The control values to send; undefined for those that are saved. Where the environment has secret
 * variables, they are looked through first.
 */
async function controlValuesFor(call: Call, wanted: Wanted): Promise<IDataObject | undefined> {
	const { workflowId, stepId, controlValues } = wanted;
	const secrets = await secretKeys(call);
	if (secrets.size === 0) return controlValues;
	const step = (await call(getStep(workflowId, stepId))) as IDataObject;
	const saved = (step.controlValues ?? {}) as IDataObject;
	const values = controlValues ?? saved;
	const sent = withoutSecrets(values, secrets, `the step "${stepId}"`);
	if (step.type === 'email') await checkLayout(call, sent, secrets);
	const isSame = JSON.stringify(sent) === JSON.stringify(saved);
	return controlValues === undefined && isSame ? undefined : sent;
}

const isPreview = ({ result }: IDataObject) => isObject(result) && isObject(result.preview);

async function preview(call: Call, wanted: Wanted): Promise<IDataObject> {
	const { workflowId, stepId, previewPayload } = wanted;
	const controlValues = await controlValuesFor(call, wanted);
	const answer = (await call({
		method: 'POST',
		path: path`/v2/workflows/${workflowId}/step/${stepId}/preview`,
		body: {
			...(controlValues && { controlValues }),
			...(Object.keys(previewPayload).length > 0 && { previewPayload }),
		},
		answer: object('a preview', isPreview),
		rateCategory: 'configuration',
		idempotent: true,
	})) as IDataObject;
	const { preview: shown } = answer.result as IDataObject;
	if (Object.keys(shown as IDataObject).length > 0) return answer;
	throw new InputError(
		`Novu has rendered nothing of the step "${stepId}" of the workflow "${workflowId}", and does not say why`,
		'Check both identifiers, and the templates: a variable that is unknown, or Liquid that does not end, leaves nothing. Workflow: Get shows what Novu finds wrong with a step.',
	);
}

/**
 * The message as it would go out: the step's `type` and what the channel has, such as `subject` and
 * `body`. A delay has a `type` of its own, which must not hide the step's.
 */
const flat: Simplify = ({ result }) => {
	const { type, preview: shown } = result as IDataObject;
	return { type, ...(shown as IDataObject), ...(type !== undefined && { type }) };
};
