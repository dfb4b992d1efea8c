import { NO_CONTENT, type Call, type Route } from '../call';
import { ApiError, badRequest, CommandError, notFound } from '../errors';
import { objectId, shortId } from '../ids';
import { findLayout } from '../layouts';
import { omit } from '../omit';
import { change, type Store } from '../store';
import { WITH_V2, type Fields, type Step, type StepType, type Workflow } from '../types';
import { Checks, isFields } from '../validation';
import {
	addWorkflow,
	findWorkflow,
	stepOf,
	variablesOf,
	wholePreferences,
	workflowSlug,
	type StepPlan,
} from '../workflows';
import { controlIssues, shownWorkflow, workflowOfPath } from './workflowsV2';

const STEP_TYPES =
	'in_app, email, sms, chat, push, tool, digest, trigger, delay, throttle, custom, http_request';
const SLUG = /^[A-Za-z0-9_.-]+$/;
const MOST_STEPS = 20;
const ANY_PAYLOAD = { type: 'object', additionalProperties: true, properties: {} };
const SCHEMA_TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

const isSchema = (value: unknown) =>
	isFields(value) && (value.type === undefined || SCHEMA_TYPES.includes(String(value.type)));

function checkBody({ body }: Call, isNew: boolean): void {
	const checks = new Checks(body);
	checks.such('name', (name) => typeof name === 'string', 'must be a string');
	if (isNew) {
		const isSlug = (id: unknown) => typeof id === 'string' && SLUG.test(id);
		const words =
			'must be a valid slug format (letters, numbers, hyphens, dot and underscores only)';
		checks.such('workflowId', isSlug, words);
		checks.such('workflowId', (id) => typeof id === 'string', 'must be a string');
	}
	checks.array('steps');
	checks.optional('payloadSchema', isSchema, 'must be a valid JSON schema');
	checks.optionalOneOf('severity', ['high', 'medium', 'low', 'none']);
	if (typeof body.agent === 'string') {
		checks.add(['nested property agent must be either object or array']);
	}
	const steps = Array.isArray(body.steps) ? body.steps.filter(isFields) : [];
	steps.forEach((step, i) => {
		const isText = (name: unknown) => typeof name === 'string';
		new Checks(step, `steps.${i}.`).such('name', isText, 'must be a string').enforce();
	});
	checks.enforce();
}

function refuse(field: string, messages: string[], value: unknown, command: string): never {
	throw new CommandError(command, { [field]: { messages, value } });
}

function checkCommand({ name, tags, steps }: Fields): void {
	const command = 'UpsertWorkflowCommand';
	if (name === '') {
		const short = 'name must be longer than or equal to 1 characters';
		refuse('workflowDto.name', [short, 'name should not be empty'], name, command);
	}
	(steps as Fields[]).forEach(({ type }, i) => {
		if (STEP_TYPES.split(', ').includes(String(type))) return;
		const words = `type must be one of the following values: ${STEP_TYPES}`;
		refuse(`workflowDto.steps.${i}.type`, [words], type, command);
	});
	if (Array.isArray(tags)) checkTags(tags);
	const count = (steps as unknown[]).length;
	if (count > MOST_STEPS) {
		throw badRequest(
			`Workflow steps limit exceeded. Maximum allowed steps is ${MOST_STEPS}, but got ${count} steps.`,
			{ providedStepsCount: count, maxSteps: MOST_STEPS },
		);
	}
}

function checkTags(tags: unknown[]): void {
	if (tags.length > 16) {
		const words = 'tags must contain no more than 16 elements';
		refuse('workflowDto.tags', [words], tags, 'UpsertWorkflowCommand');
	}
	const command = 'CreateWorkflowCommandV0';
	if (new Set(tags).size < tags.length) {
		refuse('tags', ["All tags's elements must be unique"], tags, command);
	}
	if (tags.some((tag) => typeof tag !== 'string' || tag.length < 1 || tag.length > 64)) {
		const bounds = 'longer than or equal to 1 and shorter than or equal to 64 characters';
		refuse('tags', [`each value in tags must be ${bounds}`], tags, command);
	}
}

/** @throws ApiError for an agent that this environment has not */
function agentOf({ store }: Call, agent: unknown): Fields | null | undefined {
	if (!isFields(agent)) return agent === null ? null : undefined;
	const identifier = String(agent.identifier);
	if (store.agents.first('identifier', identifier)) return { identifier };
	throw notFound(`Agent with identifier "${identifier}" was not found.`);
}

function planOf(given: Fields, controlValues: Fields): StepPlan {
	const { name, type, stepId } = given;
	const { subject, body, primaryAction, secondaryAction, ...others } = controlValues;
	const said = (value: unknown) => (typeof value === 'string' ? value : undefined);
	const label = (action: unknown) => (isFields(action) ? said(action.label) : undefined);
	const isHeld = type === 'delay' || type === 'digest';
	return {
		type: type as StepType,
		name: said(name),
		stepId: said(stepId),
		content: said(body) ?? '',
		layoutId: said(controlValues.layoutId),
		...(type === 'push' ? { title: said(subject) } : { subject: said(subject) }),
		primaryAction: label(primaryAction),
		secondaryAction: label(secondaryAction),
		metadata: isHeld ? others : {},
		controlValues,
	};
}

/**
 * The steps as the body has them. They are known by `_id` alone: one that the workflow does not have
 * makes a step without its control values; without one a step is made.
 */
function stepsOf(given: Fields[], known: readonly Step[]): Step[] {
	const steps: Step[] = [];
	for (const one of given) {
		const found = known.find(({ _id }) => _id === one._id);
		const isForeign = one._id !== undefined && !found;
		const values = !isForeign && isFields(one.controlValues) ? one.controlValues : {};
		const plan = planOf({ ...one, stepId: found?.stepId ?? one.stepId }, values);
		const made = stepOf(plan, steps);
		made.lacks = controlIssues(made);
		if (isFields(one.providerOverrides)) made.providerOverrides = one.providerOverrides;
		steps.push(found ? { ...made, _id: found._id, createdAt: found.createdAt } : made);
	}
	return steps;
}

/** What `POST` and `PUT` set alike. */
function settingsOf(call: Call): Partial<Workflow> {
	const { body } = call;
	const { name, description, tags, active } = body;
	const { payloadSchema, validatePayload, severity, isTranslationEnabled } = body;
	const agent = agentOf(call, body.agent);
	const given: Partial<Workflow> = {
		name: String(name),
		active: active !== false,
		description: typeof description === 'string' ? description : undefined,
		tags: Array.isArray(tags) ? tags.map(String) : undefined,
		validatePayload: typeof validatePayload === 'boolean' ? validatePayload : undefined,
		severity: typeof severity === 'string' ? severity : undefined,
		payloadSchema: isFields(payloadSchema) ? payloadSchema : undefined,
		isTranslationEnabled:
			typeof isTranslationEnabled === 'boolean' ? isTranslationEnabled : undefined,
		agent,
	};
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function preferencesOf({ preferences }: Fields): NonNullable<Workflow['preferences']> {
	const { user, workflow } = isFields(preferences) ? preferences : {};
	return {
		user: isFields(user) ? wholePreferences(user) : null,
		workflow: wholePreferences(workflow),
	};
}

function readOnlyIn({ workflow }: NonNullable<Workflow['preferences']>): boolean {
	return (workflow.all as Fields).readOnly === true;
}

function suffix(): string {
	return shortId(8)
		.toLowerCase()
		.replace(/[^a-z0-9]/g, 'x');
}

/** @throws ApiError for a layout that this environment has not */
function checkLayouts({ store, body }: Call): void {
	for (const { controlValues } of body.steps as Fields[]) {
		const layoutId = isFields(controlValues) ? controlValues.layoutId : undefined;
		if (typeof layoutId === 'string') findLayout(store, layoutId);
	}
}

/** An identifier that is taken gets a suffix, and no refusal. */
function create(call: Call): unknown {
	checkBody(call, true);
	checkCommand(call.body);
	checkLayouts(call);
	const wanted = String(call.body.workflowId);
	const isTaken = call.store.workflows.first('identifier', wanted) !== undefined;
	const preferences = preferencesOf(call.body);
	const workflow = addWorkflow(call.store, {
		payloadSchema: ANY_PAYLOAD,
		validatePayload: true,
		...settingsOf(call),
		name: String(call.body.name),
		identifier: isTaken ? `${wanted}-${suffix()}` : wanted,
		steps: [],
		preferences,
		readOnly: readOnlyIn(preferences),
	});
	workflow.steps = stepsOf(call.body.steps as Fields[], []);
	workflow.variables = variablesOf(workflow.steps);
	return shownWorkflow(call, workflow);
}

function replace(call: Call): unknown {
	checkBody(call, false);
	const workflow = workflowOfPath(call);
	checkCommand(call.body);
	const steps = stepsOf(call.body.steps as Fields[], workflow.steps);
	const preferences = preferencesOf(call.body);
	change(workflow, {
		...settingsOf(call),
		steps,
		variables: variablesOf(steps),
		preferences,
		readOnly: readOnlyIn(preferences),
		slug: workflowSlug(String(call.body.name), workflow._id),
	});
	return shownWorkflow(call, workflow);
}

const PATCHED = [
	'active',
	'name',
	'description',
	'tags',
	'payloadSchema',
	'validatePayload',
	'isTranslationEnabled',
];

function patch(call: Call): unknown {
	new Checks(call.body).optionalBoolean('active').enforce();
	const workflow = workflowOfPath(call);
	const given = Object.entries(call.body).filter(([name]) => PATCHED.includes(name));
	change(workflow, Object.fromEntries(given));
	workflow.slug = workflowSlug(workflow.name, workflow._id);
	return shownWorkflow(call, workflow);
}

function remove(call: Call): typeof NO_CONTENT {
	call.store.workflows.delete(workflowOfPath(call));
	return NO_CONTENT;
}

/** Makes the workflow of another environment what this one is, its steps known by their identifiers. */
function copyTo(target: Store, source: Workflow): Workflow {
	const own = [
		'_id',
		'slug',
		'_organizationId',
		'_environmentId',
		'createdAt',
		'updatedAt',
	] as const;
	const { steps, ...settings } = omit(source, ...own);
	const found =
		findWorkflow(target, source.identifier) ??
		addWorkflow(target, { name: source.name, identifier: source.identifier, steps: [] });
	const copies = steps.map((step) => {
		const known = found.steps.find(({ stepId }) => stepId === step.stepId);
		const _id = known?._id ?? objectId();
		// Looked at again only when somebody edits it there.
		return { ...structuredClone(step), _id, lacks: undefined };
	});
	change(found, { ...structuredClone(settings), triggerId: found.triggerId, steps: copies });
	found.slug = workflowSlug(found.name, found._id);
	return found;
}

function sync(call: Call): unknown {
	new Checks(call.body)
		.such('targetEnvironmentId', (id) => typeof id === 'string', 'must be a string')
		.enforce();
	const id = String(call.body.targetEnvironmentId);
	if (id === call.environment._id) throw badRequest('Cannot sync workflow to the same environment');
	const { stores } = call.store.organization;
	const target = stores.find(({ environment }) => environment._id === id);
	const workflow = target && workflowOfPath(call);
	if (!workflow) throw notFound(`Environment ${id} not found`);
	return shownWorkflow({ ...call, store: target }, copyTo(target, workflow));
}

function dashboardOnly(): never {
	throw new ApiError(401, 'API endpoint not accessible');
}

const LARGE_BODY = 26 * 1024 * 1024;
const SHARED = { category: 'configuration', only: WITH_V2, bodyLimit: LARGE_BODY } as const;
const ONE = '/v2/workflows/:workflowId';

/** Workflows of v2, to write. */
export const workflowWriteRoutes: Route[] = [
	{ ...SHARED, method: 'POST', url: '/v2/workflows', handle: create },
	{ ...SHARED, method: 'PUT', url: ONE, handle: replace },
	{ ...SHARED, method: 'PATCH', url: ONE, handle: patch },
	{ ...SHARED, method: 'DELETE', url: ONE, status: 204, handle: remove },
	{ ...SHARED, method: 'PUT', url: `${ONE}/sync`, handle: sync },
	{ ...SHARED, method: 'POST', url: `${ONE}/duplicate`, handle: dashboardOnly },
];
