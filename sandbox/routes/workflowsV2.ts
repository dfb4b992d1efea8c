import type { Call, Route } from '../call';
import { notFound } from '../errors';
import { slugId } from '../ids';
import { integer, text, texts } from '../paging';
import { CHANNELS } from '../preferences';
import type { Fields, Step, Workflow } from '../types';
import { findWorkflow } from '../workflows';

const ORIGIN = 'novu-cloud';

function statusOf({ active }: Workflow): string {
	return active ? 'ACTIVE' : 'INACTIVE';
}

function stepSlug({ stepId, _id }: Step): string {
	return `${stepId}_st_${slugId(_id)}`;
}

function listed(workflow: Workflow): Fields {
	const { _id, name, tags, slug, createdAt, updatedAt, steps, lastTriggeredAt } = workflow;
	return {
		_id,
		workflowId: workflow.identifier,
		slug,
		name,
		tags,
		status: statusOf(workflow),
		origin: ORIGIN,
		createdAt,
		updatedAt,
		lastTriggeredAt: lastTriggeredAt ?? null,
		stepTypeOverviews: steps.map(({ type }) => type),
		steps: steps.map((step) => ({ slug: stepSlug(step), type: step.type })),
		isTranslationEnabled: false,
	};
}

function controlValues({ content, subject, title }: Step): Fields {
	return { body: content, ...(subject ? { subject } : {}), ...(title ? { title } : {}) };
}

function stepShown(workflow: Workflow, step: Step): Fields {
	const values = controlValues(step);
	return {
		_id: step._id,
		stepId: step.stepId,
		name: step.name,
		slug: stepSlug(step),
		type: step.type,
		origin: ORIGIN,
		workflowId: workflow.identifier,
		workflowDatabaseId: workflow._id,
		variables: { type: 'object', properties: { payload: workflow.payloadSchema ?? {} } },
		controls: { dataSchema: {}, uiSchema: {}, values },
		controlValues: values,
	};
}

function preferences(): Fields {
	const on = CHANNELS.map((channel) => [channel, { enabled: true }]);
	const all = { enabled: true, readOnly: false };
	return { user: null, default: { all, channels: Object.fromEntries(on) } };
}

function shown(workflow: Workflow): Fields {
	const { description, active, validatePayload, payloadSchema, severity } = workflow;
	return {
		...listed(workflow),
		description,
		active,
		validatePayload,
		payloadSchema: payloadSchema ?? null,
		stepTypeOverviews: undefined,
		steps: workflow.steps.map((step) => stepShown(workflow, step)),
		preferences: preferences(),
		severity,
	};
}

const ORDERS = ['createdAt', 'updatedAt', 'name', 'lastTriggeredAt'] as const;

function sorted(call: Call, workflows: Workflow[]): Workflow[] {
	const orderBy = ORDERS.find((one) => one === text(call.query, 'orderBy')) ?? 'createdAt';
	const rising = workflows
		.map((one) => ({ one, key: one[orderBy] ?? '' }))
		.sort((left, right) => (left.key === right.key ? 0 : left.key < right.key ? -1 : 1))
		.map(({ one }) => one);
	return text(call.query, 'orderDirection') === 'ASC' ? rising : rising.reverse();
}

function list(call: Call): unknown {
	const limit = integer(call.query, 'limit', { fallback: 50, min: 1, max: 100 });
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
	return { workflows: workflows.map(listed), totalCount: found.length };
}

function find(call: Call): Workflow {
	const { workflowId } = call.params;
	const found = findWorkflow(call.store, workflowId);
	if (!found) throw notFound(`Workflow with id ${workflowId} not found`);
	return found;
}

function step(call: Call): unknown {
	const { stepId } = call.params;
	const workflow = find(call);
	const found = workflow.steps.find(
		(one) => one.stepId === stepId || one._id === stepId || stepSlug(one) === stepId,
	);
	if (!found) throw notFound(`Step with id ${stepId} not found`);
	return stepShown(workflow, found);
}

const SHARED = { category: 'configuration', only: '3.19' } as const;

/** Workflows of v2, to read; they are made with `addWorkflow` on the store. */
export const workflowV2Routes: Route[] = [
	{ ...SHARED, method: 'GET', url: '/v2/workflows', handle: list },
	{
		...SHARED,
		method: 'GET',
		url: '/v2/workflows/:workflowId',
		handle: (call) => shown(find(call)),
	},
	{ ...SHARED, method: 'GET', url: '/v2/workflows/:workflowId/steps/:stepId', handle: step },
];
