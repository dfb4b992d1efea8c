import { randomUUID } from 'crypto';
import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { apiKey } from '../../../credentials/novuServer';
import { webhookSecret, type WebhookSecret } from '../../../credentials/novuWebhookSecret';
import { isObject } from '../engine/errors';
import { CREDENTIAL } from '../engine/transport';
import {
	ACKNOWLEDGED,
	agentEventId,
	agentEventItem,
	isWantedOfAgent,
	parseAgentEvent,
} from './agentEvents';
import { deliveryItem } from './deliveries';
import { answerAfterWorkflow, shownFailure } from './deliveryAnswer';
import { claimEvent } from './webhookDeduplication';
import { eventItem, isWanted, parseEvent, type Filters } from './events';
import { changeAnswer, hasHungUp, sendAnswer, type WebhookResponse } from './n8nInternals';
import { verify, verifyAgentEvent, type Headers, type Verdict } from './signature';

const SECRET_CREDENTIAL = 'novuWebhookSecretApi';
/** Levels of a body; what is deeper could not be walked through, here and in n8n. */
const DEEPEST = 200;

/** A request that nothing is started for. */
interface Rejection {
	status: number;
	/** What the sender is told */
	answer: string;
	/** What the log says beside it */
	why: string;
}

/**
 * Takes a request at the trigger's URL: checks where it comes from, and starts the workflow with
 * what it holds. Nothing is thrown, since n8n records a failed execution for it, and a stranger must
 * not be able to start any. The response is left as n8n made it until the request is verified.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { rawBody, headers } = context.getRequestObject();
	const body = parsed(rawBody);
	const verdict = await verdictOn(context, headers as Headers, rawBody ?? Buffer.alloc(0));
	if (!verdict.genuine) return reject(context, unauthorized(verdict.why));
	if (!isObject(body)) return reject(context, unusable('its body is not a JSON object'));
	if (nestsDeeperThan(DEEPEST, body)) return reject(context, unusable('it nests too deeply'));
	if (hasHungUp(context.getResponseObject())) warnOfHangUp(context);
	if (isForDeliveries(context)) return takeDelivery(context, body);
	if (isForAgents(context)) return await takeAgentEvent(context, body);
	return await takeEvent(context, body, verdict.id ?? '');
}

/** Whether Novu has sent the request; a credential that cannot verify it lets nothing pass. */
async function verdictOn(
	context: IWebhookFunctions,
	headers: Headers,
	rawBody: Buffer,
): Promise<Verdict> {
	try {
		if (isForAgents(context)) {
			return verifyAgentEvent(await agentKeyOf(context), headers, rawBody, Date.now());
		}
		return verify(await secretOf(context), headers, rawBody, Date.now());
	} catch (error) {
		return { genuine: false, why: (error as Error).message };
	}
}

/**
 * Checks what can be checked before the first request comes: Novu has no call for an API key that
 * registers an endpoint or looks for one.
 * @throws {NodeOperationError} where the secret cannot be used, so that nothing could be verified
 */
export async function checkConfiguration(context: IHookFunctions): Promise<void> {
	const isForAgent = isForAgents(context);
	try {
		await (isForAgent ? agentKeyOf(context) : secretOf(context));
	} catch (error) {
		const name = isForAgent ? 'Novu API' : 'Novu Webhook Secret API';
		throw new NodeOperationError(context.getNode(), (error as Error).message, {
			description: `Open the credential '${name}' and correct it.`,
		});
	}
}

/** Novu signs what it sends to agents with the secret key of the environment. */
async function agentKeyOf(context: IWebhookFunctions | IHookFunctions): Promise<string> {
	return apiKey(await context.getCredentials(CREDENTIAL));
}

/** @throws {CredentialError} where it is for another way than the one that the trigger is set to */
async function secretOf(context: IWebhookFunctions | IHookFunctions): Promise<WebhookSecret> {
	const secret = webhookSecret(await context.getCredentials(SECRET_CREDENTIAL));
	const forEvents = !isForDeliveries(context);
	if (forEvents === (secret.purpose === 'events')) return secret;
	return await Promise.reject(
		new Error(
			forEvents
				? "The credential is for deliveries, and 'Trigger On' is Event. Choose a credential that is for events"
				: "The credential is for events, and 'Trigger On' is Delivery Request. Choose a credential that is for deliveries",
		),
	);
}

async function takeEvent(
	context: IWebhookFunctions,
	body: IDataObject,
	id: string,
): Promise<IWebhookResponseData> {
	const event = parseEvent(body);
	if (!event) return reject(context, unusable('it is no event of Novu (no type)'));
	const types = context.getNodeParameter('events', []) as string[];
	if (!isWanted(event, types, filtersOf(context))) {
		return {
			webhookResponse: { started: false, reason: 'The trigger does not ask for this event' },
		};
	}
	if (!(await claim(context, id))) {
		return { webhookResponse: { started: false, reason: 'This event has come before' } };
	}
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { workflowData: [[{ json: eventItem(event, id, simplify) }]] };
}

/**
 * Claims an event for its ID, see {@link claimEvent}. In the editor none is: one waits for a test event
 * there, and may well send the same one again.
 */
async function claim(context: IWebhookFunctions, id: string): Promise<boolean> {
	return context.getMode() === 'manual' || (await claimEvent(context, id));
}

async function takeAgentEvent(
	context: IWebhookFunctions,
	body: IDataObject,
): Promise<IWebhookResponseData> {
	const event = parseAgentEvent(body);
	if (!event) return reject(context, unusable('it is no event of an agent (no conversation)'));
	const wanted = context.getNodeParameter('agentEvents', []) as string[];
	const id = agentEventId(event, context.getRequestObject().rawBody);
	// Either way Novu is told the same: it has done its part.
	if (!isWantedOfAgent(event, wanted) || !(await claim(context, id))) {
		return { webhookResponse: ACKNOWLEDGED };
	}
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { workflowData: [[{ json: agentEventItem(event, simplify) }]] };
}

function isForAgents(context: IWebhookFunctions | IHookFunctions): boolean {
	return context.getNodeParameter('triggerOn') === 'agentMessage';
}

function isForDeliveries(context: IWebhookFunctions | IHookFunctions): boolean {
	return context.getNodeParameter('triggerOn') === 'delivery';
}

function takeDelivery(context: IWebhookFunctions, body: IDataObject): IWebhookResponseData {
	changeAnswer(context.getResponseObject(), (answer) => shown(context, answer, body));
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	const { includeCredentials } = context.getNodeParameter('options', {}) as IDataObject;
	const item = deliveryItem(body, { simplify, withCredentials: includeCredentials === true });
	if (context.getNodeParameter('respond', 'atOnce') !== 'afterWorkflow') {
		return { workflowData: [[{ json: item }]] };
	}
	const deliveryId = randomUUID();
	answerAfterWorkflow(context.getResponseObject(), deliveryId);
	return { workflowData: [[{ json: { ...item, deliveryId } }]] };
}

function filtersOf(context: IWebhookFunctions): Filters {
	const given = context.getNodeParameter('filters', {}) as IDataObject;
	return {
		channels: listOf(given.channels),
		workflowIds: listOf(given.workflowIds),
		providerIds: listOf(given.providerIds),
		subscriberIds: listOf(given.subscriberIds),
		reasons: listOf(given.reasons),
	};
}

/** A list, or text with commas in between. */
export function listOf(value: unknown): string[] {
	const entries = Array.isArray(value) ? value : String(value ?? '').split(',');
	return entries.map((entry) => String(entry).trim()).filter(Boolean);
}

/** An answer to a delivery as Novu shows it, to anything else as it is. */
function shown(
	context: IWebhookFunctions,
	answer: WebhookResponse,
	body: unknown,
): WebhookResponse {
	if (!isForDeliveries(context) || !isObject(body)) return answer;
	return shownFailure(answer, context.getRequestObject().headers as IDataObject, body);
}

function nestsDeeperThan(levels: number, value: unknown): boolean {
	let level: unknown[] = [value];
	for (let depth = 0; depth <= levels && level.length > 0; depth++) {
		level = level.flatMap((inner) =>
			typeof inner === 'object' && inner !== null ? Object.values(inner) : [],
		);
	}
	return level.length > 0;
}

/** It is taken all the same: an event is repeated, and known then; a delivery would be lost. */
function warnOfHangUp(context: IWebhookFunctions): void {
	context.logger.warn(
		`The sender of a request to the node "${context.getNode().name}" closed the connection before n8n could answer. The request is taken all the same; Novu may show it as failed. Look at how busy this n8n is.`,
		{ workflowId: context.getWorkflow().id },
	);
}

function parsed(rawBody: Buffer | undefined): unknown {
	try {
		return JSON.parse((rawBody ?? Buffer.alloc(0)).toString('utf8'));
	} catch {
		return undefined;
	}
}

function unauthorized(why: string): Rejection {
	return { status: 401, answer: 'Not a request that Novu has signed for this workflow', why };
}

function unusable(why: string): Rejection {
	return { status: 400, answer: "Not the body of one of Novu's requests", why };
}

function reject(
	context: IWebhookFunctions,
	{ status, answer, why }: Rejection,
): IWebhookResponseData {
	context.logger.warn(
		`The node "${context.getNode().name}" refused a request (${status}): ${why.replace(/\.$/, '')}.`,
		{ workflowId: context.getWorkflow().id },
	);
	const body = parsed(context.getRequestObject().rawBody);
	const shownAnswer = shown(context, { status, body: { message: answer } }, body);
	sendAnswer(context.getResponseObject(), shownAnswer);
	return { noWebhookResponse: true };
}
