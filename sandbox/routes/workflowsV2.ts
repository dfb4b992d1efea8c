import type { Call, Route } from '../call';
import { ApiError } from '../errors';
import { slugId } from '../ids';
import { integer, text, texts } from '../paging';
import { WITH_V2, type Fields, type Step, type Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { defaultPreferences, findWorkflow } from '../workflows';

/** The status is written by v2 alone. */
function statusOf({ active, origin, steps }: Workflow): string {
	if (!active && origin !== 'novu-cloud-v1') return 'INACTIVE';
	return steps.some((one) => one.lacks !== undefined) ? 'ERROR' : 'ACTIVE';
}

/** What the controls of a step lack, as far as the sandbox looks: an email needs a subject. */
export function controlIssues({ type, controlValues: values }: Step): Fields | undefined {
	if (type !== 'email' || values?.subject) return undefined;
	const problem = { message: 'Subject is required', issueType: 'MISSING_VALUE' };
	return { subject: [{ ...problem, variableName: 'subject' }] };
}

/** Channels that nothing delivers yet; of email and SMS it has to be the primary provider. */
function integrationIssues({ store }: Call, { type }: Step): Fields | undefined {
	if (!['email', 'sms', 'push', 'chat', 'tool'].includes(type)) return undefined;
	const needsPrimary = type === 'email' || type === 'sms';
	const found = store.integrations.all.some(
		(one) => one.channel === type && one.active && (!needsPrimary || one.primary),
	);
	if (found) return undefined;
	const message = `Missing active ${needsPrimary ? 'primary ' : ''}integration provider`;
	return { [type]: [{ issueType: 'MISSING_INTEGRATION', message }] };
}

function issues(call: Call, step: Step): Fields | undefined {
	if (!step.controlValues) return {};
	const [controls, integration] = [step.lacks, integrationIssues(call, step)];
	if (!controls && !integration) return undefined;
	return { ...(controls && { controls }), ...(integration && { integration }) };
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
		isTranslationEnabled: workflow.isTranslationEnabled ?? false,
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
export function controlValuesOf({
	type,
	content,
	subject,
	title,
	metadata,
	...step
}: Step): Fields {
	if (step.controlValues) return step.controlValues;
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

function stepShown(call: Call, workflow: Workflow, step: Step): Fields {
	const values = controlValuesOf(step);
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
		providerOverrides: step.providerOverrides,
		issues: issues(call, step),
	};
}

/** An example of a payload that fits a schema. */
function example({ payloadSchema }: Workflow): Fields | undefined {
	const { properties } = payloadSchema ?? {};
	if (!isFields(properties)) return undefined;
	const values: Record<string, unknown> = {
		string: 'John',
		integer: 1,
		number: 42.5,
		boolean: true,
	};
	const examples = Object.entries(properties).map(([name, rule]) => [
		name,
		isFields(rule) ? (values[String(rule.type)] ?? null) : null,
	]);
	return Object.fromEntries(examples) as Fields;
}

/** A workflow as v2 answers with it. */
export function shownWorkflow(call: Call, workflow: Workflow): Fields {
	const { description, active, validatePayload, payloadSchema, severity } = workflow;
	return {
		...head(call, workflow),
		description: description ?? '',
		active,
		validatePayload,
		payloadSchema: payloadSchema ?? null,
		payloadExample: example(workflow),
		lastPublishedAt: null,
		steps: workflow.steps.map((step) => stepShown(call, workflow, step)),
		preferences: {
			user: workflow.preferences?.user ?? null,
			default: defaultPreferences(workflow),
		},
		severity,
		agent: workflow.agent ?? null,
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

/** @throws ApiError where the path names none */
export function workflowOfPath(call: Call): Workflow {
	const { workflowId } = call.params;
	const found = findWorkflow(call.store, workflowId);
	if (!found) throw new ApiError(404, 'Workflow cannot be found', { workflowId });
	return found;
}

/** The step that a path names by identifier, `_id` or slug. */
export function stepOfPath(workflow: Workflow, stepId: string): Step | undefined {
	return workflow.steps.find(
		(one) => one.stepId === stepId || one._id === stepId || stepSlug(workflow, one) === stepId,
	);
}

function step(call: Call): unknown {
	const { stepId } = call.params;
	const workflow = workflowOfPath(call);
	const found = stepOfPath(workflow, stepId);
	if (!found) {
		throw new ApiError(400, 'No step found', { stepId, workflowId: call.params.workflowId });
	}
	return { ...stepShown(call, workflow, found), issues: {} };
}

const SHARED = { category: 'configuration', only: WITH_V2 } as const;

/** Workflows of v2, to read. */
export const workflowV2Routes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/workflows', handle: list },
	{
		...SHARED,
		method: 'GET',
		url: '/v2/workflows/:workflowId',
		handle: (call) => shownWorkflow(call, workflowOfPath(call)),
	},
	{ ...SHARED, method: 'GET', url: '/v2/workflows/:workflowId/steps/:stepId', handle: step },
];
