import { randomUUID } from 'crypto';
import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { webhookSecret, type WebhookSecret } from '../../../credentials/novuWebhookSecret';
import { isObject } from '../engine/errors';
import { answerAfterWorkflow, deliveryItem, showFailure } from './deliveries';
import { startsFirst } from './webhookDeduplication';
import { eventItem, isWanted, parseEvent, type Filters } from './events';
import { verify } from './signature';

export const SECRET_CREDENTIAL = 'novuWebhookSecretApi';

/** A request that nothing is started for. */
interface Refusal {
	status: number;
	/** What the sender is told */
	answer: string;
	/** What the log says beside it */
	why: string;
}

/**
 * Takes a request at the trigger's URL: checks where it comes from, and starts the workflow with
 * what it holds. Nothing is thrown, since n8n records a failed execution for it, and a stranger must
 * not be able to start any.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { rawBody, headers } = context.getRequestObject();
	const body = parsed(rawBody);
	const forDeliveries = context.getNodeParameter('triggerOn') === 'delivery';
	if (forDeliveries && isObject(body)) {
		showFailure(context.getResponseObject(), headers as IDataObject, body);
	}
	let secret: WebhookSecret;
	try {
		secret = await secretOf(context);
	} catch (error) {
		return refuse(context, unauthorized((error as Error).message));
	}
	const verdict = verify(secret, headers, rawBody ?? Buffer.alloc(0), Date.now());
	if (!verdict.genuine) return refuse(context, unauthorized(verdict.why));
	if (!isObject(body)) return refuse(context, unusable('its body is not a JSON object'));
	if (forDeliveries) return takeDelivery(context, body);
	return await takeEvent(context, body, verdict.id ?? '');
}

/**
 * Checks what can be checked before the first request comes: Novu has no call for an API key that
 * registers an endpoint or looks for one.
 * @throws {NodeOperationError} where the secret cannot be used, so that nothing could be verified
 */
export async function checkConfiguration(context: IHookFunctions): Promise<void> {
	try {
		await secretOf(context);
	} catch (error) {
		throw new NodeOperationError(context.getNode(), (error as Error).message, {
			description: "Open the credential 'Novu Webhook Secret API' and correct it.",
		});
	}
}

/** @throws {CredentialError} where it is for another way than the one that the trigger is set to */
async function secretOf(context: IWebhookFunctions | IHookFunctions): Promise<WebhookSecret> {
	const secret = webhookSecret(await context.getCredentials(SECRET_CREDENTIAL));
	const forEvents = context.getNodeParameter('triggerOn') !== 'delivery';
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
	if (!event) return refuse(context, unusable('it is no event of Novu (no type)'));
	const types = context.getNodeParameter('events', []) as string[];
	if (!isWanted(event, types, filtersOf(context))) {
		return {
			webhookResponse: { started: false, reason: 'The trigger does not ask for this event' },
		};
	}
	// In the editor one waits for a test event, and may well send the same one again.
	if (context.getMode() !== 'manual' && !(await startsFirst(context, id))) {
		return { webhookResponse: { started: false, reason: 'This event has come before' } };
	}
	const simplify = context.getNodeParameter('simplify', true) as boolean;
	return { workflowData: [[{ json: eventItem(event, id, simplify) }]] };
}

function takeDelivery(context: IWebhookFunctions, body: IDataObject): IWebhookResponseData {
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
		workflows: listOf(given.workflows),
		providers: listOf(given.providers),
		subscribers: listOf(given.subscribers),
		reasons: listOf(given.reasons),
	};
}

/** A list, or text with commas in between. */
export function listOf(value: unknown): string[] {
	const entries = Array.isArray(value) ? value : String(value ?? '').split(',');
	return entries.map((entry) => String(entry).trim()).filter(Boolean);
}

function parsed(rawBody: Buffer | undefined): unknown {
	try {
		return JSON.parse((rawBody ?? Buffer.alloc(0)).toString('utf8'));
	} catch {
		return undefined;
	}
}

function unauthorized(why: string): Refusal {
	return { status: 401, answer: 'Not a request that Novu has signed for this workflow', why };
}

function unusable(why: string): Refusal {
	return { status: 400, answer: "Not the body of one of Novu's requests", why };
}

function refuse(
	context: IWebhookFunctions,
	{ status, answer, why }: Refusal,
): IWebhookResponseData {
	context.logger.warn(
		`The node "${context.getNode().name}" refused a request (${status}): ${why.replace(/\.$/, '')}.`,
		{ workflowId: context.getWorkflow().id },
	);
	context.getResponseObject().status(status).json({ message: answer });
	return { noWebhookResponse: true };
}
