import type { IDataObject } from 'n8n-workflow';
import type { Simplify } from '../../fields/list';

/**
 * An entry of the activity feed with at most ten fields: who, which workflow, and what became of each
 * step. `subscriberId` and `workflowId` are the IDs that the node takes elsewhere, not Novu's own.
 */
export const simpleNotification: Simplify = (entry) => {
	const subscriber = (entry.subscriber ?? {}) as IDataObject;
	const template = (entry.template ?? {}) as IDataObject;
	const [trigger] = (template.triggers ?? []) as IDataObject[];
	const { _id, transactionId, createdAt, channels, topics, payload } = entry;
	return {
		_id,
		transactionId,
		subscriberId: subscriber.subscriberId ?? null,
		workflowId: trigger?.identifier ?? null,
		workflow: template.name ?? null,
		channels: channels ?? [],
		steps: ((entry.jobs ?? []) as IDataObject[]).map(simpleStep),
		topics: ((topics ?? []) as IDataObject[]).map(({ topicKey }) => topicKey),
		payload: payload ?? {},
		createdAt,
	};
};

/** A step, and the last thing that Novu noted of it. */
function simpleStep({ type, status, providerId, executionDetails }: IDataObject): IDataObject {
	const detail = ((executionDetails ?? []) as IDataObject[]).at(-1)?.detail;
	return { type, status, ...(providerId !== undefined && { providerId }), detail: detail ?? null };
}
