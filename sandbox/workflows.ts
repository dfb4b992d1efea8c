import { change, type Store } from './store';
import { kebab, now, objectId, slugId, slugify } from './ids';
import type { Fields, Step, StepType, Workflow } from './types';
import { isFields } from './validation';

const PLACEHOLDER = /\{\{\s*(?:payload\.)?([a-zA-Z_]\w*)[\s\w.]*\}\}/g;
const NOT_PAYLOAD = ['subscriber', 'step', 'tenant', 'branding', 'actor', 'env'];

/** A step as somebody writes it down. */
export interface StepPlan {
	type: StepType;
	name?: string;
	stepId?: string;
	content?: string;
	subject?: string;
	title?: string;
	layoutId?: string;
	primaryAction?: string;
	secondaryAction?: string;
	/** Where both lead */
	actionUrl?: string;
	active?: boolean;
	metadata?: Fields;
	variables?: Step['variables'];
	controlValues?: Fields;
}

/** A workflow as somebody writes it down. */
export interface WorkflowPlan {
	name: string;
	identifier?: string;
	description?: string;
	active?: boolean;
	critical?: boolean;
	/** Subscribers cannot switch it off */
	readOnly?: boolean;
	origin?: Workflow['origin'];
	tags?: string[];
	steps: StepPlan[];
	payloadSchema?: Fields;
	validatePayload?: boolean;
	severity?: string;
	isTranslationEnabled?: boolean;
	agent?: Fields | null;
	preferences?: Workflow['preferences'];
}

/** The payload fields that a text asks for. */
function placeholders(text: string): string[] {
	return [...text.matchAll(PLACEHOLDER)]
		.map((found) => found[1])
		.filter((name) => !NOT_PAYLOAD.includes(name));
}

/** Puts the payload into a text; a field that is missing leaves nothing behind. */
export function compile(text: string, payload: Fields): string {
	return text.replace(PLACEHOLDER, (_all, name: string) => {
		const value = payload[name];
		return value === undefined || value === null ? '' : String(value);
	});
}

/** An identifier that no step before it has. */
function freeStepId(wanted: string, earlier: readonly Step[]): string {
	const taken = (stepId: string) => earlier.some((one) => one.stepId === stepId);
	let stepId = wanted;
	for (let number = 1; taken(stepId); number++) stepId = `${wanted}-${number}`;
	return stepId;
}

/** A step of a plan, with an identifier that none before it has, unless the plan names one. */
export function stepOf(plan: StepPlan, earlier: readonly Step[]): Step {
	const name = plan.name ?? `${plan.type} step`;
	return {
		_id: objectId(),
		stepId: plan.stepId ?? freeStepId(slugify(name), earlier),
		name,
		type: plan.type,
		active: plan.active ?? true,
		content: plan.content ?? '',
		subject: plan.subject,
		title: plan.title,
		layoutId: plan.layoutId,
		primaryAction: plan.primaryAction,
		secondaryAction: plan.secondaryAction,
		actionUrl: plan.actionUrl,
		metadata: plan.metadata ?? {},
		variables: plan.variables ?? [],
		controlValues: plan.controlValues,
		createdAt: now(),
	};
}

/** What a trigger must or may bring, as Novu reads it out of the steps. */
export function variablesOf(steps: readonly Step[]): Workflow['variables'] {
	const named = steps.flatMap(({ content, subject = '', title = '' }) =>
		placeholders(`${content} ${subject} ${title}`),
	);
	return [...new Set(named)].map((name) => ({ _id: objectId(), name, type: 'String' }));
}

const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A workflow's name and `_id` in the form of an address. */
export function workflowSlug(name: string, id: string): string {
	const spelled = name.replace(/[äöüß]/gi, (letter) => SPELLED[letter.toLowerCase()]);
	return `${slugify(kebab(spelled))}_wf_${slugId(id)}`;
}

/** Adds a workflow without any check, active unless the plan says otherwise. */
export function addWorkflow(store: Store, plan: WorkflowPlan): Workflow {
	const steps: Step[] = [];
	for (const one of plan.steps) steps.push(stepOf(one, steps));
	const entity = store.entity();
	return store.workflows.add({
		...entity,
		name: plan.name,
		identifier: plan.identifier ?? slugify(plan.name),
		slug: workflowSlug(plan.name, entity._id),
		description: plan.description,
		active: plan.active ?? true,
		critical: plan.critical ?? false,
		readOnly: plan.readOnly ?? plan.critical ?? false,
		origin: plan.origin ?? 'novu-cloud',
		tags: plan.tags ?? [],
		triggerId: objectId(),
		variables: variablesOf(steps),
		steps,
		payloadSchema: plan.payloadSchema,
		validatePayload: plan.validatePayload ?? false,
		severity: plan.severity ?? 'none',
		isTranslationEnabled: plan.isTranslationEnabled,
		agent: plan.agent,
		preferences: plan.preferences,
	});
}

/** What a workflow lets its subscribers want at first. */
export function defaultPreferences({ readOnly, preferences }: Workflow): Fields {
	return preferences?.workflow ?? wholePreferences({ all: { readOnly } });
}

/** Preferences with all channels; one that is not named is as `all` is. */
export function wholePreferences(given: unknown): Fields {
	const { all, channels } = isFields(given) ? given : {};
	const whole = { enabled: true, readOnly: false, ...(isFields(all) ? all : {}) };
	const named = isFields(channels) ? channels : {};
	const shown = ['email', 'sms', 'in_app', 'chat', 'push', 'tool'].map((channel) => {
		return [channel, named[channel] ?? { enabled: whole.enabled }];
	});
	return { all: whole, channels: Object.fromEntries(shown) };
}

/** The workflow behind an identifier, an `_id` or a slug. */
export function findWorkflow(store: Store, name: string): Workflow | undefined {
	const slugged = /_wf_([0-9A-Za-z]{16})$/.exec(name)?.[1];
	return (
		store.workflows.first('identifier', name) ??
		store.workflows.get(name) ??
		store.workflows.all.find((one) => slugged !== undefined && slugId(one._id) === slugged)
	);
}

/** Notes that a workflow was triggered, for those who sort by it. */
export function triggered(workflow: Workflow): void {
	const { updatedAt } = workflow;
	change(workflow, { lastTriggeredAt: now() });
	workflow.updatedAt = updatedAt;
}

/**
 * What a payload lacks of a workflow's schema or has in another form, where the workflow asks for it, in
 * the words of Novu's validator. It looks one level deep.
 */
export function payloadErrors(workflow: Workflow, payload: Fields): Fields[] {
	const { payloadSchema, validatePayload } = workflow;
	if (!validatePayload || !payloadSchema) return [];
	const { required, properties, additionalProperties } = payloadSchema;
	const rules = isFields(properties) ? properties : {};
	const missing = (Array.isArray(required) ? required : [])
		.filter((name: unknown): name is string => typeof name === 'string' && !(name in payload))
		.map((name) => {
			const message = `must have required property '${name}'`;
			return problem(`root.${name}`, message, payload, '#/required');
		});
	const more = Object.keys(payload).filter((name) => !(name in rules));
	const extra =
		additionalProperties === false && more.length > 0
			? [problem('root', 'must NOT have additional properties', payload, '#/additionalProperties')]
			: [];
	const wrong = Object.entries(rules).flatMap(([name, rule]) =>
		name in payload && isFields(rule) ? fieldErrors(name, payload[name], rule) : [],
	);
	return [...missing, ...extra, ...wrong];
}

function fieldErrors(name: string, value: unknown, rule: Fields): Fields[] {
	if (!fits(value, rule.type)) {
		return [problem(name, `must be ${String(rule.type)}`, value, `#/properties/${name}/type`)];
	}
	if (!Array.isArray(rule.enum) || rule.enum.includes(value)) return [];
	const message = 'must be equal to one of the allowed values';
	return [problem(name, message, value, `#/properties/${name}/enum`)];
}

function problem(field: string, message: string, value: unknown, schemaPath: string): Fields {
	return { field, message, value, schemaPath };
}

function fits(value: unknown, type: unknown): boolean {
	if (typeof type !== 'string') return true;
	if (type === 'array') return Array.isArray(value);
	if (type === 'object') return isFields(value);
	if (type === 'integer') return Number.isInteger(value);
	if (type === 'null') return value === null;
	return typeof value === type;
}
