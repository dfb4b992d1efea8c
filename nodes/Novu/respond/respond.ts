import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { QUESTION } from '../engine/waitForResponse';
import { answerIn, formIn } from './answer';
import { noticePage, PAGE_HEADERS, questionPage } from './page';
import { isOver, opens, questionIn } from './question';

const CLOSED = noticePage(
	'No action required',
	'This question is no longer open: it was answered, or its time is up. You can close this page.',
);
const RECORDED = noticePage(
	'Thank you',
	'Your answer has been recorded. You can close this page now.',
);

/**
 * Takes a request at the address of a question. A GET shows the question and decides nothing, whoever
 * sends it, since mail scanners and link previews open addresses, too; the POST of the page's form does.
 * n8n has checked the signature, and answers in place of the node once the execution goes on.
 */
export async function respond(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { method, query } = context.getRequestObject();
	const question = questionIn(context, QUESTION);
	if (!question || !opens(question, query.question) || isOver(question)) {
		return show(context, 410, CLOSED);
	}
	if (method !== 'POST') {
		return show(context, 200, questionPage(question, { chosen: query.approved }));
	}
	const form = formIn(context.getBodyData());
	const answer = answerIn(question, form);
	if ('problem' in answer) {
		const { problem } = answer;
		return show(context, 400, questionPage(question, { problem, values: form }));
	}
	setHeaders(context);
	const json = { data: answer.data, asked: question.asked };
	return { webhookResponse: RECORDED, workflowData: [[{ json, pairedItem: { item: 0 } }]] };
}

function setHeaders(context: IWebhookFunctions): void {
	const response = context.getResponseObject();
	for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
}

/** Answers by itself, and lets the execution wait on. */
function show(context: IWebhookFunctions, status: number, html: string): IWebhookResponseData {
	setHeaders(context);
	context.getResponseObject().status(status).end(html);
	return { noWebhookResponse: true };
}
