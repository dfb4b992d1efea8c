import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { listAnswer, withField } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { InputError, isObject, rethrow } from '../../engine/errors';
import { isAnswer, isMissingRoute, NovuFailure, type FailureFacts } from '../../engine/failure';
import type { Explanation } from '../../engine/operation';
import { readList, type ListRequest } from '../../engine/paging';
import { path, type NovuRequest } from '../../engine/request';
import { locator } from '../../fields/builders';
import { pick, type Simplify } from '../../fields/list';

export const WORKFLOW = 'Workflow';

/** Which workflow an operation is for. */
export const workflowField: INodeProperties = locator({
	name: 'workflowId',
	displayName: WORKFLOW,
	description: "Novu's workflow, found in the list or given by its identifier",
	searchListMethod: 'searchWorkflows',
	placeholder: 'e.g. order-shipped',
	listPlaceholder: 'Choose a workflow of Novu',
	required: true,
});

/** What writes to a workflow must not overlap with: any other write to it. */
export function workflowLock(workflowId: string): string {
	return `workflow:${workflowId}`;
}

/** What is said of a server that keeps workflows from API keys: Novu 2.0 does. */
export function olderWords(facts: FailureFacts): Explanation | undefined {
	if (!isOlderServer(new NovuFailure(facts))) return undefined;
	return {
		advice:
			'This server lets only its dashboard write workflows. Update it: Novu 3 takes them from API keys, too.',
	};
}

/** The list of workflows of Novu 2.0 and before, newest first. */
export const olderWorkflows: ListRequest = {
	request: {
		method: 'GET',
		path: path`/v1/workflows`,
		answer: listAnswer('a list of workflows'),
		rateCategory: 'configuration',
		memoize: true,
	},
	kind: 'page',
	pageSize: 100,
};

/**
 * Whether the server is too old for a route of `/v2/workflows`: it has none, or keeps it for the
 * dashboard (Novu 2.0 answers API keys with a 401).
 */
export function isOlderServer(error: unknown): boolean {
	if (isAnswer(error, 401, /endpoint not (accessible|available)/i)) return true;
	return error instanceof NovuFailure && isMissingRoute(error.facts);
}

/** The call that gets a workflow by identifier, `_id` or slug. */
export function getWorkflow(workflowId: string): NovuRequest {
	return {
		method: 'GET',
		path: path`/v2/workflows/${workflowId}`,
		answer: withField('a workflow', 'workflowId'),
		rateCategory: 'configuration',
	};
}

/** An entry of `/v1/workflows` with the names that `/v2` has for the same. */
export function asNewer(workflow: IDataObject): IDataObject {
	const triggers = (workflow.triggers ?? []) as IDataObject[];
	const status = workflow.active === true ? 'ACTIVE' : 'INACTIVE';
	return { ...workflow, workflowId: triggers[0]?.identifier, status };
}

/**
 * Gets a workflow from a server of any version.
 * @returns as `/v2/workflows/{workflowId}` has it; from an older server `/v1`'s fields, and `workflowId`
 * and `status` beside them
 * @throws {NovuFailure|InputError} where there is none
 */
export async function findWorkflow(call: Call, workflowId: string): Promise<IDataObject> {
	try {
		return (await call({ ...getWorkflow(workflowId), memoize: true })) as IDataObject;
	} catch (error) {
		if (!isOlderServer(error)) return await rethrow(error);
	}
	const workflows = (await readList(call, olderWorkflows, undefined)).map(asNewer);
	const found = workflows.find((one) => one.workflowId === workflowId || one._id === workflowId);
	if (!found) {
		throw new InputError(
			`Novu has no workflow "${workflowId}" in this environment`,
			'Choose it from the list, or check its identifier and the environment of the API key.',
		);
	}
	const id = String(found._id);
	const request = { method: 'GET', path: path`/v1/workflows/${id}`, memoize: true } as const;
	return asNewer(
		(await call({
			...request,
			answer: withField('a workflow', '_id'),
			rateCategory: 'configuration',
		})) as IDataObject,
	);
}

/**
 * What a workflow's payload looks like.
 * @returns a JSON Schema of an object; undefined where the workflow says nothing about it. Servers
 * before `/v2/workflows` know the names of the variables that the steps use.
 */
export function payloadSchemaOf(workflow: IDataObject): IDataObject | undefined {
	if (isObject(workflow.payloadSchema)) return workflow.payloadSchema;
	const [trigger] = (workflow.triggers ?? []) as IDataObject[];
	const variables = (trigger?.variables ?? []) as IDataObject[];
	if (variables.length === 0) return undefined;
	const property = ({ name, type }: IDataObject) =>
		[String(name), { type: String(type ?? 'string').toLowerCase() }] as const;
	return {
		type: 'object',
		properties: Object.fromEntries(variables.map(property)),
		required: variables.filter(({ required }) => required === true).map(({ name }) => String(name)),
	};
}

/** A workflow with at most ten fields, its steps by type and name. */
export const simpleWorkflow: Simplify = (workflow) => ({
	...pick('workflowId', 'name', 'description', 'active', 'status', 'tags')(workflow),
	steps: ((workflow.steps ?? []) as IDataObject[]).map(simpleStep),
	payloadSchema: payloadSchemaOf(workflow) ?? null,
	...pick('updatedAt', '_id')(workflow),
});

/** Older servers have a step's kind in its template. */
function simpleStep({ stepId, name, type, template, issues }: IDataObject): IDataObject {
	const kind = isObject(template) ? template.type : type;
	const hasIssues = isObject(issues) && Object.keys(issues).length > 0;
	const found = hasIssues && { issues };
	return { ...(stepId !== undefined && { stepId }), name, type: kind, ...found };
}

/** A workflow of a list with at most ten fields. */
export const simpleListedWorkflow: Simplify = (workflow) => ({
	...pick('workflowId', 'name', 'status', 'tags')(workflow),
	stepTypes: stepTypes(workflow),
	...pick('lastTriggeredAt', 'createdAt', 'updatedAt', 'origin', '_id')(workflow),
});

function stepTypes({ stepTypeOverviews, steps }: IDataObject): IDataObject[string] {
	return stepTypeOverviews ?? ((steps ?? []) as IDataObject[]).map((step) => simpleStep(step).type);
}
