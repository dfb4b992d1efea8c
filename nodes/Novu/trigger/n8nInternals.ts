/**
 * What the Novu Trigger does to n8n's own objects: the response that n8n answers Novu with, and the
 * static data that it saves. All of it stands here, each with the reason and the n8n that needs it;
 * whatever n8n comes to offer by itself goes.
 */
import type { IDataObject, IWebhookFunctions, Workflow } from 'n8n-workflow';

/** Express's response, as n8n hands it to the node. */
export type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

/** What n8n is about to answer. */
export interface WebhookResponse {
	status: number;
	body: unknown;
	/** Where the sender is sent on to */
	location?: string;
}

/** Whether the sender has closed the connection, so that no answer reaches it. */
export function hasHungUp(response: HttpResponse): boolean {
	return !response.writableEnded && (response.closed || response.destroyed);
}

/**
 * The status that n8n answers with, once it does; also where the sender has hung up by then, before
 * the node ran or after it. n8n answers every request that a node has taken.
 *
 * n8n tells a node in no other way whether the execution came to be that the node has asked for
 * (1.123 to 2.41). Of the response's events, `finish` is not sent after the sender has hung up, and
 * `close` comes before n8n has answered, or has come already: so the call that ends the answer is
 * listened to.
 */
export async function statusOfAnswer(response: HttpResponse): Promise<number> {
	return await new Promise((resolve) => {
		const end = response.end.bind(response) as (...args: unknown[]) => HttpResponse;
		response.end = ((...args: unknown[]) => {
			resolve(response.statusCode);
			return end(...args);
		}) as HttpResponse['end'];
	});
}

/**
 * Answers in n8n's place, for a status that n8n would not give: what a node hands out as
 * `webhookResponse` is a 200. The node then says `noWebhookResponse`, as n8n means it to (1.123 to
 * 2.41).
 */
export function sendAnswer(
	response: HttpResponse,
	{ status, body, location }: WebhookResponse,
): void {
	if (location !== undefined) response.setHeader('location', location);
	response.status(status).json(body);
}

/**
 * Has n8n's answer to this request changed before it is sent.
 *
 * n8n lets a node word the answer only where it is given at once (`responseData` of a webhook). The
 * one after the workflow is the last node's data or nothing, and knows no execution; that of a
 * failure is n8n's own (1.123 to 2.41).
 */
export function changeAnswer(
	response: HttpResponse,
	change: (answer: WebhookResponse) => WebhookResponse,
): void {
	const json = response.json.bind(response);
	response.json = (body: unknown) => {
		const answer = change({ status: response.statusCode, body });
		response.json = json;
		sendAnswer(response, answer);
		return response;
	};
}

/**
 * Puts a value into the node's static data, for n8n to save before it answers.
 *
 * n8n 2.41 forgets that the data has changed: to start the execution it makes a second workflow of the
 * same data (`workflow-runner`, `establishContextForPersistence`), which takes the mark away that
 * n8n-core has set (`observable-object`). So the workflow gets a copy of the data, with a mark of its
 * own. n8n 1.123 and 2.0 save it without, and bear the copy.
 */
export function saveInStaticData(context: IWebhookFunctions, values: IDataObject): void {
	Object.assign(context.getWorkflowStaticData('node'), values);
	const { workflow } = context as IWebhookFunctions & { workflow?: Partial<Workflow> };
	workflow?.overrideStaticData?.(JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject);
}
