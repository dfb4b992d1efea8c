import { withId, type Call, type Route } from '../call';
import { ApiError, notFound } from '../errors';
import { kebab, objectId, slugify } from '../ids';
import { integer } from '../paging';
import type { Fields, Step, StepType, Workflow } from '../types';
import { Checks, isFields } from '../validation';
import { addWorkflow, defaultPreferences, type StepPlan } from '../workflows';

/** What a workflow of v1 has beside its steps since 3. */
const SINCE_3 = {
	origin: 'novu-cloud-v1',
	lastPublishedAt: null,
	payloadSchema: { type: 'object', additionalProperties: true, properties: {} },
	validatePayload: true,
	isTranslationEnabled: false,
	agent: null,
	severity: 'none',
	updatedBy: null,
};

const ALL_CHANNELS = { email: true, sms: true, in_app: true, chat: true, push: true };
const TIMED = { weekDays: [], monthDays: [] };
const LARGE_BODY = 26 * 1024 * 1024;

function stepTemplate(call: Call, step: Step): Fields {
	const { _organizationId, _id: _environmentId } = call.environment;
	const { _id, type, content, title, subject, createdAt } = step;
	return {
		type,
		active: true,
		variables: step.variables,
		content,
		title,
		subject,
		_environmentId,
		_organizationId,
		_creatorId: call.store.organization.userId,
		_feedId: null,
		_layoutId: null,
		_id,
		deleted: false,
		createdAt,
		updatedAt: createdAt,
		__v: 0,
		id: _id,
	};
}

/** A step as it stands in a workflow and in a job. */
export function stepDocument(call: Call, step: Step, parentId: string | null): Fields {
	return {
		metadata: { timed: TIMED, ...step.metadata },
		active: step.active,
		shouldStopOnFail: false,
		type: 'REGULAR',
		filters: [],
		_templateId: step._id,
		_parentId: parentId,
		_id: step._id,
		variants: [],
		id: step._id,
		template: stepTemplate(call, step),
	};
}

/** How an event reaches the workflow. */
export function triggersOf(call: Call, workflow: Workflow): Fields[] {
	const { triggerId, identifier, origin } = workflow;
	// Those of v2 keep what a payload holds in a schema, which 2.0 does not know.
	const isSchema = origin === 'novu-cloud' && call.settings.novu !== '2.0';
	const variables = isSchema ? [] : workflow.variables;
	return [
		{
			type: 'event',
			identifier,
			variables: variables.map(withId),
			reservedVariables: [],
			subscriberVariables: [],
			_id: triggerId,
			id: triggerId,
		},
	];
}

function head(call: Call, workflow: Workflow): Fields & { _id: string } {
	const { name, active, critical, tags, _environmentId, _organizationId, _id } = workflow;
	const old = call.settings.novu === '2.0';
	const lastTriggeredAt = workflow.lastTriggeredAt ?? null;
	const since3 = old ? {} : { ...SINCE_3, origin: workflow.origin, lastTriggeredAt };
	return {
		preferenceSettings: old ? ALL_CHANNELS : { ...ALL_CHANNELS, tool: true },
		name,
		active,
		type: 'REGULAR',
		draft: !active,
		critical,
		isBlueprint: false,
		_notificationGroupId: call.store.notificationGroup._id,
		tags,
		origin: 'novu-cloud',
		_environmentId,
		_organizationId,
		_creatorId: call.store.organization.userId,
		_id,
		deleted: false,
		createdAt: workflow.createdAt,
		updatedAt: workflow.updatedAt,
		__v: 0,
		...since3,
	};
}

function full(call: Call, workflow: Workflow): Fields {
	const { steps } = workflow;
	const old = call.settings.novu === '2.0';
	const preferences = { userPreferences: null, defaultPreferences: defaultPreferences(workflow) };
	return withId({
		...(old ? {} : preferences),
		...head(call, workflow),
		triggers: triggersOf(call, workflow),
		steps: steps.map((step, index) => ({
			replyCallback: {},
			...stepDocument(call, step, steps[index - 1]?._id ?? null),
		})),
	});
}

/** Which channels could deliver at all, as every entry of the list repeats it. */
function integrationStatus(call: Call): Fields {
	const active = call.store.integrations.all.filter((one) => one.active);
	const has = (channel: string) => active.some((one) => one.channel === channel);
	const primary = (channel: string) => active.some((one) => one.channel === channel && one.primary);
	const plain = (channel: string) => ({ hasActiveIntegrations: has(channel) });
	const ranked = (channel: string) => ({
		...plain(channel),
		hasPrimaryIntegrations: primary(channel),
	});
	const channels = {
		in_app: plain('in_app'),
		email: ranked('email'),
		sms: ranked('sms'),
		chat: plain('chat'),
		push: plain('push'),
	};
	const old = call.settings.novu === '2.0';
	const all = old ? channels : { ...channels, tool: plain('tool') };
	return { hasActiveIntegrations: true, channels: all };
}

function listed(call: Call, workflow: Workflow): Fields {
	const { steps } = workflow;
	const variables = workflow.origin === 'novu-cloud' ? [] : workflow.variables;
	const plainTriggers = triggersOf(call, workflow).map((trigger) => ({
		...trigger,
		variables,
		id: undefined,
	}));
	return {
		...(call.settings.novu === '2.0' ? {} : { lastPublishedBy: null }),
		...head(call, workflow),
		triggers: plainTriggers,
		steps: steps.map((step, index) => ({
			...stepDocument(call, step, steps[index - 1]?._id ?? null),
			replyCallback: {},
			variants: undefined,
			id: undefined,
			template: { _id: step._id, type: step.type },
		})),
		notificationGroup: call.store.notificationGroup,
		workflowIntegrationStatus: integrationStatus(call),
	};
}

function list(call: Call): unknown {
	const page = integer(call.query, 'page', { fallback: 0 });
	const limit = integer(call.query, 'limit', { fallback: 10, min: 1, max: 100 });
	const newest = [...call.store.workflows.all].reverse();
	const data = newest.slice(page * limit, (page + 1) * limit).map((one) => listed(call, one));
	return { page, data, totalCount: newest.length, pageSize: limit };
}

function checkBody(body: Fields): void {
	const checks = new Checks(body).requiredString('name');
	if (body.notificationGroupId === undefined || body.notificationGroupId === null) {
		checks.add(['Notification group must be provided ']);
	}
	if (typeof body.notificationGroupId !== 'string') {
		checks.add(['notificationGroupId must be a string']);
	}
	checks.requiredArray('steps').enforce();
}

function stepPlan(given: unknown): StepPlan {
	const { template, metadata, active } = isFields(given) ? given : {};
	const { type, content, title, subject, variables } = isFields(template) ? template : {};
	const named = Array.isArray(variables) ? variables.filter(isFields) : [];
	return {
		type: type as StepType,
		content: typeof content === 'string' ? content : '',
		title: title as string | undefined,
		subject: subject as string | undefined,
		active: active !== false,
		metadata: isFields(metadata) ? metadata : {},
		variables: named.map(variable),
	};
}

function variable(given: Fields): Step['variables'][number] {
	const fields = { name: String(given.name), type: String(given.type) };
	return withId({ ...given, ...fields, _id: objectId() });
}

function create(call: Call): unknown {
	checkBody(call.body);
	const old = call.settings.novu === '2.0';
	const { name, active, tags, description, steps } = call.body;
	const workflow = addWorkflow(call.store, {
		name: String(name),
		...(old ? {} : { identifier: slugify(kebab(String(name))) }),
		origin: 'novu-cloud-v1',
		description: description as string | undefined,
		active: active === true,
		tags: Array.isArray(tags) ? tags.map(String) : [],
		steps: (steps as unknown[]).map(stepPlan),
	});
	return full(call, workflow);
}

function get(call: Call): unknown {
	const { workflowId } = call.params;
	const workflow = call.store.workflows.get(workflowId);
	if (!workflow) throw notFound(`Workflow with id ${workflowId} not found`);
	return full(call, workflow);
}

function dashboardOnly(): never {
	throw new ApiError(401, 'API endpoint not available');
}

/** The workflows of v1, and of v2 in Novu 2.0, which keeps them from secret keys. */
export const workflowRoutes: Route[] = [
	{
		method: 'GET',
		url: '/v1/notification-groups',
		category: 'global',
		handle: (call) => [call.store.notificationGroup],
	},
	{ method: 'GET', url: '/v1/workflows', category: 'configuration', handle: list },
	{
		method: 'POST',
		url: '/v1/workflows',
		category: 'configuration',
		bodyLimit: LARGE_BODY,
		handle: create,
	},
	{ method: 'GET', url: '/v1/workflows/:workflowId', category: 'configuration', handle: get },
	{
		method: 'GET',
		url: '/v2/workflows',
		category: 'configuration',
		only: '2.0',
		handle: dashboardOnly,
	},
	{
		method: 'GET',
		url: '/v2/workflows/:workflowId',
		category: 'configuration',
		only: '2.0',
		handle: dashboardOnly,
	},
];
