import type { IDataObject } from 'n8n-workflow';
import { listAnswer, object } from '../../engine/answers';
import type { Call } from '../../engine/client';
import { isObject } from '../../engine/errors';
import { isMissingRoute, NovuFailure } from '../../engine/failure';
import { path, type NovuPath, type NovuRequest } from '../../engine/request';
import { findWorkflow } from '../workflow/shared';

/** What to change of a subscriber's preferences; for all workflows where none is named. */
export interface Wanted {
	subscriberId: string;
	workflowId?: string;
	channels: Record<string, boolean>;
}

/** Whether the server is too old for the calls of v2, which came with Novu 2.1.2. */
export function isOlderServer(error: unknown): boolean {
	return error instanceof NovuFailure && isMissingRoute(error.facts);
}

function get(to: NovuPath): NovuRequest {
	return {
		method: 'GET',
		path: to,
		answer: listAnswer('a list of preferences'),
		rateCategory: 'configuration',
	};
}

/**
 * Reads preferences with v1's calls.
 * @param criticality `critical`, `nonCritical` or `all`: v1 does not filter
 * @returns as v2 has them; a workflow without the fields that v1 does not tell
 */
export async function olderPreferences(
	call: Call,
	subscriberId: string,
	criticality: string,
): Promise<IDataObject> {
	const [general] = (await call(
		get(path`/v1/subscribers/${subscriberId}/preferences/global`),
	)) as IDataObject[];
	const workflows = (await call(
		get(path`/v1/subscribers/${subscriberId}/preferences/template`),
	)) as IDataObject[];
	const isWanted = ({ workflow }: IDataObject) =>
		criticality === 'all' ||
		(isObject(workflow) && workflow.critical === true) === (criticality === 'critical');
	return {
		global: (general?.preference ?? {}) as IDataObject,
		workflows: workflows.map(asNewer).filter(isWanted),
	};
}

/** v1 has the workflow as `template`, and its identifier in the template's trigger. */
function asNewer({ template, preference }: IDataObject): IDataObject {
	const { triggers, ...workflow } = isObject(template) ? template : {};
	const [trigger] = Array.isArray(triggers) ? (triggers as IDataObject[]) : [];
	return {
		...(isObject(preference) && preference),
		workflow: { identifier: trigger?.identifier, ...workflow },
	};
}

/**
 * Changes preferences with v1's calls, which take one channel after the other for a workflow, and know
 * it by Novu's own ID alone.
 * @returns see {@link olderPreferences}
 */
export async function updateOlder(call: Call, wanted: Wanted): Promise<IDataObject> {
	for (const request of await olderRequests(call, wanted)) await call(request);
	return await olderPreferences(call, wanted.subscriberId, 'all');
}

async function olderRequests(call: Call, wanted: Wanted): Promise<NovuRequest[]> {
	const { subscriberId, workflowId } = wanted;
	const channels = Object.entries(wanted.channels).map(([type, enabled]) => ({ type, enabled }));
	const same = {
		method: 'PATCH',
		answer: object('preferences', ({ preference }) => isObject(preference)),
		rateCategory: 'configuration',
		idempotent: true,
	} as const;
	if (workflowId === undefined) {
		const to = path`/v1/subscribers/${subscriberId}/preferences`;
		return [{ ...same, path: to, body: { preferences: channels } }];
	}
	const id = String((await findWorkflow(call, workflowId))._id);
	const to = path`/v1/subscribers/${subscriberId}/preferences/${id}`;
	return channels.map((channel) => ({ ...same, path: to, body: { channel } }));
}
