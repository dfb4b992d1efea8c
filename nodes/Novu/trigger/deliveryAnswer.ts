import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { channelOf } from './deliveries';
import { changeAnswer, hasHungUp, type WebhookResponse, type HttpResponse } from './n8nInternals';

/**
 * What Novu is answered: `id` is kept as the provider's message ID (push, chat); the SMS Webhook
 * reads it at `data.id` with `data.date`, in Novu 2.0 at `id` and `date`, and fails where the path
 * leads nowhere.
 */
function answer(id: string): IDataObject {
	const date = new Date().toISOString();
	return { id, date, data: { id, date } };
}

/** A client of Novu's that takes every answer for a success, whatever its status. */
const STATUS_BLIND_CLIENT = /^novu-safe-outbound\//;

/**
 * How a delivery that is not answered with a success is shown as failed in Novu.
 *
 * The push and chat webhook providers of newer versions of Novu (2026; `safeOutboundJsonRequest`)
 * do not look at the status. What their client does refuse is to send a body on to another host
 * (307), and the refusal with that host's name is then what Novu's activity shows; so the name says
 * what happened. Nothing is sent there, and `.invalid` belongs to nobody (RFC 2606). Other clients
 * of Novu's are answered with the status as it is.
 * @param answer as n8n or the trigger words it
 * @param headers of the delivery
 * @param body of the delivery, whether it is genuine or not
 */
export function shownFailure(
	answer: WebhookResponse,
	headers: IDataObject,
	body: IDataObject,
): WebhookResponse {
	if (answer.status < 300) return answer;
	if (!STATUS_BLIND_CLIENT.test(String(headers['user-agent'] ?? ''))) return answer;
	if (!['push', 'chat'].includes(channelOf(body))) return answer;
	const what = answer.status < 500 ? 'n8n-refused-it' : 'n8n-workflow-failed';
	return { ...answer, status: 307, location: `https://${what}.invalid/` };
}

/** n8n words the same itself where it answers at once, see `responseData` of the trigger. */
export const ANSWER_AT_ONCE =
	'({ id: $execution?.id, date: $now.toUTC().toISO(), data: { id: $execution?.id, date: $now.toUTC().toISO() } })';

/** Execution by delivery, for those that wait for the end of their workflow. */
export const unansweredDeliveries = new Map<string, string | undefined>();

/**
 * Has a delivery answered with its execution's ID when the workflow has come to its end. n8n would
 * answer with the last node's data, and knows the execution only after the trigger has handed out
 * its item; {@link noteExecution} tells it. An error is answered as n8n words it (500), so that Novu
 * shows the delivery as failed.
 */
export function answerAfterWorkflow(response: HttpResponse, deliveryId: string): void {
	if (hasHungUp(response)) return;
	unansweredDeliveries.set(deliveryId, undefined);
	response.once('close', () => unansweredDeliveries.delete(deliveryId));
	changeAnswer(response, ({ status, body }) => ({
		status,
		body: status < 300 ? answer(unansweredDeliveries.get(deliveryId) ?? deliveryId) : body,
	}));
}

/**
 * Notes which execution a delivery has started, as the first thing that the execution does. In
 * queue mode it does so in another process: then the delivery's own ID is answered.
 * @returns the trigger's items as they are
 */
export function noteExecution(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	for (const { json } of items) {
		const deliveryId = String(json.deliveryId ?? '');
		if (unansweredDeliveries.has(deliveryId))
			unansweredDeliveries.set(deliveryId, context.getExecutionId());
	}
	return items;
}
