import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../../sandbox';
import { runWorkflow, type RunResult } from '../../sandbox/runner';
import { prepare, tourInput, tourWorkflow } from '../e2e/tour';

export type TourNode = ReturnType<typeof tourWorkflow>['nodes'][number];

/**
 * Runs the workflow that goes through every operation in n8n's engine, against a sandbox of its own.
 * @param changed what becomes of a node of the tour
 * @param input what starts it
 */
export async function runTour(
	changed: (node: TourNode) => TourNode,
	input = tourInput(),
): Promise<RunResult> {
	const sandbox = await startSandbox();
	try {
		prepare(sandbox.store);
		const credentials = { novuApi: { id: '1', name: 'Novu API' } };
		const { nodes, connections } = tourWorkflow('tour', credentials);
		const start = { ...nodes[0], type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
		const { apiKey, url: baseUrl } = sandbox;
		return await runWorkflow({
			workflow: { nodes: [start, ...nodes.slice(1).map(changed)], connections },
			credentials: { novuApi: { apiKey, region: 'custom', baseUrl } },
			items: [{ body: input as unknown as IDataObject }],
		});
	} finally {
		await sandbox.close();
	}
}

/** A node whose Simplify is as it is where nobody has changed it, or as `simplify` says. */
export function withSimplify(node: TourNode, simplify?: boolean): TourNode {
	const parameters = { ...node.parameters };
	if (simplify === undefined) delete parameters.simplify;
	else parameters.simplify = simplify;
	return { ...node, parameters };
}
