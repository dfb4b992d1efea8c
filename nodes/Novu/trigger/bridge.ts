import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { explainAgents, getAgent } from '../actions/agent/shared';
import { about } from '../engine/answers';
import type { Call } from '../engine/client';
import { InputError, isObject, rethrow } from '../engine/errors';
import { isAnswer } from '../engine/failure';
import { outsideRun, type OutsideRun } from '../engine/outsideRun';
import { checkedId, path, type NovuRequest } from '../engine/request';
import { plain } from '../parameters/item';

export const REPLACE_URL = 'Replace Another URL';

const SETTINGS: OutsideRun = {
	timeoutMs: 10_000,
	retries: 2,
	maxRateLimitWaitMs: 20_000,
	explain: explainAgents,
};

/** What the trigger has set, as it stands in the node's static data. */
interface Registered {
	agentId: string;
	url: string;
	/** What the agent had before, null for none */
	before: string | null;
}

/**
 * Tells Novu the production URL as an agent's bridge, where the user has asked for it. A test URL is
 * never told: Novu would send the messages of real people to it.
 * @throws {NodeApiError|NodeOperationError} where Novu does not take it, or the agent has another URL
 */
export async function registerBridge(context: IHookFunctions): Promise<void> {
	if (!isAsked(context)) return;
	await outsideRun(context, SETTINGS, async (call) => {
		const agentId = checkedId(plain(context.getNodeParameter('agentId')), 'Agent').trim();
		const url = context.getNodeWebhookUrl('default') ?? '';
		const data = context.getWorkflowStaticData('node');
		const earlier = registeredIn(data);
		if (earlier && earlier.agentId !== agentId) await restore(call, data, earlier);
		const known = registeredIn(data);
		const agent = (await call(getAgent(agentId))) as IDataObject;
		const current = typeof agent.bridgeUrl === 'string' ? agent.bridgeUrl : null;
		const isOwn = current !== null && current === known?.url;
		if (current === url) return;
		if (current !== null && !isOwn && !mayReplace(context)) throw taken(agentId, current);
		await call(setBridge(agentId, url));
		data.bridge = { agentId, url, before: isOwn ? known.before : current };
	});
}

/**
 * Takes back what {@link registerBridge} has set, and nothing else: a URL that somebody has put in its
 * place meanwhile stays. Never fails, since n8n would then keep the webhook of a workflow that is off.
 */
export async function unregisterBridge(context: IHookFunctions): Promise<void> {
	if (context.getMode() === 'manual') return;
	const data = context.getWorkflowStaticData('node');
	const registered = registeredIn(data);
	if (!registered) return;
	try {
		await outsideRun(context, SETTINGS, async (call) => await restore(call, data, registered));
	} catch (error) {
		context.logger.warn(
			`The node "${context.getNode().name}" could not take its URL back from Novu's agent "${registered.agentId}": ${(error as Error).message}. Novu goes on sending there; change the agent's bridge URL in Novu.`,
			{ workflowId: context.getWorkflow().id },
		);
	}
}

function isAsked(context: IHookFunctions): boolean {
	return (
		context.getMode() !== 'manual' && context.getNodeParameter('registerBridge', false) === true
	);
}

function mayReplace(context: IHookFunctions): boolean {
	const { replaceUrl } = context.getNodeParameter('options', {}) as IDataObject;
	return replaceUrl === true;
}

function registeredIn({ bridge }: IDataObject): Registered | undefined {
	return isObject(bridge) ? (bridge as unknown as Registered) : undefined;
}

async function restore(call: Call, data: IDataObject, { agentId, url, before }: Registered) {
	const agent = await agentIfThere(call, agentId);
	if (agent?.bridgeUrl === url) await call(setBridge(agentId, before));
	delete data.bridge;
}

/** Undefined where it was deleted meanwhile. */
async function agentIfThere(call: Call, agentId: string): Promise<IDataObject | undefined> {
	try {
		return (await call(getAgent(agentId))) as IDataObject;
	} catch (error) {
		if (isAnswer(error, 404, /was not found/i)) return undefined;
		return await rethrow(error);
	}
}

/** `PUT /v1/agents/{identifier}/bridge`; null leaves the agent without a URL. */
function setBridge(agentId: string, bridgeUrl: string | null): NovuRequest {
	return {
		method: 'PUT',
		path: path`/v1/agents/${agentId}/bridge`,
		body: { bridgeUrl },
		answer: about('an agent', 'identifier', agentId),
		confirmsWrite: (agent) => ((agent as IDataObject).bridgeUrl ?? null) === bridgeUrl,
		rateCategory: 'configuration',
	};
}

/** No more than the host is told: an address may hold a secret. */
function taken(agentId: string, url: string): InputError {
	const host = URL.canParse(url) ? new URL(url).host : 'another host';
	return new InputError(
		`The agent "${agentId}" has another bridge URL already, at ${host}`,
		`Nothing was changed. An agent has one URL: choose another agent, or switch on '${REPLACE_URL}' under Options; unpublishing then puts the other URL back.`,
	);
}
