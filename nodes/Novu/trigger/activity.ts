import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { present } from './events';

/** One entry of Novu's activity feed: an event for one subscriber, with a job for each step. */
export interface Activity extends IDataObject {
	_id: string;
	/** ISO 8601; `updatedAt` beside it does not move while the jobs run */
	createdAt: string;
	jobs?: Job[];
}

interface Job extends IDataObject {
	type?: string;
	status?: string;
	providerId?: string;
	executionDetails?: Array<{ status?: string; detail?: string; raw?: string }>;
}

/** What the user wants to hear of. */
export type ActivityEvent = 'created' | 'completed' | 'failed';

/** What an entry has come to; `open` as long as a job may still change it. */
export type ActivityState = 'open' | 'completed' | 'failed' | 'canceled';

export interface ActivityFilters {
	channels: string[];
	workflows: string[];
	subscribers: string[];
}

/** Job statuses of Novu that do not change any more (`JobStatusEnum`). */
const SETTLED = ['completed', 'failed', 'canceled', 'merged', 'skipped'];

/**
 * What an entry has come to: failed with its first failed step, completed when every step is done
 * and one at least was carried out. Without jobs it is new: Novu adds them a moment after it.
 */
export function stateOf({ jobs = [] }: Activity): ActivityState {
	const statuses = jobs.map(({ status }) => status ?? '');
	if (statuses.includes('failed')) return 'failed';
	if (statuses.length === 0 || !statuses.every((status) => SETTLED.includes(status))) return 'open';
	return statuses.includes('completed') ? 'completed' : 'canceled';
}

/** Whether an entry meets every filter; an empty one is no condition. */
export function meetsFilters(entry: Activity, filters: ActivityFilters): boolean {
	const meets = (wanted: string[], values: string[]) =>
		wanted.length === 0 || values.some((value) => wanted.includes(value));
	return (
		meets(
			filters.channels,
			(entry.jobs ?? []).map(({ type }) => type ?? ''),
		) &&
		meets(filters.workflows, [workflowOf(entry).id ?? '']) &&
		meets(filters.subscribers, [subscriberOf(entry) ?? ''])
	);
}

/** An entry for the workflow: the few fields that most workflows use, or all as they came. */
export function activityItem(entry: Activity, simplify: boolean): IDataObject {
	if (!simplify) return entry;
	const workflow = workflowOf(entry);
	return present({
		id: entry._id,
		status: stateOf(entry),
		createdAt: entry.createdAt,
		transactionId: entry.transactionId,
		subscriberId: subscriberOf(entry),
		workflowId: workflow.id,
		workflowName: workflow.name,
		payload: entry.payload,
		steps: (entry.jobs ?? []).map(step),
	});
}

/**
 * A job's `providerId` is what Novu noted beforehand; who delivered stands in its details
 * ("Integration instance selected").
 */
function step({ type, status, providerId, executionDetails = [] }: Job): IDataObject {
	const providers = executionDetails
		.filter(({ detail }) => detail === 'Integration instance selected')
		.map(({ raw }) => fieldOf(raw, 'providerId'))
		.filter((id) => id !== undefined);
	const failures = executionDetails
		.filter((detail) => detail.status === 'Failed')
		.map(({ detail, raw }) => [detail, fieldOf(raw, 'message')].filter(Boolean).join(': '));
	return present({
		channel: type,
		status,
		providers: providers.length > 0 ? [...new Set(providers)] : [providerId].filter(Boolean),
		failures: failures.length > 0 ? [...new Set(failures)] : undefined,
	});
}

/** Details hold JSON as text, of whatever the provider said. */
function fieldOf(raw: string | undefined, name: string): string | undefined {
	try {
		const value: unknown = JSON.parse(raw ?? '');
		return isObject(value) && typeof value[name] === 'string' ? value[name] : undefined;
	} catch {
		return undefined;
	}
}

/** The identifier that the workflow is triggered with stands in the first of its triggers. */
function workflowOf({ template }: Activity): { id?: string; name?: string } {
	if (!isObject(template)) return {};
	const [trigger] = Array.isArray(template.triggers) ? (template.triggers as IDataObject[]) : [];
	return {
		id: typeof trigger?.identifier === 'string' ? trigger.identifier : undefined,
		name: typeof template.name === 'string' ? template.name : undefined,
	};
}

function subscriberOf({ subscriber, to }: Activity): string | undefined {
	const found = [subscriber, to].find((value) => isObject(value) && value.subscriberId);
	return isObject(found) ? String(found.subscriberId) : undefined;
}
