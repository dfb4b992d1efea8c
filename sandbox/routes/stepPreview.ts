import type { Call, Route } from '../call';
import { WITH_V2, type Fields, type Workflow } from '../types';
import { isFields } from '../validation';
import { findWorkflow } from '../workflows';
import { controlValuesOf, stepOfPath } from './workflowsV2';

/** Novu makes up a subscriber for what a preview does not give. */
const SUBSCRIBER = {
	subscriberId: '123456',
	firstName: 'John',
	lastName: 'Doe',
	email: 'user@example.com',
	phone: '+1234567890',
	avatar: 'https://example.com/avatar.png',
	locale: 'en_US',
	timezone: 'America/New_York',
	data: {},
};
const ACTOR = {
	...SUBSCRIBER,
	subscriberId: 'actor-123',
	firstName: 'Jane',
	lastName: 'Actor',
	email: 'actor@example.com',
};

const NOTHING = { result: { preview: {} }, previewPayloadExample: {}, schema: null };
const OUTPUT = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Values for a schema's properties. */
function exampleOf({ payloadSchema }: Workflow): Fields {
	const properties = payloadSchema?.properties;
	if (!isFields(properties)) return {};
	return Object.fromEntries(
		Object.entries(properties).map(([name, rule]) => [name, exampleFor(rule)]),
	);
}

function exampleFor(rule: unknown): unknown {
	if (!isFields(rule)) return null;
	if (rule.type === 'array') return [1, 2, 3].map(() => exampleFor(rule.items));
	if (rule.type === 'object') return exampleOf({ payloadSchema: rule } as unknown as Workflow);
	const values: Fields = { string: 'example text', number: 42.5, integer: 42, boolean: true };
	return values[String(rule.type)] ?? null;
}

/** The environment's variables; a preview shows secrets, too. */
function variablesOf({ store, environment }: Call): Fields {
	const all = [...store.organization.variables.values()];
	return Object.fromEntries(
		all.flatMap(({ key, values }) =>
			values
				.filter(({ _environmentId }) => _environmentId === environment._id)
				.map(({ value }) => [key, value]),
		),
	);
}

class Unrenderable extends Error {}

/** @throws Unrenderable for an unknown variable, and for Liquid that does not end */
function rendered(value: unknown, data: Fields): unknown {
	if (Array.isArray(value)) return value.map((one) => rendered(one, data));
	if (isFields(value)) {
		return Object.fromEntries(
			Object.entries(value).map(([key, one]) => [key, rendered(one, data)]),
		);
	}
	if (typeof value !== 'string') return value;
	const text = value.replace(OUTPUT, (_, path: string) => String(valueAt(data, path)));
	if (/\{\{|\{%/.test(text)) throw new Unrenderable();
	return text;
}

function valueAt(data: Fields, path: string): unknown {
	const [root, ...names] = path.split('.');
	const isOpen = root === 'payload' || names[0] === 'data';
	let found: unknown = data[root];
	if (found === undefined) throw new Unrenderable();
	for (const name of names) found = isFields(found) ? found[name] : undefined;
	if (found === undefined && !isOpen) throw new Unrenderable();
	return found ?? '';
}

async function preview(call: Call): Promise<unknown> {
	const workflow = findWorkflow(call.store, call.params.workflowId);
	const step = workflow && stepOfPath(workflow, call.params.stepId);
	if (!step) return NOTHING;
	const { previewPayload: given, controlValues } = call.body;
	const { payload, subscriber, context } = isFields(given) ? given : {};
	const example = {
		payload: { ...exampleOf(workflow), ...(isFields(payload) ? payload : {}) },
		subscriber: { ...SUBSCRIBER, ...(isFields(subscriber) ? subscriber : {}) },
		actor: ACTOR,
		...(isFields(context) && { context }),
		steps: {},
	};
	const values = isFields(controlValues) ? controlValues : controlValuesOf(step);
	const { type } = step;
	const base = { previewPayloadExample: example, schema: { type: 'object' } };
	try {
		const data = { context: {}, ...example, env: variablesOf(call) };
		return { result: { preview: shownOf(rendered(values, data) as Fields), type }, ...base };
	} catch (error) {
		if (error instanceof Unrenderable) return { result: { preview: {}, type }, ...base };
		return await Promise.reject(error as Error);
	}
}

/** What decides how a text was written is no part of the message. */
function shownOf(message: Fields): Fields {
	const hidden = ['editorType', 'layoutId', 'skip'];
	return Object.fromEntries(Object.entries(message).filter(([name]) => !hidden.includes(name)));
}

/** Renders a step: plain values alone, no conditions, filters, blocks or layouts. */
export const stepPreviewRoutes: Route[] = [
	{
		category: 'configuration',
		only: WITH_V2,
		method: 'POST',
		url: '/v2/workflows/:workflowId/step/:stepId/preview',
		handle: preview,
	},
];
