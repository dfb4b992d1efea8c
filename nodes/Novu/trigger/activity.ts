import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../engine/errors';
import { inReadingOrder } from '../engine/readingOrder';
import { present } from './events';

/**
 * One entry of Novu's activity feed: an event for one subscriber, with a job for each step under
 * `jobs`. Nothing but what stands here is sure to be there.
 */
export interface Activity extends IDataObject {
	_id: string;
	/** ISO 8601; `updatedAt` beside it does not move while the jobs run */
	createdAt: string;
}

/** What the user wants to hear of. */
export type ActivityEvent = 'created' | 'completed' | 'failed';

/** What an entry has come to; `open` as long as a job may still change it. */
export type ActivityState = 'open' | 'completed' | 'failed' | 'canceled';

export interface ActivityFilters {
	channels: string[];
	workflowIds: string[];
	subscriberIds: string[];
}

/** Job statuses of Novu that do not change any more (`JobStatusEnum`). */
const SETTLED = ['completed', 'failed', 'canceled', 'merged', 'skipped'];

/**
 * What an entry has come to: failed with its first failed step, completed when every step is done
 * and one at least was carried out. Without jobs it is new: Novu adds them a moment after it.
 */
export function stateOf(entry: Activity): ActivityState {
	const statuses = jobsOf(entry).map(({ status }) => text(status) ?? '');
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
			jobsOf(entry).map(({ type }) => text(type) ?? ''),
		) &&
		meets(filters.workflowIds, [workflowOf(entry).id ?? '']) &&
		meets(filters.subscriberIds, [subscriberOf(entry) ?? ''])
	);
}

/** An entry for the workflow: the few fields that most workflows use, or all as they came. */
export function activityItem(entry: Activity, simplify: boolean): IDataObject {
	if (!simplify) return inReadingOrder(entry);
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
		steps: jobsOf(entry).map(step),
	});
}

/**
 * A job's `providerId` is what Novu noted beforehand; who delivered stands in its details
 * ("Integration instance selected").
 */
function step({ type, status, providerId, executionDetails }: IDataObject): IDataObject {
	const details = objectsIn(executionDetails);
	const providers = details
		.filter(({ detail }) => detail === 'Integration instance selected')
		.map(({ raw }) => fieldOf(raw, 'providerId'))
		.filter((id) => id !== undefined);
	const failures = details
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
function fieldOf(raw: unknown, name: string): string | undefined {
	try {
		const value: unknown = JSON.parse(text(raw) ?? '');
		return isObject(value) && typeof value[name] === 'string' ? value[name] : undefined;
	} catch {
		return undefined;
	}
}

function jobsOf({ jobs }: Activity): IDataObject[] {
	return objectsIn(jobs);
}

/** The objects of a list; none where it is no list. */
function objectsIn(list: unknown): IDataObject[] {
	return Array.isArray(list) ? (list as unknown[]).filter(isObject) : [];
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** The identifier that the workflow is triggered with stands in the first of its triggers. */
function workflowOf({ template }: Activity): { id?: string; name?: string } {
	if (!isObject(template)) return {};
	const [trigger] = objectsIn(template.triggers);
	return {
		id: typeof trigger?.identifier === 'string' ? trigger.identifier : undefined,
		name: typeof template.name === 'string' ? template.name : undefined,
	};
}

function subscriberOf({ subscriber, to }: Activity): string | undefined {
	const found = [subscriber, to].find((value) => isObject(value) && value.subscriberId);
	return isObject(found) ? String(found.subscriberId) : undefined;
}
