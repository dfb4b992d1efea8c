import type { Call, Route } from '../call';
import { ApiError } from '../errors';
import { shortId, slugId, slugify } from '../ids';
import { integer, text, texts } from '../paging';
import { WITH_V2, type Fields, type Step, type StepType, type Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { addWorkflow, defaultPreferences, findWorkflow, type StepPlan } from '../workflows';

/** The status is written by v2 alone. */
function statusOf({ active, origin }: Workflow): string {
	return active || origin === 'novu-cloud-v1' ? 'ACTIVE' : 'INACTIVE';
}

/** Steps of v1 have no name. */
function stepSlug({ origin }: Workflow, { stepId, _id }: Step): string {
	return `${origin === 'novu-cloud' ? stepId : 'missing-name'}_st_${slugId(_id)}`;
}

/** Who made it: only v2 notes it. */
function author(call: Call, { origin }: Workflow): Fields | undefined {
	if (origin !== 'novu-cloud') return undefined;
	return { _id: call.store.organization.userId, firstName: 'lab', lastName: 'owner' };
}

function head(call: Call, workflow: Workflow): Fields {
	const { _id, name, tags, slug, origin, createdAt, updatedAt, lastTriggeredAt } = workflow;
	return {
		_id,
		workflowId: workflow.identifier,
		slug,
		name,
		tags,
		status: statusOf(workflow),
		origin,
		createdAt,
		updatedAt,
		updatedBy: author(call, workflow),
		lastTriggeredAt: lastTriggeredAt ?? null,
		isTranslationEnabled: false,
	};
}

function listed(call: Call, workflow: Workflow): Fields {
	const { steps, origin } = workflow;
	return {
		...head(call, workflow),
		lastPublishedAt: '',
		lastPublishedBy: null,
		stepTypeOverviews: steps.map(({ type }) => type),
		steps: steps.map((step) => ({
			slug: stepSlug(workflow, step),
			type: step.type,
			issues: origin === 'novu-cloud' ? {} : undefined,
		})),
	};
}

function button(label: string | undefined, url: string | undefined): Fields | undefined {
	if (label === undefined) return undefined;
	return { label, ...(url ? { redirect: { target: '_self', url } } : {}) };
}

/** What the editor shows of a step; a placeholder names the payload there. */
function controlValues({ type, content, subject, title, metadata, ...step }: Step): Fields {
	if (type === 'delay' || type === 'digest') return metadata;
	const body = content.replace(/\{\{\s*(?!payload\.)([a-zA-Z_]\w*)\s*\}\}/g, '{{payload.$1}}');
	const values: Fields = {
		...(subject ? { subject } : {}),
		...(type === 'push' ? { subject: title, body } : { body }),
		primaryAction: button(step.primaryAction, step.actionUrl),
		secondaryAction: button(step.secondaryAction, step.actionUrl),
	};
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function stepShown(workflow: Workflow, step: Step): Fields {
	const values = controlValues(step);
	return {
		_id: step._id,
		stepId: step.stepId,
		name: step.name,
		slug: stepSlug(workflow, step),
		type: step.type,
		origin: workflow.origin,
		workflowId: workflow.identifier,
		workflowDatabaseId: workflow._id,
		variables: { type: 'object', properties: { payload: workflow.payloadSchema ?? {} } },
		controls: { dataSchema: {}, uiSchema: {}, values },
		controlValues: values,
		issues: {},
	};
}

/** An example of a payload that fits a schema. */
function example({ payloadSchema }: Workflow): Fields | undefined {
	const { properties } = payloadSchema ?? {};
	if (!isFields(properties)) return undefined;
	const values: Record<string, unknown> = { string: 'John', integer: 1, number: 1, boolean: true };
	const examples = Object.entries(properties).map(([name, rule]) => [
		name,
		isFields(rule) ? (values[String(rule.type)] ?? null) : null,
	]);
	return Object.fromEntries(examples) as Fields;
}

function shown(call: Call, workflow: Workflow): Fields {
	const { description, active, validatePayload, payloadSchema, severity } = workflow;
	return {
		...head(call, workflow),
		description: description ?? '',
		active,
		validatePayload,
		payloadSchema: payloadSchema ?? null,
		payloadExample: example(workflow),
		lastPublishedAt: null,
		steps: workflow.steps.map((step) => stepShown(workflow, step)),
		preferences: { user: null, default: defaultPreferences(workflow) },
		severity,
		agent: null,
	};
}

const ORDERS = ['createdAt', 'updatedAt', 'name', 'lastTriggeredAt'] as const;

function sorted(call: Call, workflows: Workflow[]): Workflow[] {
	const orderBy = ORDERS.find((one) => one === text(call.query, 'orderBy')) ?? 'createdAt';
	const sign = text(call.query, 'orderDirection') === 'ASC' ? 1 : -1;
	// What was never triggered stays in the order in which it was made.
	const tie = orderBy === 'lastTriggeredAt' ? 0 : sign;
	return [...workflows].sort((left, right) => {
		const [one, other] = [left[orderBy] ?? '', right[orderBy] ?? ''];
		if (one === other) return left._id < right._id ? -tie : tie;
		return one < other ? -sign : sign;
	});
}

const STATUSES = ['ACTIVE', 'INACTIVE', 'ERROR'];

function checkQuery({ query, settings }: Call): void {
	const checks = new Checks(query);
	if (settings.novu === '2.3') {
		// A filter that stands alone in the query is a text there.
		const alone = ['status', 'tags'].filter((name) => typeof query[name] === 'string');
		checks.add(alone.map((name) => `${name} must be an array`));
	}
	if (!texts(query, 'status').every((one) => STATUSES.includes(one))) {
		checks.add([
			`each value in status must be one of the following values: ${STATUSES.join(', ')}`,
		]);
	}
	checks.optionalOneOf('orderBy', ORDERS).enforce();
}

function list(call: Call): unknown {
	checkQuery(call);
	const given = Number(text(call.query, 'limit'));
	const limit = Number.isNaN(given)
		? 50
		: integer(call.query, 'limit', { fallback: 50, min: 1, max: 100 });
	const offset = integer(call.query, 'offset', { fallback: 0, min: 0 });
	const search = text(call.query, 'query')?.toLowerCase();
	const [tags, statuses] = [texts(call.query, 'tags'), texts(call.query, 'status')];
	const found = call.store.workflows.all.filter(
		(one) =>
			(!search || `${one.name} ${one.identifier}`.toLowerCase().includes(search)) &&
			(tags.length === 0 || one.tags.some((tag) => tags.includes(tag))) &&
			(statuses.length === 0 || statuses.includes(statusOf(one))),
	);
	const workflows = sorted(call, found).slice(offset, offset + limit);
	return { workflows: workflows.map((one) => listed(call, one)), totalCount: found.length };
}

function find(call: Call): Workflow {
	const { workflowId } = call.params;
	const found = findWorkflow(call.store, workflowId);
	if (!found) throw new ApiError(404, 'Workflow cannot be found', { workflowId });
	return found;
}

function step(call: Call): unknown {
	const { stepId } = call.params;
	const workflow = find(call);
	const found = workflow.steps.find(
		(one) => one.stepId === stepId || one._id === stepId || stepSlug(workflow, one) === stepId,
	);
	if (!found) {
		throw new ApiError(400, 'No step found', { stepId, workflowId: call.params.workflowId });
	}
	return stepShown(workflow, found);
}

/** What a step of the editor's is in the sandbox. */
function stepPlan(given: unknown): StepPlan {
	const { name, type, stepId, controlValues: values } = isFields(given) ? given : {};
	const { subject, body, primaryAction, secondaryAction, ...others } = isFields(values)
		? values
		: {};
	const said = (value: unknown) => (typeof value === 'string' ? value : undefined);
	const label = (action: unknown) => (isFields(action) ? said(action.label) : undefined);
	const held = type === 'delay' || type === 'digest';
	return {
		type: type as StepType,
		name: said(name),
		stepId: said(stepId),
		content: said(body) ?? '',
		...(type === 'push' ? { title: said(subject) } : { subject: said(subject) }),
		primaryAction: label(primaryAction),
		secondaryAction: label(secondaryAction),
		metadata: held ? others : {},
	};
}

/**
 * Makes a workflow as far as events need it; what the editor can do more is not here. An identifier that
 * is taken gets a suffix.
 */
function create(call: Call): unknown {
	const { name, workflowId, steps, tags, active, description, ...rules } = call.body;
	new Checks(call.body).requiredString('name').array('steps').enforce();
	const wanted = typeof workflowId === 'string' ? workflowId : slugify(String(name));
	const schema = isFields(rules.payloadSchema) ? rules.payloadSchema : undefined;
	const taken = call.store.workflows.first('identifier', wanted) !== undefined;
	const workflow = addWorkflow(call.store, {
		name: String(name),
		identifier: taken
			? `${wanted}-${shortId(8)
					.toLowerCase()
					.replace(/[^a-z0-9]/g, 'x')}`
			: wanted,
		description: typeof description === 'string' ? description : undefined,
		tags: Array.isArray(tags) ? tags.map(String) : [],
		active: active !== false,
		steps: (steps as unknown[]).map(stepPlan),
		payloadSchema: schema ?? ANY_PAYLOAD,
		validatePayload: rules.validatePayload === true || (!schema && rules.validatePayload !== false),
		severity: typeof rules.severity === 'string' ? rules.severity : undefined,
	});
	return shown(call, workflow);
}

/** What a payload is that no schema was given for. */
const ANY_PAYLOAD = { type: 'object', additionalProperties: true, properties: {} };

const LARGE_BODY = 26 * 1024 * 1024;
const SHARED = { category: 'configuration', only: WITH_V2 } as const;

/** Workflows of v2, to read and to make; tests make them with `addWorkflow` on the store. */
export const workflowV2Routes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/workflows', handle: list },
	{ ...SHARED, method: 'POST', url: '/v2/workflows', bodyLimit: LARGE_BODY, handle: create },
	{
		...SHARED,
		method: 'GET',
		url: '/v2/workflows/:workflowId',
		handle: (call) => shown(call, find(call)),
	},
	{ ...SHARED, method: 'GET', url: '/v2/workflows/:workflowId/steps/:stepId', handle: step },
];
